import type { BlobId } from '@shared/ids.ts';
import { isFetchedByRule } from '@domain/blob/automatic.ts';
import { type AttachmentRecord, attachmentOf } from '@domain/chat/marks.ts';
import { projectEvent } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { FileParts } from './fileParts.ts';
import { LookedThrough } from './lookedThrough.ts';
import type { Transfers } from './transfers.ts';

/** What was said this short a time ago is fetched before older files, ms. */
const NEWS = 24 * 60 * 60_000;
/** Files of messages older than this are fetched when they are asked for, ms: a long history would come all at once. */
const HISTORY = 30 * NEWS;

/** Files that are fetched without a person asking, where the rules say so (FIL-4, FIL-14, FIL-15). */
export class Automatic {
  private readonly parts: FileParts;
  private readonly transfers: Transfers;
  private readonly looked: LookedThrough;

  constructor(parts: FileParts, transfers: Transfers) {
    this.parts = parts;
    this.transfers = transfers;
    this.looked = new LookedThrough({ ...parts, history: () => this.history });
  }

  /** Files of messages that came. */
  onAdmitted(events: readonly AdmittedEvent[]): void {
    for (const event of events) {
      if (this.isLeft({ author: event.author, device: event.content.device })) continue;
      const projected = projectEvent(event, this.parts.self);
      const carried = projected.kind === 'message' ? attachmentOf(projected.message) : null;
      if (carried !== null) this.looked.note(event.content, this.fetchYoung(carried) ? carried.blob : null);
    }
  }

  /** Files that a post of that time shows, fetched as those of a message are. */
  onShown(files: readonly { readonly blob: BlobId; readonly size: number }[], at: number): void {
    for (const file of files) if (file.size > 0) this.fetchYoung({ ...file, at });
  }

  /** Every message there is is known: those that the app ended before are looked through now. */
  takeUp(): void {
    void this.looked.takeUp((message, file) => !this.isLeft(message) && this.fetchYoung(file));
  }

  /** The person does not want it. */
  leave(blob: BlobId): Promise<void> {
    return this.looked.leave(blob);
  }

  dispose(): void {
    this.looked.dispose();
  }

  /** What this device said itself it has; what own other devices said it fetches where it keeps files for them. */
  private isLeft({ author, device }: Pick<MessageRecord, 'author' | 'device'>): boolean {
    const { self, device: own, fetching } = this.parts;
    return author === self && (fetching === undefined || device === own);
  }

  private get history(): number {
    return this.parts.fetching?.history ?? HISTORY;
  }

  /** Whether it is fetched now. */
  private fetchYoung({ blob, size, at }: Pick<AttachmentRecord, 'blob' | 'size' | 'at'>): boolean {
    const { settings, network, clock } = this.parts;
    const { saveData, autoDownload } = settings.get();
    const age = clock.now() - at;
    if (age > this.history || saveData || !isFetchedByRule(size, autoDownload, network.isMetered())) return false;
    this.transfers.fetch({ id: blob, size }, age > NEWS ? 'idle' : 'soon');
    return true;
  }
}
