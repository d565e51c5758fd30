import type { AccountId, BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { FLEETING_KIND } from '@domain/chat/bodies.ts';
import { readSealedWords } from '@domain/chat/fleeting.ts';
import { attachmentOf } from '@domain/chat/marks.ts';
import type { MessageRef } from '@domain/chat/extras.ts';
import { type SaidMessage, projectEvent } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { MessageEnd } from '@ports/messageNotes.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Files } from '../files/files.ts';
import { Turn } from '../turn.ts';
import { AwaitedWords, type WantedWords } from './awaitedWords.ts';
import { messageAt } from './messageAt.ts';

/** How many are dropped at a time. */
const DROPPED = 50;
/** Most that are fetched again after a start. */
const MOST = 2000;
/** Longest a timer waits, ms: clocks jump, and a sleeping machine's timers stand still. */
const LONGEST_WAIT = 60_000;

/** What keeping words that end works with. */
export interface FleetingKeeperParts {
  readonly self: AccountId;
  readonly store: Pick<DocumentStore, 'notes' | 'messages'>;
  readonly files: Pick<Files, 'fetch' | 'read' | 'onShown' | 'letGo' | 'letGoWords'>;
  /** Whether one still hears others in a conversation: false where they are blocked, or it is gone. */
  readonly isHeard: (space: SpaceId) => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** Words that end (MSG-9): fetches them, puts them in their row, and takes away what is over. */
export class FleetingKeeper {
  private readonly parts: FleetingKeeperParts;
  private readonly awaited: AwaitedWords;
  private readonly turn = new Turn();
  private stopWaiting: Disposer = () => undefined;
  private isDisposed = false;

  constructor(parts: FleetingKeeperParts) {
    this.parts = parts;
    const { self, files } = parts;
    const fetch = ({ words: blob, size }: WantedWords) => files.fetch({ blob, size });
    this.awaited = new AwaitedWords({ self, fetch, onHere: (wanted) => void this.read(wanted) });
  }

  /** Goes on with what was not here when the app was last closed, and sweeps from now on. */
  async start(): Promise<void> {
    await this.sweep();
    const all = await this.parts.store.notes.ends(MOST);
    for (const end of all.ok ? all.value : []) {
      const message = await messageAt(this.parts.store, end.space, { id: end.message, at: end.at });
      if (message?.body.kind === 'fleeting') this.follow(end);
    }
  }

  dispose(): void {
    this.isDisposed = true;
    this.stopWaiting();
    this.awaited.dispose();
  }

  /** Awaits nothing more of others one no longer hears. Heard again, what is still to come is fetched after the next start. */
  onHeardChanged(): void {
    const { self, isHeard } = this.parts;
    this.awaited.forget(({ author, space }) => author !== self && !isHeard(space));
  }

  onAdmitted(events: readonly AdmittedEvent[]): void {
    const fleeting = events.filter(({ content }) => content.kind === FLEETING_KIND);
    for (const event of fleeting) {
      const projected = projectEvent(event, this.parts.self);
      if (projected.kind !== 'message' || projected.message.body.kind !== 'fleeting') continue;
      const { id: message, space, at, author, ends = 0, body } = projected.message;
      this.follow({ space, message, at, author, ends, words: body.words.blob, size: body.words.size });
    }
    if (fleeting.length > 0) void this.turn.take(() => this.wait());
  }

  private follow(wanted: WantedWords): void {
    const { self, clock, isHeard } = this.parts;
    if (this.isDisposed || wanted.ends <= clock.now()) return;
    if (wanted.author === self || isHeard(wanted.space)) this.awaited.follow(wanted);
  }

  private async read({ space, message, at, words: blob, size }: WantedWords): Promise<void> {
    const bytes = await this.parts.files.read(blob);
    const said = bytes?.length === size ? readSealedWords(bytes) : null;
    if (said === null) this.parts.log.write('warn', 'chat', 'words that end say nothing that can be read');
    else await this.reveal(space, { id: message, at }, said);
  }

  private async reveal(space: SpaceId, ref: MessageRef, said: SaidMessage): Promise<void> {
    const { files, store, self } = this.parts;
    const found = await messageAt(store, space, ref);
    const namesMe = found?.own !== true && names(said, self) ? ({ namesMe: true } as const) : {};
    const put = await store.notes.reveal(space, ref.id, { ...said, ...namesMe });
    const file = found === null || found.own ? null : attachmentOf({ ...found, ...said });
    if (put.ok && put.value && file !== null) files.onShown([file], ref.at);
  }

  /** Takes away what is over: rows, what stood beside them, and bytes of which nothing speaks any more. */
  private sweep(): Promise<void> {
    return this.turn.take(async () => {
      const { store, clock } = this.parts;
      for (;;) {
        const soonest = await store.notes.ends(DROPPED);
        if (!soonest.ok) return this.sweepIn(LONGEST_WAIT);
        const over = soonest.value.filter(({ ends }) => ends <= clock.now());
        if (over.length === 0 || this.isDisposed) break;
        // A full disk is as full in a moment.
        if (!(await this.drop(over))) return this.sweepIn(LONGEST_WAIT);
      }
      await this.wait();
    });
  }

  private async drop(over: readonly MessageEnd[]): Promise<boolean> {
    const { store, files, log } = this.parts;
    const [words, blobs]: [BlobId[], BlobId[]] = [[], []];
    for (const end of over) {
      this.awaited.leave(end);
      ((await this.isSealed(end)) ? words : blobs).push(end.words);
      blobs.push(...(await this.filesOf(end.space, { id: end.message, at: end.at })));
    }
    const dropped = await store.notes.drop(over);
    if (dropped.ok) {
      await files.letGoWords(words);
      await files.letGo(blobs);
    } else log.write('warn', 'chat', `words that are over were not taken away: ${dropped.error.code}`);
    return dropped.ok;
  }

  /** Whether it is words in fact: somebody may have given the name of a file that is here for another reason. */
  private async isSealed({ words, size }: MessageEnd): Promise<boolean> {
    const bytes = await this.parts.files.read(words);
    return bytes?.length === size && readSealedWords(bytes) !== null;
  }

  private async filesOf(
    space: SpaceId,
    ref: { readonly id: EventId; readonly at: number },
  ): Promise<readonly BlobId[]> {
    const message = await messageAt(this.parts.store, space, ref);
    const file = message === null ? null : attachmentOf(message);
    return file === null ? [] : [file.blob];
  }

  /** Until the next is over. */
  private async wait(): Promise<void> {
    const { store, clock } = this.parts;
    const next = await store.notes.ends(1);
    if (!next.ok) return this.sweepIn(LONGEST_WAIT);
    const ends = next.value[0]?.ends;
    if (ends !== undefined) this.sweepIn(Math.min(Math.max(1, ends - clock.now()), LONGEST_WAIT));
    else this.stopWaiting();
  }

  private sweepIn(delay: number): void {
    this.stopWaiting();
    if (!this.isDisposed) this.stopWaiting = this.parts.clock.after(delay, () => void this.sweep());
  }
}

function names({ extras }: SaidMessage, account: AccountId): boolean {
  return extras?.mentions?.some((mention) => mention.account === account) === true;
}
