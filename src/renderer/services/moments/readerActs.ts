import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, err, fail, ok } from '@shared/result.ts';
import { idBytes } from '@domain/event/codec.ts';
import { afterOfNotes } from '@domain/feed/noteOrder.ts';
import type { FeedMark } from '@domain/feed/kept.ts';
import { MAX_REMARK, type NoteRecord } from '@domain/feed/note.ts';
import { MAX_MARK } from '@domain/feed/tally.ts';
import type { PostRecord } from '@domain/feed/post.ts';
import { FeedVerb, aboutBody } from '@domain/feed/project.ts';
import { AWAY_FROM, LOOKED_AT, MomentKeep, encodeKept, encodeMark, readLooked } from '@domain/moments/kept.ts';
import { asideSpace } from '@domain/moments/visibility.ts';
import type { Aside } from '@domain/moments/words.ts';
import { outcomeOf, storeFailure } from '../workspace/failures.ts';
import type { MomentActs } from '../workspace/momentsWorkspace.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import type { LateMoments } from './lateMomentPosts.ts';
import { type PostActParts, type SaidAbout, author } from './postActs.ts';

/** What the acts of reading work with. */
export interface ReaderActParts extends Pick<
  PostActParts,
  'self' | 'store' | 'book' | 'replicator' | 'clock' | 'ready'
> {
  readonly keeper: FeedKeeper;
  /** Who is linked hears of a space beside a circle in which something is said now. */
  readonly tellAsides: () => void;
  readonly late: Pick<LateMoments, 'looked' | 'lookedAtNewsUpTo'>;
  /** For whom own circles are is looked at anew. */
  readonly recount: () => Promise<void>;
}

/** How far ahead of one's clock something that is shown may stand, ms. */
const MOST_AHEAD = 24 * 3_600_000;

type ReaderActs = Omit<MomentActs, 'postMoment' | 'cancelMoment' | 'editMoment' | 'deleteMoment' | 'setCover'>;

/** What a person does with the posts of others, and with what is said below their own. */
export function createReaderActs(parts: ReaderActParts): ReaderActs {
  return {
    likeMoment: (post, sign) => like(parts, post, sign),
    remarkMoment: (post, remark) => remarkOn(parts, post, remark),
    removeRemark: (post, remark) => removeRemark(parts, post, remark),
    hideMoment: (post, hidden) => mark(parts, post, (row) => ({ ...row, hidden })),
    saveMoment: (post, saved) =>
      mark(parts, post, (row) => ({ ...row, saved: saved ? (row.saved ?? parts.clock.now()) : null })),
    muteMoments: (account, muted) => mute(parts, account, muted),
    closeMomentsTo: (account, closed) => close(parts, account, closed),
    seeStory: (post) => seeStory(parts, post),
    limitMoments: async (back) => outcomeOf(await parts.book.floors.choose(back)),
    seeMoments: () => lookAtPosts(parts),
    closeDigest: async () => outcomeOf(await parts.keeper.remove(MomentKeep.away, LOOKED_AT.posts)),
    seeMomentNews: (upTo) => lookAtNews(parts, upTo),
  };
}

async function like(parts: ReaderActParts, post: EventId, said: string | null): Outcome {
  if (said !== null && (said === '' || said.length > MAX_MARK)) return fail('message-too-long', 'no mark');
  const place = await placeFor(parts, post, 'remarks');
  if (!place.ok) return place;
  const notes = await parts.store.feed.notes([post]);
  if (!notes.ok) return err(storeFailure(notes.error));
  const after = afterOfNotes(
    notes.value.get(post) ?? [],
    { author: parts.self.account, act: 'like' },
    parts.clock.now(),
  );
  return ended(await sayThere(parts, place.value, { verb: FeedVerb.liked, after, body: { mark: said } }));
}

