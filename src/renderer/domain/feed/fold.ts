import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { NoteRecord, Said } from './note.ts';
import { isNewer, newestOf } from './noteOrder.ts';
import type { PostBody, PostRecord } from './post.ts';
import { remarkSpace, whisperSpace } from './spaces.ts';

/** A remark as it is shown. */
export interface Remark {
  readonly id: EventId;
  readonly author: AccountId;
  /** See `saidSchema`: set in channels. */
  readonly by: string | null;
  readonly at: number;
  readonly text: string;
  /** The remark it answers, where that is seen here. */
  readonly to: EventId | null;
  /** Where it was said, and its place in the chain there; null where that is not known. */
  readonly space: SpaceId;
  readonly seq: number | null;
  /** The device that said it; null where that is not known. */
  readonly device: DeviceId | null;
}

/** What a post and all that was said about it come to. */
export interface FoldedPost {
  /** As it was last edited; null for a story whose blob is to be read, and for a post that was deleted. */
  readonly body: PostBody | null;
  readonly editedAt: number | null;
  readonly isDeleted: boolean;
  /** Newest last. */
  readonly likes: readonly { readonly author: AccountId; readonly at: number; readonly mark: string }[];
  /** Oldest first. */
  readonly remarks: readonly Remark[];
  /** Who looked at a story, and when first. */
  readonly seenBy: readonly { readonly author: AccountId; readonly at: number }[];
  /** What its author says others think of it; empty where they say nothing. */
  readonly tally: Extract<Said, { readonly act: 'tally' }>['signs'];
}

type NoteOf<Act extends Said['act']> = NoteRecord & { readonly said: Extract<Said, { readonly act: Act }> };

/**
 * Folds what was said about a post (FED-7): a function of the set of notes, whatever their order, and wherever they stand. Of
 * edits, of likings of one person and of tallies the newest by what is signed holds.
 */
export function foldPost(post: PostRecord, notes: readonly NoteRecord[]): FoldedPost {
  const counting = notes.filter(countsFor(post, notes)).toSorted(byTime);
  const isDeleted = counting.some((note) => note.said.act === 'delete');
  // A story is not edited: what its edit said would stay when its time is over (FED-9).
  const edit = post.story === null ? newestOf(counting.filter((note) => is(note, 'edit'))) : undefined;
  const gone = goneRemarks(counting);
  const remarks = counting.filter((note) => is(note, 'remark')).filter(({ id }) => !gone.has(id));
  const shown = new Set(remarks.map(({ id }) => id));
  return {
    body: isDeleted ? null : (edit?.said.body ?? post.body),
    editedAt: edit?.at ?? null,
    isDeleted,
    likes: likesOf(counting),
    remarks: remarks.map(({ id, author, at, space, seq = null, device = null, said: { text, to, by } }) => {
      return { id, author, by, at, text, space, seq, device, to: to !== null && shown.has(to) ? to : null };
    }),
    seenBy: firstOfEach(counting.filter((note) => is(note, 'seen'))),
    tally: newestOf(counting.filter((note) => is(note, 'tally')))?.said.signs ?? [],
  };
}

/**
 * Whether a note counts (FED-8): the author's acts are said where the post is; a reader's remarks and likings beside its circle, in their own
 * place, or by the author where the post is; what was seen in the reader's whispers.
 */
export function isSaidThere(post: PostRecord, { space, author, said }: NoteRecord): boolean {
  if (said.act === 'seen') return space === whisperSpace(post.space, author);
  const isAuthors = author === post.author && space === post.space;
  return isAuthors || (ACTS_OF_READERS.has(said.act) && space === remarkSpace(post.space, author));
}

/** What whoever reads a post says about it; all else but that it was seen is its author's. */
const ACTS_OF_READERS: ReadonlySet<Said['act']> = new Set(['remark', 'unremark', 'like']);

/** Which of all notes count: beside what is said where it belongs, answers and hushes of the author in the place of a reader who said something there. */
function countsFor(post: PostRecord, notes: readonly NoteRecord[]): (note: NoteRecord) => boolean {
  const places = new Set(notes.filter((note) => isOfReader(post, note)).map(({ space }) => space));
  return (note) => isSaidThere(post, note) || isAnswerOfAuthor(post, note, places);
}

function isOfReader(post: PostRecord, note: NoteRecord): boolean {
  return note.author !== post.author && note.said.act !== 'seen' && isSaidThere(post, note);
}

/** Said where the remark is that it answers or hushes: whoever may not read that is told neither, nor that there was one. */
function isAnswerOfAuthor(
  post: PostRecord,
  { author, space, said }: NoteRecord,
  places: ReadonlySet<SpaceId>,
): boolean {
  if (author !== post.author || !places.has(space)) return false;
  return said.act === 'unremark' || said.act === 'hush' || (said.act === 'remark' && said.to !== null);
}

/** Taken back by who made them, or hushed by the post's author. Nobody takes back another's. */
function goneRemarks(notes: readonly NoteRecord[]): ReadonlySet<EventId> {
  const authors = new Map(notes.filter((note) => is(note, 'remark')).map(({ id, author }) => [id, author]));
  const gone = new Set<EventId>();
  for (const { author, said } of notes) {
    if (said.act === 'hush') gone.add(said.remark);
    if (said.act === 'unremark' && authors.get(said.remark) === author) gone.add(said.remark);
  }
  return gone;
}

function likesOf(notes: readonly NoteRecord[]): FoldedPost['likes'] {
  const newest = new Map<AccountId, NoteOf<'like'>>();
  for (const note of notes) {
    if (!is(note, 'like')) continue;
    const before = newest.get(note.author);
    if (before === undefined || isNewer(note, before)) newest.set(note.author, note);
  }
  return [...newest.values()]
    .toSorted(byTime)
    .flatMap(({ author, at, said: { mark } }) => (mark === null ? [] : [{ author, at, mark }]));
}

function firstOfEach(notes: readonly NoteRecord[]): FoldedPost['seenBy'] {
  const first = new Map<AccountId, number>();
  for (const { author, at } of notes) if (!first.has(author)) first.set(author, at);
  return [...first].map(([author, at]) => ({ author, at }));
}

function is<Act extends Said['act']>(note: NoteRecord, act: Act): note is NoteOf<Act> {
  return note.said.act === act;
}

function byTime(one: NoteRecord, other: NoteRecord): number {
  if (one.at !== other.at) return one.at - other.at;
  return one.id < other.id ? -1 : 1;
}
