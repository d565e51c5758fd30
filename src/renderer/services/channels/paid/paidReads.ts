import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { claimRecordSchema } from '@domain/channel/paidRecords.ts';
import { ChannelKeep, readRecord } from '@domain/channel/records.ts';
import type { PaidFace, Price } from '@domain/feed/paid.ts';
import { type UnitId, recordId } from '@domain/wallet/ids.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { ChannelTerms, OwnDue, PayTarget, PostSale } from '../../workspace/paidWorkspace.ts';
import { mapQuery } from '../../workspace/liveQueries.ts';
import { TERM_WORDS, termsIn, termsPlace } from './terms.ts';

/** What a channel costs now. */
export function watchTerms(feed: Pick<FeedStore, 'watchWords'>, space: SpaceId): LiveQuery<ChannelTerms | null> {
  return mapQuery(feed.watchWords(termsPlace(space), TERM_WORDS), (words) => {
    const terms = termsIn(space, words);
    if (terms === null) return null;
    const { subscription } = terms;
    return {
      ...targetView(terms),
      subscription: subscription === null ? null : { ...subscription, amount: BigInt(subscription.amount) },
    };
  });
}

/** What this person paid a channel for, newest first. */
export function watchOwnDues({ keeps }: Pick<FeedStore, 'keeps'>, space: SpaceId): LiveQuery<readonly OwnDue[]> {
  return mapQuery(keeps.watchAll(ChannelKeep.claim), (rows) =>
    rows
      .flatMap((row): readonly OwnDue[] => {
        const claim = readRecord(claimRecordSchema, row);
        const record = recordId(row.id);
        if (claim?.channel !== space || !record.ok) return [];
        return [{ record: record.value, post: claim.post, at: claim.at, isReceived: claim.envelope === null }];
      })
      .toSorted((one, other) => other.at - one.at),
  );
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
