import type { EventId, SpaceId } from '@shared/ids.ts';
import { dayOf } from '@domain/channel/dayKeys.ts';
import { subscriberRecordSchema } from '@domain/channel/paidRecords.ts';
import { ChannelKeep, readRecord } from '@domain/channel/records.ts';
import { type RecordId, accountOfHolder, holderOf, recordId } from '@domain/wallet/ids.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { Dues } from '../../wallet/trade/dues.ts';
import { hasRefund } from '../../wallet/trade/giveBack.ts';
import type { ChannelKeeps } from '../channelKeeps.ts';
import type { Claimed, Gifts, PaidClaim } from './gifts.ts';
import { type PaidDays, paidDays } from './paidDays.ts';
import { LOOK_BACK } from './paidLog.ts';

/** What finding them works with. */
export interface TwiceParts {
  readonly gifts: Pick<Gifts, 'paymentOf' | 'soldFor'>;
  readonly keeps: Pick<ChannelKeeps, 'all'>;
  readonly dues: Pick<Dues, 'account' | 'view'>;
  readonly clock: Pick<Clock, 'now'>;
}

interface Bought extends PaidClaim {
  readonly post: EventId;
}

/**
 * Finds what one account paid for twice, as two devices of a person do that do not hear each other (CHN-39). Which payment is kept follows from the
 * records alone, so that all devices of whom was paid give back the same, and never all of them.
 */
export class Twice {
  private readonly parts: TwiceParts;

  constructor(parts: TwiceParts) {
    this.parts = parts;
  }

  /** Payments to be given back. */
  async find(space: SpaceId, claims: readonly Claimed[]): Promise<readonly RecordId[]> {
    return [...(await this.posts(space, claims)), ...(await this.days(space))];
  }

  /** Of the payments for one post that are enough, all but the one of the smallest id. */
  private async posts(space: SpaceId, claims: readonly Claimed[]): Promise<readonly RecordId[]> {
    const twice: RecordId[] = [];
    for (const bought of this.byBuyer(space, claims)) {
      if (bought.size < 2) continue;
      const good: RecordId[] = [];
      for (const one of bought.values())
        if ((await this.parts.gifts.soldFor(space, one.post, one)) !== null) good.push(one.paid.id);
      const [, ...others] = this.kept(good).toSorted();
      twice.push(...others);
    }
    return twice;
  }

  /** By post and who paid, each payment once. */
  private byBuyer(space: SpaceId, claims: readonly Claimed[]): Iterable<ReadonlyMap<RecordId, Bought>> {
    const bought = new Map<string, Map<RecordId, Bought>>();
    for (const claimed of claims) {
      const { post } = claimed.letter;
      const paid = this.parts.gifts.paymentOf(space, claimed);
      if (post === null || paid === null) continue;
      const buyer = `${post} ${accountOfHolder(paid.body.from)}`;
      const known = bought.get(buyer) ?? new Map<RecordId, Bought>();
      // Two letters about one payment: what an editor had first counts.
      const at = Math.min(claimed.at, known.get(paid.id)?.at ?? Infinity);
      bought.set(buyer, known.set(paid.id, { post, paid, at }));
    }
    return bought.values();
  }

  /** Of an account's subscriptions the one that began first is kept: a payment of another that opens no day beside goes back. */
  private async days(space: SpaceId): Promise<readonly RecordId[]> {
    const oldest = dayOf(this.parts.clock.now() - LOOK_BACK);
    const twice: RecordId[] = [];
    for (const subscriptions of (await this.subscribers(space)).values()) {
      if (subscriptions.length < 2) continue;
      const open = new Set<number>();
      for (const { mandate, least } of subscriptions.toSorted(byStart)) {
        const paid = paidDays(this.parts.dues.view, mandate).filter(
          ({ last, amount, payments }) =>
            last >= oldest && amount >= least && this.kept(payments).length === payments.length,
        );
        const isOpen = (days: PaidDays) => daysIn(days).every((day) => open.has(day));
        const needed = paid.filter((days) => !isOpen(days));
        twice.push(...paid.filter(isOpen).flatMap(({ payments }) => payments));
        for (const day of needed.flatMap(daysIn)) open.add(day);
      }
    }
    return twice;
  }

  private async subscribers(space: SpaceId): Promise<ReadonlyMap<string, readonly Subscription[]>> {
    const { keeps, dues } = this.parts;
    const rows = await keeps.all(ChannelKeep.subscriber);
    const subscribers = new Map<string, Subscription[]>();
    for (const row of rows.ok ? rows.value : []) {
      const subscriber = readRecord(subscriberRecordSchema, row);
      const record = recordId(row.id);
      const mandate = record.ok ? dues.view.find('mandate', record.value) : undefined;
      if (subscriber?.channel !== space || mandate?.body.payee !== holderOf(dues.account)) continue;
      const payer = accountOfHolder(mandate.body.payer);
      subscribers.set(payer, [...(subscribers.get(payer) ?? []), { mandate, least: BigInt(subscriber.amount) }]);
    }
    return subscribers;
  }

  /** What nothing was given back of. */
  private kept(payments: readonly RecordId[]): readonly RecordId[] {
    return payments.filter((payment) => !hasRefund(this.parts.dues.view, payment));
  }
}

interface Subscription {
  readonly mandate: VerifiedOf<'mandate'>;
  /** What its payments come to at least, in minor units. */
  readonly least: bigint;
}

/** Which of two subscriptions counts as the first. */
export function byStart(one: Pick<Subscription, 'mandate'>, other: Pick<Subscription, 'mandate'>): number {
  const earlier = one.mandate.body.start - other.mandate.body.start;
  if (earlier !== 0) return earlier;
  return one.mandate.id < other.mandate.id ? -1 : 1;
}

function daysIn({ first, last }: PaidDays): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_none, index) => first + index);
}
