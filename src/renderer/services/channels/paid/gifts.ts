import { fromBase64url } from '@shared/base64url.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { type GivenKey, type GivenPlace, claimNonce, readClaim } from '@domain/channel/claim.ts';
import { dayOf, nodesBetween } from '@domain/channel/dayKeys.ts';
import { type SubscriberRecord, paidRecordBytes, subscriberRecordSchema } from '@domain/channel/paidRecords.ts';
import { ChannelKeep, type LetterRecord, readRecord } from '@domain/channel/records.ts';
import { isEnough } from '@domain/channel/terms.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { idBytes } from '@domain/event/codec.ts';
import { type HolderId, type RecordId, holderOf, recordId } from '@domain/wallet/ids.ts';
import { finalityOf } from '@domain/wallet/readings/finality.ts';
import type { BodyOf, VerifiedOf } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { Dues } from '../../wallet/trade/dues.ts';
import type { ChannelKeeps } from '../channelKeeps.ts';
import type { AgreementKey } from '../channelKeys.ts';
import { type Keyring, daysOf } from './keyring.ts';
import { paidDays } from './paidDays.ts';
import { LOOK_BACK } from './paidLog.ts';
import { readShown } from './shownPost.ts';
import { type SellingChannel, TERM_WORDS, postPrices, subscriptionPrices, termsPlace } from './terms.ts';

/** A letter of somebody who says that they paid. */
export interface Claimed {
  readonly letter: LetterRecord;
  /** When an editor had it first, ms: by the log, and by no clock of who wrote it. */
  readonly at: number;
}

/** Something to be given to one reader. */
export interface Gift {
  readonly place: GivenPlace;
  readonly thread: Uint8Array;
  readonly key: GivenKey;
}

/** What finding out works with. */
export interface GiftParts {
  readonly book: { get(space: SpaceId): SellingChannel | null };
  readonly keeps: Pick<ChannelKeeps, 'all' | 'put'>;
  readonly keyring: Pick<Keyring, 'keyOf'>;
  readonly feed: Pick<FeedStore, 'post' | 'notes' | 'words'>;
  readonly dues: Pick<Dues, 'account' | 'view'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Finds out by the wallet's records what readers are to be given; nobody's word counts (CHN-34, CHN-35). */
export class Gifts {
  private readonly parts: GiftParts;

  constructor(parts: GiftParts) {
    this.parts = parts;
  }

  /** What one claim comes to: the key of a post. Who subscribed is noted, and gets theirs by {@link forSubscribers}. */
  async forClaim(space: SpaceId, claimed: Claimed): Promise<readonly Gift[]> {
    const { post, thread, text } = claimed.letter;
    const claim = readClaim(text);
    if (claim === null) return [];
    const nonce = claimNonce({ space, post, thread }, claim.salt);
    if (post === null) await this.noteSubscriber(space, claimed, { nonce, record: claim.record });
    const paid = post === null ? undefined : this.parts.dues.view.find('transfer', claim.record);
    if (post === null || paid === undefined || !equalBytes(paid.nonce, nonce)) return [];
    const gift = await this.postGift(space, post, { ...claimed, paid });
    return gift === null ? [] : [gift];
  }

  /** The days that subscribers of a channel paid for, of each inbox. */
  async forSubscribers(space: SpaceId, roots: readonly AgreementKey[]): Promise<readonly Gift[]> {
    const oldest = dayOf(this.parts.clock.now() - LOOK_BACK);
    const rows = await this.parts.keeps.all(ChannelKeep.subscriber);
    return (rows.ok ? rows.value : []).flatMap((row) => {
      const subscriber = readRecord(subscriberRecordSchema, row);
      const record = recordId(row.id);
      const mandate = record.ok ? this.parts.dues.view.find('mandate', record.value) : undefined;
      if (subscriber?.channel !== space || mandate === undefined || !this.isOwn(mandate.body.payee)) return [];
      const paid = paidDays(this.parts.dues.view, mandate).filter(
        ({ last, amount }) => last >= oldest && amount >= BigInt(subscriber.amount),
      );
      return paid.flatMap((days) => roots.map((root) => daysGift(root, days, subscriber.thread)));
    });
  }

  private async noteSubscriber(
    channel: SpaceId,
    { letter: { thread }, at }: Claimed,
    { nonce, record }: { readonly nonce: Uint8Array; readonly record: RecordId },
  ): Promise<void> {
    const mandate = this.parts.dues.view.find('mandate', record);
    if (mandate === undefined || !equalBytes(mandate.nonce, nonce) || !this.isOwn(mandate.body.payee)) return;
    const known = await this.parts.keeps.all(ChannelKeep.subscriber);
    if (!known.ok || known.value.some(({ id }) => id === record)) return;
    const { perPayment, payee } = mandate.body;
    const paid = paidBy({ ...mandate.body, to: payee, amount: perPayment }, at);
    const readings = await this.pricesOf(channel, mandate.body.period);
    if (!readings.some((prices) => isEnough(prices, paid))) return;
    const subscriber: SubscriberRecord = { v: 1, channel, thread, amount: Number(perPayment), at };
    await this.parts.keeps.put([{ kind: ChannelKeep.subscriber, id: record, bytes: paidRecordBytes(subscriber) }]);
  }

  private async pricesOf(
    space: SpaceId,
    period: BodyOf<'mandate'>['period'],
  ): Promise<ReturnType<typeof subscriptionPrices>> {
    const channel = this.parts.book.get(space);
    const words = await this.parts.feed.words(termsPlace(space), TERM_WORDS);
    return words.ok && channel !== null ? subscriptionPrices(channel, words.value, period) : [];
  }

  private async postGift(
    space: SpaceId,
    post: EventId,
    { letter: { thread }, at, paid }: Claimed & { readonly paid: VerifiedOf<'transfer'> },
  ): Promise<Gift | null> {
    const { feed, dues, keyring, clock } = this.parts;
    if (at < clock.now() - LOOK_BACK || !this.isOwn(paid.body.to)) return null;
    const shown = await readShown(feed, post);
    if (shown === null || shown.row.space !== space) return null;
    const isPaid = isEnough(postPrices(shown.row, shown.notes), paidBy(paid.body, at));
    if (!isPaid || finalityOf(dues.view, paid.id).kind !== 'final') return null;
    const face = shown.body.article?.paid;
    const key = face === undefined ? null : await keyring.keyOf({ space, post, paid: face });
    return key === null ? null : { place: { post }, thread, key: { t: 'post', post: idBytes(post), key } };
  }

  private isOwn(holder: HolderId): boolean {
    return holder === holderOf(this.parts.dues.account);
  }
}

function paidBy(
  { to, unit, amount }: Pick<BodyOf<'transfer'>, 'to' | 'unit' | 'amount'>,
  claimedAt: number,
): Parameters<typeof isEnough>[1] {
  const payee = fromBase64url(to);
  return { payee: payee.ok ? payee.value : new Uint8Array(), unit: idBytes(unit), amount: Number(amount), claimedAt };
}

function daysGift(
  root: AgreementKey,
  { first, last }: { readonly first: number; readonly last: number },
  thread: Uint8Array,
): Gift {
  const nodes = [...nodesBetween(daysOf(root), first, last)];
  return { place: { inbox: root.key, first, last }, thread, key: { t: 'days', inbox: root.key, nodes } };
}
