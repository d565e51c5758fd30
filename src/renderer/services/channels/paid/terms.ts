import * as v from 'valibot';
import type { SpaceId } from '@shared/ids.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { type SaidPrice, type Terms, termsWordSchema } from '@domain/channel/terms.ts';
import type { NoteRecord } from '@domain/feed/note.ts';
import { isSaidThere } from '@domain/feed/fold.ts';
import type { PaidFace } from '@domain/feed/paid.ts';
import type { PostRecord } from '@domain/feed/post.ts';
import { type WordPlace, type WordRecord, feedKind } from '@domain/feed/project.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import { type KnownChannel, channelAuthor } from '../knownChannel.ts';

/** Newest words about what a channel costs that are read: of those before no price holds any more. */
export const TERM_WORDS = 64;

/** A price, or that nothing was sold, and since when. */
export type SaidTerms = SaidPrice | { readonly at: number; readonly payee: null };

/** Where the terms of a channel are said. */
export function termsPlace(space: SpaceId): WordPlace {
  return { space, kind: feedKind('channels', ChannelWord.terms) };
}

/** What the newest word of an owner or editor says; null where nothing is sold (CHN-30). */
export function termsIn(space: SpaceId, words: readonly WordRecord[]): Terms | null {
  return saidTerms(space, words)[0]?.terms ?? null;
}

/** The terms of a channel as they are now. */
export async function readTerms(feed: Pick<FeedStore, 'words'>, space: SpaceId): Promise<Terms | null> {
  const words = await feed.words(termsPlace(space), TERM_WORDS);
  return words.ok ? termsIn(space, words.value) : null;
}

/**
 * Whether one who is paid is still of the channel: a pen that said so may publish there now. Whose pen was taken away is paid nothing more, as their
 * device could give no keys (CHN-30).
 */
export async function isStillPaid(
  feed: Pick<FeedStore, 'words'>,
  { space, charter }: Pick<KnownChannel, 'space' | 'charter'>,
  payee: Uint8Array,
): Promise<boolean> {
  const words = await feed.words(termsPlace(space), TERM_WORDS);
  if (!words.ok || charter === null) return false;
  return words.value.some((word) => {
    const role = charter.pens.get(word.device)?.role;
    if (role !== 'owner' && role !== 'editor') return false;
    return saidTerms(space, [word]).some(({ terms }) => terms !== null && equalBytes(terms.payee, payee));
  });
}

/** What a subscription by `period` cost, newest first (CHN-35). */
export function subscriptionPrices(
  space: SpaceId,
  words: readonly WordRecord[],
  period: NonNullable<Terms['subscription']>['period'],
): readonly SaidTerms[] {
  return saidTerms(space, words).map(({ terms, at }) =>
    terms?.subscription?.period === period
      ? { payee: terms.payee, unit: terms.unit, amount: terms.subscription.amount, at }
      : { at, payee: null },
  );
}

/** What a post cost by itself, newest first: by it and by what its author edited. */
export function postPrices(post: PostRecord, notes: readonly NoteRecord[]): readonly SaidTerms[] {
  return saidFaces(post, notes).map(({ paid, at }) => priceOf(paid, at));
}

/** How a post was sold when it last was; null where it never was. */
export function lastSold(post: PostRecord, notes: readonly NoteRecord[]): PaidFace | null {
  return saidFaces(post, notes).find(({ paid }) => paid !== undefined)?.paid ?? null;
}

/** Newest first. */
function saidFaces(
  post: PostRecord,
  notes: readonly NoteRecord[],
): readonly { readonly paid: PaidFace | undefined; readonly at: number }[] {
  const edits = notes.flatMap((note) =>
    note.said.act === 'edit' && isSaidThere(post, note) ? [{ paid: note.said.body.article?.paid, at: note.at }] : [],
  );
  return [{ paid: post.body?.article?.paid, at: post.at }, ...edits].toSorted((one, other) => other.at - one.at);
}

function priceOf(paid: PaidFace | undefined, at: number): SaidTerms {
  const price = paid?.price ?? null;
  return price === null ? { at, payee: null } : { payee: price.payee, unit: price.unit, amount: price.amount, at };
}

function saidTerms(
  space: SpaceId,
  words: readonly WordRecord[],
): readonly { readonly terms: Terms | null; readonly at: number }[] {
  return words.flatMap(({ author, body, at }) => {
    const read = author === channelAuthor(space) ? v.safeParse(termsWordSchema, body) : null;
    return read?.success === true ? [{ terms: read.output.terms, at }] : [];
  });
}