async function remarkOn(
  parts: ReaderActParts,
  post: EventId,
  { text, to }: { readonly text: string; readonly to: EventId | null },
): Outcome<{ readonly remark: EventId }> {
  const words = text.trim().toWellFormed();
  if (words === '') return fail('message-empty', 'nothing is said');
  if (words.length > MAX_REMARK) return fail('message-too-long', 'too long');
  const place = await placeFor(parts, post, 'remarks');
  if (!place.ok) return place;
  const where = await answerPlace(parts, place.value, to);
  if (!where.ok) return where;
  const body = { text: words, to: to === null ? null : idBytes(to), by: null };
  const said = await sayThere(parts, where.value, { verb: FeedVerb.remarked, body });
  if (!said.ok) return said;
  // Answers to it are news; where this is not kept, only that is missed.
  if (place.value.aside !== null)
    await parts.keeper.put([
      { kind: MomentKeep.said, id: post, bytes: encodeKept({ v: 1, space: where.value.space }) },
    ]);
  return ok({ remark: said.value.id });
}

/** Below an own post an answer stands where the remark it answers does (FED-8): who may not read the one has not the other either. */
async function answerPlace(
  parts: ReaderActParts,
  place: Place,
  to: EventId | null,
): Promise<Result<Place, WorkspaceError>> {
  if (to === null || place.aside !== null) return ok(place);
  const answered = await remarkBelow(parts, place.post.id, to);
  return answered.ok ? ok({ ...place, space: answered.value.space }) : answered;
}

async function remarkBelow(
  { store }: ReaderActParts,
  post: EventId,
  remark: EventId,
): Promise<Result<NoteRecord, WorkspaceError>> {
  const notes = await store.feed.notes([post]);
  if (!notes.ok) return err(storeFailure(notes.error));
  const note = (notes.value.get(post) ?? []).find(({ id, said }) => id === remark && said.act === 'remark');
  return note === undefined ? fail('remark-missing', 'it is not here') : ok(note);
}

async function removeRemark(parts: ReaderActParts, post: EventId, remark: EventId): Outcome {
  const note = await remarkBelow(parts, post, remark);
  if (!note.ok) return note;
  const place = await placeFor(parts, post, 'remarks');
  if (!place.ok) return place;
  const { account } = parts.self;
  const body = { remark: idBytes(remark) };
  if (note.value.author === account)
    return ended(
      await sayThere(parts, { ...place.value, space: note.value.space }, { verb: FeedVerb.unremarked, body }),
    );
  if (place.value.post.author !== account) return fail('remark-missing', 'not to be taken away');
  // Where the remark is: readers of the post who may not read it are not told that there was one.
  return ended(await sayThere(parts, { ...place.value, space: note.value.space }, { verb: FeedVerb.hushed, body }));
}

async function seeStory(parts: ReaderActParts, id: EventId): Outcome {
  const now = parts.clock.now();
  const before = await parts.store.feed.marks.get(id);
  if (!before.ok) return err(storeFailure(before.error));
  if (before.value?.seen === null || before.value === null) {
    const marked = await mark(parts, id, (row) => ({ ...row, seen: now }));
    if (!marked.ok) return marked;
    const place = await placeFor(parts, id, 'whispers');
    if (!place.ok) return place;
    if (place.value.post.author === parts.self.account) return ok();
    return ended(await sayThere(parts, place.value, { verb: FeedVerb.seen, body: {} }));
  }
  return ok();
}

interface Place {
  readonly post: PostRecord;
  readonly space: SpaceId;
  readonly aside: Aside | null;
}

/** Where one says something about a post: below one's own in its circle, else beside it (FED-8). */
async function placeFor(
  parts: ReaderActParts,
  id: EventId,
  what: Aside['what'],
): Promise<Result<Place, WorkspaceError>> {
  const found = await parts.store.feed.post(id);
  if (!found.ok) return err(storeFailure(found.error));
  const post = found.value;
  if (post?.lane !== 'moments') return fail('post-missing', 'it is not here');
  const { account } = parts.self;
  if (post.author === account) return ok({ post, space: post.space, aside: null });
  await parts.ready;
  if (!parts.book.facts.held.has(post.space)) return fail('post-missing', 'of a circle one does not read');
  const aside: Aside = { circle: post.space, reader: account, what };
  return ok({ post, space: asideSpace(aside), aside });
}

