import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { Charter } from '@domain/channel/charter.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { type SaidPrice, type Terms, termsWordSchema } from '@domain/channel/terms.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import type { NoteRecord } from '@domain/feed/note.ts';
import { isSaidThere } from '@domain/feed/fold.ts';
import type { PaidFace } from '@domain/feed/paid.ts';
import type { PostRecord } from '@domain/feed/post.ts';
import { type WordRecord, feedKind } from '@domain/feed/project.ts';
import type { FeedStore, WordShelf } from '@ports/feedStore.ts';
import { type KnownChannel, channelAuthor } from '../knownChannel.ts';

/** Newest words about what a channel costs that are read: of those before no price holds any more. */
export const TERM_WORDS = 256;

/** A price, or that nothing was sold, and since when. */
export type SaidTerms = (SaidPrice | { readonly at: number; readonly payee: null }) & { readonly until?: number };

/** A channel, as far as what it costs goes by who writes it. */
export type SellingChannel = Pick<KnownChannel, 'space' | 'charter'>;

/** Where the terms of a channel are said. */
export function termsPlace(space: SpaceId): WordShelf {
  return { space, kind: feedKind('channels', ChannelWord.terms), author: channelAuthor(space) };
}

/** What the newest word says of those who are owner or editor now; null where nothing is sold (CHN-30). */
export function termsIn(channel: SellingChannel, words: readonly WordRecord[]): Terms | null {
  return saidTerms(channel.space, wordsOfNow(channel, words))[0]?.terms ?? null;
}

/** The terms of a channel as they are now. */
export async function readTerms(feed: Pick<FeedStore, 'words'>, channel: SellingChannel): Promise<Terms | null> {
  const words = await feed.words(termsPlace(channel.space), TERM_WORDS);
  return words.ok ? termsIn(channel, words.value) : null;
}

/**
 * Who is paid and publishes there: named as payee by a pen that is an owner's or editor's now. Whose pen was taken away is paid nothing more, as their
 * device could give no keys (CHN-30).
 */
export function payeesIn(channel: SellingChannel, words: readonly WordRecord[]): ReadonlySet<AccountId> {
  const said = saidTerms(channel.space, wordsOfNow(channel, words));
  // 32 bytes by their schema, which is all an id is.
  return new Set(said.flatMap(({ terms }) => (terms === null ? [] : [toBase64url(terms.payee) as AccountId])));
}

/** See {@link payeesIn}; nobody where the words cannot be read. */
export async function readPayees(
  feed: Pick<FeedStore, 'words'>,
  channel: SellingChannel,
): Promise<ReadonlySet<AccountId>> {
  const words = await feed.words(termsPlace(channel.space), TERM_WORDS);
  return words.ok ? payeesIn(channel, words.value) : new Set();
}

/** Whether somebody was taken away who wrote there: before that nobody who was paid can be gone. */
export function wereRemoved({ charter }: Pick<SellingChannel, 'charter'>): boolean {
  return charter !== null && charter.ends.size > 0;
}

/**
 * What a subscription by `period` cost, newest first, in two readings of which either is enough (CHN-35): by all that was said, where a word ended with its
 * pen; and by what those said who write there now, as what they said before holds again then.
 */
export function subscriptionPrices(
  channel: SellingChannel,
  words: readonly WordRecord[],
  period: NonNullable<Terms['subscription']>['period'],
): readonly (readonly SaidTerms[])[] {
  const ends = endsIn(channel.charter);
  return [words, wordsOfNow(channel, words)].map((read) =>
    saidTerms(channel.space, read).map(({ terms, at, device }): SaidTerms => {
      const until = ends.get(device);
      const held = { at, ...(until === undefined ? {} : { until }) };
      return terms?.subscription?.period === period
        ? { ...held, payee: terms.payee, unit: terms.unit, amount: terms.subscription.amount }
        : { ...held, payee: null };
    }),
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

interface SaidWord {
  readonly terms: Terms | null;
  readonly at: number;
  readonly device: DeviceId;
}

function saidTerms(space: SpaceId, words: readonly WordRecord[]): readonly SaidWord[] {
  return words.flatMap(({ author, body, at, device }) => {
    const read = author === channelAuthor(space) ? v.safeParse(termsWordSchema, body) : null;
    return read?.success === true ? [{ terms: read.output.terms, at, device }] : [];
  });
}

function wordsOfNow({ charter }: SellingChannel, words: readonly WordRecord[]): readonly WordRecord[] {
  return words.filter(({ device }) => {
    const role = charter?.pens.get(device)?.role;
    return role === 'owner' || role === 'editor';
  });
}

/** When each pen that wrote was taken away, by the charter, ms. */
function endsIn(charter: Charter | null): ReadonlyMap<DeviceId, number> {
  const ends = new Map<DeviceId, number>();
  for (const { content } of charter?.statements ?? [])
    for (const { pen } of content.ended) if (!ends.has(deviceOfKey(pen))) ends.set(deviceOfKey(pen), content.at);
  return ends;
}
