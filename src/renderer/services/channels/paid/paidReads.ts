import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { claimRecordSchema } from '@domain/channel/paidRecords.ts';
import { ChannelKeep, readRecord } from '@domain/channel/records.ts';
import type { PaidFace, Price } from '@domain/feed/paid.ts';
import { type UnitId, recordId } from '@domain/wallet/ids.ts';
import type { WordRecord } from '@domain/feed/project.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { ChannelSellers, ChannelTerms, OwnDue, PayTarget, PostSale } from '../../workspace/paidWorkspace.ts';
import { combineQueries } from '../../workspace/liveQueries.ts';
import { charterIn } from '../charterIn.ts';
import { elsewhereUntil } from './ownClaims.ts';
import { type SellingChannel, TERM_WORDS, payeesIn, termsIn, termsPlace, wereRemoved } from './terms.ts';

/** What a channel costs now. */
export function watchTerms(feed: FeedStore, space: SpaceId): LiveQuery<ChannelTerms | null> {
  return watchSaid(feed, space, (channel, words) => {
    const terms = termsIn(channel, words);
    if (terms === null) return null;
    const { subscription } = terms;
    return {
      ...targetView(terms),
      subscription: subscription === null ? null : { ...subscription, amount: BigInt(subscription.amount) },
    };
  });
}

/** Who can be paid for a channel. */
export function watchSellers(feed: FeedStore, space: SpaceId): LiveQuery<ChannelSellers> {
  return watchSaid(feed, space, (channel, words) => ({
    payees: payeesIn(channel, words),
    wereRemoved: wereRemoved(channel),
  }));
}

/** What was said about what a channel costs, with who writes it. */
function watchSaid<T>(
  feed: FeedStore,
  space: SpaceId,
  read: (channel: SellingChannel, words: readonly WordRecord[]) => T,
): LiveQuery<T> {
  return combineQueries(
    feed.watchWords(termsPlace(space), TERM_WORDS),
    feed.keeps.watchAll(ChannelKeep.charter),
    (words, rows) => read({ space, charter: charterIn(rows.find(({ id }) => id === space)?.bytes) }, words),
  );
}

/** What this person paid a channel for, newest first. */
export function watchOwnDues({ keeps }: Pick<FeedStore, 'keeps'>, space: SpaceId): LiveQuery<readonly OwnDue[]> {
  return combineQueries(keeps.watchAll(ChannelKeep.claim), keeps.watchAll(ChannelKeep.claiming), (rows, marks) => {
    const unsigned = new Set(marks.map(({ id }) => id));
    return rows
      .flatMap((row): readonly OwnDue[] => {
        const claim = readRecord(claimRecordSchema, row);
        const record = recordId(row.id);
        if (claim?.channel !== space || !record.ok) return [];
        const { post, at, envelope } = claim;
        const until = unsigned.has(row.id) ? null : elsewhereUntil(claim, row.at);
        return [{ record: record.value, post, at, isReceived: envelope === null, elsewhereUntil: until }];
      })
      .toSorted((one, other) => other.at - one.at);
  });
}

/** How a post is sold, as screens see it. */
export function saleView({ isForSubscribers, price }: PaidFace): PostSale {
  return { isForSubscribers, price: price === null ? null : { ...targetView(price), amount: BigInt(price.amount) } };
}

function targetView({ payee, unit, code, decimals, currency }: Omit<Price, 'amount'>): PayTarget {
  return {
    // 32 bytes by their schema, which is all an id is.
    payee: toBase64url(payee) as AccountId,
    unit: { id: toBase64url(unit) as UnitId, code, decimals, ...(currency === null ? {} : { currency }) },
  };
}
