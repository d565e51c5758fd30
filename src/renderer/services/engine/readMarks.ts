import type { SpaceId } from '@shared/ids.ts';
import { READ_KIND, projectEvent } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Log } from '../diagnostics/log.ts';
import { type WritingParts, isInside } from '../groups/mayWrite.ts';
import type { Replicator } from '../replication/replicator.ts';
import { firstReady } from '../workspace/liveQueries.ts';

/** A reading person moves the mark many times; others are told after this long without a move, ms. */
const TELL_AFTER = 600;

/** What telling read marks works with. */
export interface ReadMarkParts {
  /** Whether one is in a conversation, so that others there may hear of it. */
  readonly writing: WritingParts;
  readonly store: Pick<DocumentStore, 'watchReadMarks'>;
  readonly clock: Clock;
  readonly replicator: Replicator;
  readonly log: Log;
  /** Whether the person lets others know. */
  readonly isAllowed: () => boolean;
}

/**
 * Tells the others what was read (CHT-13): a few events for much reading, none when nothing moved. Where it is switched off, or nobody there
 * may hear of it, own devices alone are told (DEV-64).
 */
export class ReadMarks {
  /** Up to where others were told, by whichever own device: of spaces that were asked for since the start. */
  private readonly told = new Map<SpaceId, number>();
  private readonly due = new Map<SpaceId, { at: number; cancel: Disposer }>();
  private readonly parts: ReadMarkParts;
  private isOver = false;
  /** Tells other own devices, and nobody else. */
  tellOwn: (space: SpaceId, at: number) => void = () => undefined;

  constructor(parts: ReadMarkParts) {
    this.parts = parts;
  }

  /** Everything up to `at` was read here. */
  tell(space: SpaceId, at: number): void {
    if (at <= (this.told.get(space) ?? 0)) return;
    const waiting = this.due.get(space);
    if (waiting !== undefined && waiting.at >= at) return;
    waiting?.cancel();
    this.due.set(space, { at, cancel: this.parts.clock.after(TELL_AFTER, () => void this.send(space, at)) });
  }

  /** What another own device told need not be told from here. */
  onAdmitted(events: readonly AdmittedEvent[]): void {
    const { self } = this.parts.writing;
    for (const event of events) {
      if (event.author !== self || event.content.kind !== READ_KIND) continue;
      const mark = projectEvent(event, self);
      const known = this.told.get(event.content.space);
      // Of what was not asked for yet the store says it.
      if (mark.kind === 'read' && known !== undefined) this.told.set(event.content.space, Math.max(mark.at, known));
    }
  }

  dispose(): void {
    this.isOver = true;
    for (const { cancel } of this.due.values()) cancel();
    this.due.clear();
  }

  private async send(space: SpaceId, at: number): Promise<void> {
    this.due.delete(space);
    if (!this.parts.isAllowed() || !isInside(this.parts.writing, space)) return this.tellOwn(space, at);
    if (at <= (await this.toldUpTo(space)) || this.isOver) return;
    const sent = await this.parts.replicator.author(space, READ_KIND, { at });
    if (sent.ok) this.told.set(space, Math.max(at, this.told.get(space) ?? 0));
    else this.parts.log.write('warn', 'chat', `a read mark was not kept: ${sent.error.code}`);
  }

  /** Marks outlast a start as their events do. */
  private async toldUpTo(space: SpaceId): Promise<number> {
    const { writing, store } = this.parts;
    const known = this.told.get(space);
    if (known !== undefined) return known;
    const marks = await firstReady(store.watchReadMarks(space));
    const at = marks?.find(({ account }) => account === writing.self)?.at ?? 0;
    this.told.set(space, Math.max(at, this.told.get(space) ?? 0));
    return at;
  }
}
