/** From rows to what the screens see of moments. Pure. */
import { cleanWords } from '@shared/cleanLine.ts';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { type FoldedPost, type Remark, foldPost } from '@domain/feed/fold.ts';
import type { FeedMark } from '@domain/feed/kept.ts';
import type { NoteRecord } from '@domain/feed/note.ts';
import type { PostBody, PostRecord } from '@domain/feed/post.ts';
import type { Audience } from '@domain/moments/audience.ts';
import type { FeedPerson } from '../workspace/feedViews.ts';
import type { MomentRemarkView, MomentView } from '../workspace/momentsWorkspace.ts';

/** What is around posts: whoever changes any of it makes a new one. */
export interface MomentSight {
  readonly self: AccountId;
  readonly people: ReadonlyMap<AccountId, FeedPerson>;
  /** Own circles and whom they are for. */
  readonly own: ReadonlyMap<SpaceId, Audience>;
  /** Circles of others one was let into. */
  readonly held: ReadonlySet<SpaceId>;
  readonly muted: ReadonlySet<AccountId>;
  readonly marks: ReadonlyMap<EventId, FeedMark>;
  /** Up to when posts that stay were looked at; stories are marked one by one. */
  readonly looked: number;
  /** Posts that came after that and stand before it. */
  readonly late: ReadonlySet<EventId>;
  /** What stories show, where their blobs are here. */
  readonly stories: ReadonlyMap<EventId, PostBody>;
  /** Up to which place of each own device's chain somebody else has an own circle, or what one remarked beside another's. */
  readonly heldByOthers: ReadonlyMap<SpaceId, ReadonlyMap<string, number>>;
}

/** A post as it is shown; null for one that is not: of a circle or person one has nothing to do with any more, over, or deleted. */
export function momentView(
  sight: MomentSight,
  post: PostRecord,
  at: { readonly notes: readonly NoteRecord[]; readonly now: number },
): MomentView | null {
  const person = isKnown(sight, post, at.now) ? sight.people.get(post.author) : undefined;
  if (person === undefined) return null;
  const folded = foldPost(post, heardNotes(sight, at.notes));
  if (folded.isDeleted) return null;
  return {
    ...{ id: post.id, space: post.space, person, at: post.at, editedAt: folded.editedAt, expires: post.expires },
    ...{ body: bodyOf(sight, post, folded), story: post.story?.blob ?? null },
    ...{ likes: likesOf(sight, folded), ownMark: ownMarkOf(sight, folded) },
    remarks: remarkViews(sight, post, folded.remarks),
    ...marksOf(sight, post),
    waiting: person.own && post.seq > (sight.heldByOthers.get(post.space)?.get(post.device) ?? -1),
    audience: sight.own.get(post.space) ?? null,
  };
}

function bodyOf({ stories }: MomentSight, { story, id }: PostRecord, folded: FoldedPost): PostBody | null {
  const body = story === null ? folded.body : (stories.get(id) ?? null);
  return body === null ? null : { ...body, text: cleanWords(body.text) };
}

function likesOf({ people }: MomentSight, { likes }: FoldedPost): MomentView['likes'] {
  return likes.flatMap(({ author, mark }) => {
    const person = people.get(author);
    return person === undefined ? [] : [{ person, mark }];
  });
}

function ownMarkOf({ self }: MomentSight, { likes }: FoldedPost): string | null {
  return likes.find(({ author }) => author === self)?.mark ?? null;
}

function marksOf(
  { marks, looked, late }: MomentSight,
  { id, at, story }: PostRecord,
): Pick<MomentView, 'saved' | 'seen'> {
  const mark = marks.get(id);
  const isLookedAt = story === null && at <= looked && !late.has(id);
  return { saved: typeof mark?.saved === 'number', seen: isLookedAt || typeof mark?.seen === 'number' };
}

/** Whether a post belongs among those of everyone: not hidden, and its author not muted. */
export function isListed({ marks, muted }: MomentSight, { id, author }: PostRecord): boolean {
  return marks.get(id)?.hidden !== true && !muted.has(author);
}

/** Of people one knows; and no answer to what is not here: it would be half of a talk among others (VIS-6). */
export function heardNotes({ people }: MomentSight, notes: readonly NoteRecord[]): readonly NoteRecord[] {
  const here = new Set(notes.flatMap(({ id, said }) => (said.act === 'remark' ? [id] : [])));
  return notes.filter(({ author, said }) => {
    if (!people.has(author)) return false;
    return said.act !== 'remark' || said.to === null || here.has(said.to);
  });
}

function isKnown({ self, own, held }: MomentSight, { author, space, expires }: PostRecord, now: number): boolean {
  if (expires !== null && expires <= now) return false;
  return author === self ? own.has(space) : held.has(space);
}

function remarkViews(sight: MomentSight, post: PostRecord, remarks: readonly Remark[]): readonly MomentRemarkView[] {
  const { people, self } = sight;
  const authors = new Map(remarks.map(({ id, author }) => [id, author]));
  return remarks.flatMap((remark) => {
    const { id, author, at, text, to } = remark;
    const person = people.get(author);
    if (person === undefined) return [];
    const answered = to === null ? undefined : people.get(authors.get(to) ?? author);
    return [
      {
        ...{ id, person, at, text: cleanWords(text) },
        to: to === null || answered === undefined ? null : { id: to, name: answered.name },
        removable: author === self || post.author === self,
        waiting: author === self && isOnlyHere(sight, remark),
      },
    ];
  });
}

/** Of a space nobody tells of here nothing is claimed: where nothing was said lately it is not watched who has it. */
function isOnlyHere({ heldByOthers }: MomentSight, { space, seq, device }: Remark): boolean {
  const held = heldByOthers.get(space);
  return held !== undefined && seq !== null && device !== null && seq > (held.get(device) ?? -1);
}
