import { cleanLine, cleanWords } from '@shared/cleanLine.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { channelFingerprint, channelLink } from '@domain/channel/link.ts';
import { isSign, withOwnMark } from '@domain/channel/tally.ts';
import type { LookAlike } from '@domain/profile/lookAlike.ts';
import { foldText } from '@domain/search/fold.ts';
import { type FoldedPost, foldPost } from '@domain/feed/fold.ts';
import type { NoteRecord } from '@domain/feed/note.ts';
import type { PostBody, PostRecord } from '@domain/feed/post.ts';
import type { ChannelEditor, ChannelPostView, ChannelView } from '../workspace/channelWorkspace.ts';
import type { FeedPerson, RemarkView } from '../workspace/feedViews.ts';
import type { ChannelSight, SeenChannel } from './channelSight.ts';
import { channelAuthor } from './knownChannel.ts';
import { saleView } from './paid/paidReads.ts';

/** What a channel is shown with beside its face. */
export interface Around {
  readonly unread: number;
  readonly newest: ChannelView['newest'];
  readonly readers: number | null;
  readonly vouchedBy: readonly FeedPerson[];
  readonly lookAlike: LookAlike;
}

/** A channel as it is shown. */
export function channelView(seen: SeenChannel, around: Around): ChannelView {
  const { space, record, face, role, isForked, person } = seen;
  const { key, signaling } = record;
  return {
    ...face,
    name: cleanLine(face.name),
    description: cleanWords(face.description),
    welcome: cleanWords(face.welcome),
    picture: person.picture,
    id: space,
    link: channelLink({ key, name: face.name, signaling }),
    followed: record.followed,
    role,
    muted: record.muted,
    ...around,
    fingerprint: fingerprintOf(key),
    trouble: isForked ? 'forked' : null,
    feed: null,
  };
}

/** A post of a channel as it is shown; null for one of a channel that is not here, and for one that is not the channel's. */
export function channelPostView(
  sight: ChannelSight,
  post: PostRecord,
  notes: readonly NoteRecord[],
): ChannelPostView | null {
  const seen = sight.channels.get(post.space);
  if (seen === undefined || post.lane !== 'channels' || post.author !== channelAuthor(post.space)) return null;
  const folded = foldPost(post, notes);
  if (folded.isDeleted || folded.body === null) return null;
  return {
    id: post.id,
    space: post.space,
    channel: post.space,
    person: seen.person,
    at: post.at,
    editedAt: folded.editedAt,
    expires: post.expires,
    body: cleanBody(folded.body),
    story: null,
    article: folded.body.article,
    ...(folded.body.article?.paid === undefined ? {} : { sale: saleView(folded.body.article.paid) }),
    ...marksOf(sight, post.id),
    likes: [],
    reactions: withOwnMark(
      folded.tally.filter(({ mark }) => isSign(mark)),
      ownOf(sight, post.id),
    ),
    remarks: remarksOf(seen, folded),
    isPinned: seen.face.pinned.includes(post.id),
    comments: seen.face.comments,
    sent: sight.sent.flatMap((letter) => {
      const { text, at, state } = letter;
      if (letter.post !== post.id || state === 'published') return [];
      return [{ text: cleanWords(text), at, state }];
    }),
  };
}

/** What this person did with it. */
function marksOf(sight: ChannelSight, post: EventId): Pick<ChannelPostView, 'ownMark' | 'saved' | 'seen'> {
  const mark = sight.marks.get(post);
  const ownMark = sight.own.get(post)?.mark ?? null;
  return { ownMark, saved: (mark?.saved ?? null) !== null, seen: (mark?.seen ?? null) !== null };
}

/** One's own mark, and the one editors have of one. */
function ownOf(
  { own }: ChannelSight,
  post: EventId,
): { readonly mark: string | null; readonly counted: string | null } {
  const record = own.get(post);
  return { mark: record?.mark ?? null, counted: record?.sent?.counted ?? null };
}

/** What a post says, in a line. */
export function postLine({ text, article, link, program, files }: PostBody): string {
  const words = [article?.title, text, link?.title, program?.name, files[0]?.name].find(
    (one) => one !== undefined && one.trim() !== '',
  );
  return cleanLine((words ?? '').slice(0, 300));
}

/** Who edits a channel. */
export function editorsOf({ charter, record }: SeenChannel): readonly ChannelEditor[] {
  if (charter === null) return [];
  return [...charter.pens].map(([pen, { role, name, since, pen: key }]) => ({
    pen,
    role,
    name: cleanLine(name),
    own: record.pen !== null && key.every((byte, place) => byte === record.pen?.[place]),
    since,
  }));
}

function remarksOf(seen: SeenChannel, { remarks }: FoldedPost): readonly RemarkView[] {
  const names = new Map(remarks.map(({ id, by }) => [id, by === null ? seen.person.name : readersName(seen, by)]));
  const isEditor = seen.role === 'owner' || seen.role === 'editor';
  return remarks.map(({ id, at, text, to, by }) => ({
    id,
    at,
    text: cleanWords(text),
    person: by === null ? seen.person : { ...seen.person, name: readersName(seen, by), picture: null, own: false },
    to: to === null ? null : { id: to, name: cleanLine(names.get(to) ?? '') },
    removable: isEditor,
  }));
}

/** What a reader calls themselves; nothing where that is the channel's own name, or looks like it (CHN-15). */
function readersName({ face }: SeenChannel, by: string): string {
  const name = cleanLine(by);
  return bareName(name) === bareName(cleanLine(face.name)) ? '' : name;
}

/** Without what is easily overlooked: case, accents, spaces and points. */
function bareName(name: string): string {
  const bare = foldText(name.normalize('NFKC')).text.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
  // One of signs alone is what it is.
  return bare === '' ? name : bare;
}

function cleanBody(body: PostBody): PostBody {
  return { ...body, text: cleanWords(body.text) };
}

const fingerprints = new Map<string, string>();

/** Ten thousand hashes: once for each channel. */
function fingerprintOf(key: Uint8Array): string {
  const name = key.join();
  const known = fingerprints.get(name);
  if (known !== undefined) return known;
  const made = channelFingerprint(key);
  fingerprints.set(name, made);
  return made;
}

/** Newest post first; those without one last, by name. */
export function byNewest(one: ChannelView, other: ChannelView): number {
  return (other.newest?.at ?? 0) - (one.newest?.at ?? 0) || one.name.localeCompare(other.name);
}

/** A channel somebody vouches for, with who does. */
export interface Vouched {
  readonly space: SpaceId;
  readonly name: string;
  readonly link: string;
  readonly people: readonly FeedPerson[];
}
