import type { SpaceId } from '@shared/ids.ts';
import { ageLetters } from '@domain/channel/aging.ts';
import { letterId } from '@domain/channel/letter.ts';
import { ChannelKeep, type SentRecord, readRecord, recordBytes, sentRecordSchema } from '@domain/channel/records.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import type { Stored } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ChannelBook } from './channelBook.ts';
import type { ChannelKeeps } from './channelKeeps.ts';
import type { ChannelKeys } from './channelKeys.ts';
import { firstHops } from './firstHops.ts';
import type { LetterFlood } from './letterFlood.ts';
import type { LetterLog } from './letterLog.ts';

/** Own letters are looked through so often, ms. */
const AGED_EVERY = 24 * 3_600_000;

/** What own letters are kept with. */
export interface SentLetterParts {
  readonly book: Pick<ChannelBook, 'has'>;
  readonly keys: Pick<ChannelKeys, 'thread'>;
  readonly keeps: ChannelKeeps;
  readonly log: Pick<LetterLog, 'sent'>;
  readonly flood: Pick<LetterFlood, 'begin' | 'drop'>;
  readonly clock: Clock;
  readonly random: Random;
}

/** Letters of this person's own: on their way until an editor has them, and no longer than they are of use (CHN-12, CHN-21). */
export class SentLetters {
  private readonly parts: SentLetterParts;
  private stop: Disposer = () => undefined;

  constructor(parts: SentLetterParts) {
    this.parts = parts;
  }

  /** Goes on with those no editor has yet. */
  async start(): Promise<void> {
    await this.age();
    for (const { channel, envelope, state } of (await this.all()).values())
      if (state === 'waiting' && envelope !== null && this.parts.book.has(channel)) this.begin(channel, envelope);
  }

  dispose(): void {
    this.stop();
  }

  /** Keeps a letter, and sends it on its way. */
  async put(letter: SentRecord & { readonly envelope: Uint8Array }): Stored {
    const { channel, envelope } = letter;
    const bytes = recordBytes(letter);
    const kept = await this.parts.keeps.put([{ kind: ChannelKeep.sent, id: letterId(envelope), bytes }]);
    if (kept.ok) this.begin(channel, envelope);
    return kept;
  }

  /** Takes up what a channel's log says of one's own letters. */
  async read(space: SpaceId): Promise<void> {
    const own = new Map([...(await this.all())].filter(([, { channel }]) => channel === space));
    if (own.size === 0) return;
    const thread = await this.parts.keys.thread(space);
    if (thread.ok)
      await this.parts.keeps.putChanged(ChannelKeep.sent, await this.parts.log.sent(space, thread.value, own));
  }

  private async age(): Promise<void> {
    this.stop = this.parts.clock.after(AGED_EVERY, () => void this.age());
    const { keeps, flood, clock } = this.parts;
    const { changed, gone } = ageLetters(await this.all(), clock.now());
    for (const id of [...changed.keys(), ...gone]) flood.drop(id);
    if (changed.size > 0) await keeps.putChanged(ChannelKeep.sent, changed);
    for (const id of gone) await keeps.remove(ChannelKeep.sent, id);
  }

  private async all(): Promise<ReadonlyMap<string, SentRecord>> {
    const rows = await this.parts.keeps.all(ChannelKeep.sent);
    return new Map(
      (rows.ok ? rows.value : []).flatMap((row) => {
        const letter = readRecord(sentRecordSchema, row);
        return letter === null ? [] : [[row.id, letter] as const];
      }),
    );
  }

  private begin(space: SpaceId, envelope: Uint8Array): void {
    this.parts.flood.begin(space, envelope, firstHops(this.parts.random));
  }
}
