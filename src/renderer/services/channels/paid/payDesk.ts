import { toBase64url } from '@shared/base64url.ts';
import type { SpaceId } from '@shared/ids.ts';
import { type Given, MOST_GIVEN, givenMark } from '@domain/channel/claim.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { ChannelKeep, letterRecordSchema, readRecord } from '@domain/channel/records.ts';
import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Log } from '../../diagnostics/log.ts';
import { Turn } from '../../turn.ts';
import type { Dues } from '../../wallet/trade/dues.ts';
import type { ChannelBook } from '../channelBook.ts';
import { ChannelBudgets } from '../channelBudgets.ts';
import type { ChannelKeeps } from '../channelKeeps.ts';
import type { ChannelKeys } from '../channelKeys.ts';
import type { Inboxes } from '../inboxes.ts';
import { type KnownChannel, roleOf } from '../knownChannel.ts';
import { LetterLog } from '../letterLog.ts';
import type { SayInChannel } from '../sayInChannel.ts';
import type { Claimed, Gift, Gifts } from './gifts.ts';
import type { PaidLog } from './paidLog.ts';

/** Letters, keys and payments come in bundles, ms. */
const LOOK_DELAY = 400;
/** Words with keys that one device says: what is more waits. */
const SAID_AT_ONCE = { capacity: 20, perSecond: 1 / 60 };
/** How long after what did not fit into that, ms. */
const LOOK_AGAIN = 60_000;
/** Inboxes of which keys are given: the newest, and some before it whose posts are still read. */
const MOST_ROOTS = 4;

/** What the desk works with. */
export interface PayDeskParts {
  readonly book: Pick<ChannelBook, 'get' | 'channels'>;
  readonly keys: Pick<ChannelKeys, 'sealTo'>;
  readonly keeps: Pick<ChannelKeeps, 'all'>;
  readonly inboxes: Pick<Inboxes, 'of'>;
  readonly gifts: Pick<Gifts, 'forClaim' | 'forSubscribers'>;
  readonly paidLog: PaidLog;
  readonly dues: Pick<Dues, 'ready'>;
  readonly say: SayInChannel;
  readonly clock: Clock;
  readonly log: Pick<Log, 'write'>;
}

/**
 * Gives keys to who paid (CHN-34): on the device of whom they paid, and only once the payment is final there. What was given already is in the
 * channel's log, for every device of whom they paid.
 */
export class PayDesk {
  private readonly parts: PayDeskParts;
  private readonly turn = new Turn();
  private readonly budgets: ChannelBudgets;
  private readonly pending = new Map<SpaceId, Disposer>();
  private isDisposed = false;

  constructor(parts: PayDeskParts) {
    this.parts = parts;
    this.budgets = new ChannelBudgets(parts.clock, SAID_AT_ONCE);
  }

  /** Looks at all channels again. */
  lookAtAll(): void {
    for (const space of this.parts.book.channels.get().keys()) this.lookSoon(space);
  }

  /** Something came that may be a claim, or its payment. */
  lookSoon(space: SpaceId, delay = LOOK_DELAY): void {
    if (this.isDisposed || this.pending.has(space) || this.edited(space) === null) return;
    const stop = this.parts.clock.after(delay, () => {
      this.pending.delete(space);
      void this.turn.take(() => this.look(space));
    });
    this.pending.set(space, stop);
  }

  dispose(): void {
    this.isDisposed = true;
    for (const stop of this.pending.values()) stop();
  }

  private async look(space: SpaceId): Promise<void> {
    const channel = this.edited(space);
    const ready = await this.parts.dues.ready();
    if (channel === null || this.isDisposed || !ready.ok) return;
    const roots = (await this.parts.inboxes.of(channel)).slice(0, MOST_ROOTS);
    const gifts: Gift[] = [];
    for (const claimed of await this.claims(space)) gifts.push(...(await this.parts.gifts.forClaim(space, claimed)));
    gifts.push(...(await this.parts.gifts.forSubscribers(space, roots)));
    if (gifts.length === 0) return;
    const given = await this.parts.paidLog.marks(space);
    const due = gifts.filter(({ place, thread }) => !given.has(toBase64url(givenMark(space, thread, place))));
    for (let from = 0; from < due.length; from += MOST_GIVEN) {
      if (!this.budgets.take(space)) return this.lookSoon(space, LOOK_AGAIN);
      await this.give(space, due.slice(from, from + MOST_GIVEN));
    }
  }

  private async give(space: SpaceId, gifts: readonly Gift[]): Promise<void> {
    const given: Given[] = [];
    for (const { place, thread, key } of gifts) {
      const sealed = await this.parts.keys.sealTo('opened', { space, to: thread }, key);
      if (sealed !== null) given.push({ mark: givenMark(space, thread, place), ...sealed });
    }
    if (given.length === 0) return;
    const said = await this.parts.say(space, ChannelWord.opened, { given });
    if (!said.ok) this.parts.log.write('warn', 'channels', `keys were not given: ${said.error.code}`);
  }

  private async claims(space: SpaceId): Promise<readonly Claimed[]> {
    const rows = await this.parts.keeps.all(ChannelKeep.letter);
    const letters = (rows.ok ? rows.value : []).flatMap((row) => {
      const letter = readRecord(letterRecordSchema, row);
      return letter?.kind === 'claim' && letter.channel === space ? [{ id: row.id, letter }] : [];
    });
    if (letters.length === 0) return [];
    const received = new Map<string, number>();
    // Newest first: the first to say so stands.
    for (const { body, at } of await this.parts.paidLog.words(space, ChannelWord.received))
      for (const id of LetterLog.receivedIn(body)) received.set(id, at);
    return letters.flatMap(({ id, letter }) => {
      const at = received.get(id);
      return at === undefined ? [] : [{ letter, at }];
    });
  }

  private edited(space: SpaceId): KnownChannel | null {
    const channel = this.parts.book.get(space);
    const role = channel === null ? null : roleOf(channel.charter, channel.pen?.key ?? null);
    return role === 'owner' || role === 'editor' ? channel : null;
  }
}
