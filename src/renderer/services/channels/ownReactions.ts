import type { EventId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { letterId, receiptOf } from '@domain/channel/letter.ts';
import { ChannelKeep, type MarkRecord, markRecordSchema, readRecord, recordBytes } from '@domain/channel/records.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { Turn } from '../turn.ts';
import { outcomeOf } from '../workspace/failures.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { ChannelKeeps } from './channelKeeps.ts';
import { firstHops } from './firstHops.ts';
import type { LetterFlood } from './letterFlood.ts';
import { type LetterSealing, sealLetter } from './sealLetter.ts';

/** A mark that was changed so soon again tells nobody of what was before, ms. */
export const TELL_AFTER = 2000;
/** How long editors are told of a mark that none of them counts, ms. */
export const TOLD_FOR = 30 * 24 * 3_600_000;

/** What own reactions work with. */
export interface OwnReactionParts extends LetterSealing {
  readonly keeps: ChannelKeeps;
  readonly flood: Pick<LetterFlood, 'begin' | 'drop'>;
  readonly clock: Clock;
  readonly random: Random;
  /** An own channel's letter has no way to go. */
  readonly receive: (space: SpaceId, envelope: Uint8Array) => Promise<void>;
}

type Sent = NonNullable<MarkRecord['sent']>;
const NOTHING_SENT: Pick<Sent, 'at' | 'counted' | 'envelope'> = { at: 0, counted: null, envelope: null };

/** What this person thinks of posts of channels: kept, and told to the editors until one of them has it (CHN-19). */
export class OwnReactions {
  private readonly parts: OwnReactionParts;
  private readonly turn = new Turn();
  private readonly due = new Map<EventId, Disposer>();

  constructor(parts: OwnReactionParts) {
    this.parts = parts;
  }

  /** Goes on telling what no editor has yet. */
  async start(): Promise<void> {
    const rows = await this.parts.keeps.all(ChannelKeep.mark);
    for (const row of rows.ok ? rows.value : []) {
      const sent = readRecord(markRecordSchema, row)?.sent;
      if (sent === undefined || sent.isIn || sent.at + TOLD_FOR < this.parts.clock.now()) continue;
      // Ids of these records are posts: whoever kept another finds nothing under it.
      if (sent.envelope === null) this.tellSoon(row.id as EventId);
      else this.begin(sent.channel, sent.envelope);
    }
  }

  dispose(): void {
    for (const stop of this.due.values()) stop();
    this.due.clear();
  }

  /** Marks a post, or takes the mark back. `channel` is null where there is nobody to tell. */
  mark(post: EventId, mark: string | null, channel: SpaceId | null): Outcome {
    return this.turn.take(async () => {
      const { keeps } = this.parts;
      if (channel !== null) return this.choose(post, mark, channel);
      return outcomeOf(
        mark === null ? await keeps.remove(ChannelKeep.mark, post) : await this.keep(post, { v: 1, mark }),
      );
    });
  }

  private async choose(post: EventId, mark: string | null, channel: SpaceId): Outcome {
    const before = (await this.markOf(post))?.sent ?? NOTHING_SENT;
    if (before.envelope !== null) this.parts.flood.drop(letterId(before.envelope));
    // A clock that went back would leave the editors with what was chosen before.
    const at = Math.max(this.parts.clock.now(), before.at + 1);
    const sent: Sent = { channel, at, counted: before.counted, envelope: null, isIn: false };
    const kept = await this.keep(post, { v: 1, mark, sent });
    if (kept.ok) this.tellSoon(post);
    return outcomeOf(kept);
  }

  /** Editors counted letters below a post: one's own may be among them. */
  counted(post: EventId, receipts: readonly string[]): Promise<void> {
    return this.turn.take(async () => {
      const record = await this.markOf(post);
      const sent = record?.sent;
      if (record === null || sent === undefined || sent.envelope === null) return;
      if (!receipts.includes(receiptOf(letterId(sent.envelope)))) return;
      const { mark } = record;
      if (mark === null) await this.parts.keeps.remove(ChannelKeep.mark, post);
      else await this.keep(post, { ...record, sent: { ...sent, counted: mark, envelope: null, isIn: true } });
    });
  }

  private tellSoon(post: EventId): void {
    this.due.get(post)?.();
    const stop = this.parts.clock.after(TELL_AFTER, () => {
      this.due.delete(post);
      void this.turn.take(() => this.tell(post));
    });
    this.due.set(post, stop);
  }

  private async tell(post: EventId): Promise<Result<void, WorkspaceError>> {
    const record = await this.markOf(post);
    const sent = record?.sent;
    if (record === null || sent === undefined || sent.isIn) return ok();
    const { channel, at } = sent;
    const envelope = await sealLetter(this.parts, channel, { kind: 'reaction', post, mark: record.mark, at });
    // With the next start, when the channel's charter may be here.
    if (!envelope.ok) return envelope;
    const kept = await this.keep(post, { ...record, sent: { ...sent, envelope: envelope.value } });
    if (!kept.ok) return outcomeOf(kept);
    this.begin(channel, envelope.value);
    await this.parts.receive(channel, envelope.value);
    return ok();
  }

  private begin(channel: SpaceId, envelope: Uint8Array): void {
    if (this.parts.book.get(channel) !== null) this.parts.flood.begin(channel, envelope, firstHops(this.parts.random));
  }

  private async markOf(post: EventId): Promise<MarkRecord | null> {
    const row = await this.parts.keeps.get(ChannelKeep.mark, post);
    return row.ok ? readRecord(markRecordSchema, row.value) : null;
  }

  private keep(post: EventId, record: MarkRecord) {
    return this.parts.keeps.put([{ kind: ChannelKeep.mark, id: post, bytes: recordBytes(record) }]);
  }
}