async function sayThere(parts: ReaderActParts, { post, space, aside }: Place, { verb, body, after }: SaidAbout) {
  if (aside !== null) {
    parts.book.note(aside);
    // Before something is said there: without it nobody would know after a restart whose words those are.
    const kept = await parts.book.keepAside(space);
    if (!kept.ok) return err(storeFailure(kept.error));
  }
  const said = await author(parts, space, { verb, body: aboutBody(post.id, { body, after }) });
  if (aside !== null) parts.tellAsides();
  return said;
}

function ended(said: Result<unknown, WorkspaceError>): Result<void, WorkspaceError> {
  return said.ok ? ok() : said;
}

async function mark({ store, keeper }: ReaderActParts, post: EventId, change: (row: FeedMark) => FeedMark): Outcome {
  const marked = await store.feed.marks.update(post, (row) =>
    change(row ?? { post, hidden: false, saved: null, seen: null }),
  );
  if (!marked.ok) return err(storeFailure(marked.error));
  if (marked.value === null) return ok();
  return outcomeOf(await keeper.put([{ kind: MomentKeep.mark, id: post, bytes: encodeMark(marked.value) }]));
}

async function mute({ keeper }: ReaderActParts, account: AccountId, muted: boolean): Outcome {
  return outcomeOf(
    muted
      ? await keeper.put([{ kind: MomentKeep.muted, id: account, bytes: encodeKept({ v: 1 }) }])
      : await keeper.remove(MomentKeep.muted, account),
  );
}

async function close({ book, recount }: ReaderActParts, account: AccountId, closed: boolean): Outcome {
  const kept = await book.readers.close(account, closed);
  if (kept.ok) await recount();
  return outcomeOf(kept);
}

/** Who comes back after a while is told what was missed, for as long as they like (VIS-15). */
async function lookAtPosts(parts: ReaderActParts): Outcome {
  const { store, keeper, clock } = parts;
  const before = await store.feed.keeps.get(MomentKeep.looked, LOOKED_AT.posts);
  if (!before.ok) return err(storeFailure(before.error));
  const since = before.value === null ? null : (readLooked(before.value.bytes)?.at ?? null);
  const until = clock.now();
  if (since !== null && until - since >= AWAY_FROM) {
    const bytes = encodeKept({ v: 1, since, until });
    const kept = await keeper.put([{ kind: MomentKeep.away, id: LOOKED_AT.posts, bytes }]);
    if (!kept.ok) return err(storeFailure(kept.error));
  }
  const upTo = Math.max(until, await newestAt(store));
  const looked = await look(parts, LOOKED_AT.posts, upTo);
  if (looked.ok) await parts.late.looked(upTo);
  return looked;
}

/** What stands ahead of one's clock is looked at with the rest, as far as a clock may be ahead. */
async function lookAtNews(parts: ReaderActParts, shown = 0): Outcome {
  const now = parts.clock.now();
  const upTo = Number.isFinite(shown) ? Math.min(Math.max(shown, now), now + MOST_AHEAD) : now;
  const looked = await look(parts, LOOKED_AT.news, upTo);
  if (looked.ok) await parts.late.lookedAtNewsUpTo(upTo);
  return looked;
}

/** Where the newest post stands: one whose clock is ahead is looked at with the others. */
async function newestAt({ feed }: ReaderActParts['store']): Promise<number> {
  const newest = await feed.page({ lane: 'moments', before: null, limit: 1 });
  return newest.ok ? (newest.value[0]?.at ?? 0) : 0;
}

async function look({ keeper, clock }: ReaderActParts, what: string, upTo = 0): Outcome {
  const at = clock.now();
  const bytes = encodeKept(upTo > at ? { v: 1, at, upTo } : { v: 1, at });
  return outcomeOf(await keeper.put([{ kind: MomentKeep.looked, id: what, bytes }]));
}
