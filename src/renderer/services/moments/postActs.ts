import * as v from 'valibot';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { type Result, err, fail, ok } from '@shared/result.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { foldPost } from '@domain/feed/fold.ts';
import { afterOfNotes } from '@domain/feed/noteOrder.ts';
import {
  MAX_POST_TEXT,
  MAX_POST_THUMBNAILS,
  MAX_STORY_LIFE,
  MOST_PHOTOS,
  type PostBody,
  type PostRecord,
  type Story,
  blobsOf,
  encodePost,
  encodeStoryPlace,
  postBodySchema,
  postFits,
  textPost,
} from '@domain/feed/post.ts';
import { FeedVerb, aboutBody, feedKind } from '@domain/feed/project.ts';
import { encodeStory } from '@domain/moments/story.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Files } from '../files/files.ts';
import { uploadError } from '../files/takeFile.ts';
import type { Replicator } from '../replication/replicator.ts';
import { authorFailure, storeFailure } from '../workspace/failures.ts';
import type { MomentActs, NewMoment } from '../workspace/momentsWorkspace.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { CircleBook } from './circleBook.ts';
import { type MomentUploads, type TakenFiles, withoutLargest } from './momentUploads.ts';
import type { StoryKeeper } from './storyKeeper.ts';

/** What the acts of posting work with. */
export interface PostActParts {
  readonly self: { readonly account: PostRecord['author'] };
  readonly store: Pick<DocumentStore, 'feed' | 'programs'>;
  readonly book: CircleBook;
  readonly uploads: MomentUploads;
  readonly stories: StoryKeeper;
  readonly files: Pick<Files, 'library' | 'hold' | 'letGo'>;
  readonly replicator: Pick<Replicator, 'author'>;
  readonly clock: Pick<Clock, 'now'>;
  /** The circle of an audience; of a new one those who are linked are given their passes first. */
  readonly circleFor: CircleBook['circleFor'];
  /** Resolves when circles are known as they are: before, one could be made that is there already. */
  readonly ready: Promise<unknown>;
}

type PostActs = Pick<MomentActs, 'postMoment' | 'cancelMoment' | 'editMoment' | 'deleteMoment' | 'setCover'>;

/** What a person does with own posts (VIS-11). */
export function createPostActs(parts: PostActParts): PostActs {
  const { uploads } = parts;
  return {
    postMoment: (moment) => post(parts, moment),
    cancelMoment: async (upload) => ok(uploads.cancel(upload)),
    editMoment: (id, text) => edit(parts, id, text),
    deleteMoment: (id) => remove(parts, id),
    setCover: (picture) => setCover(parts, picture),
  };
}

async function post(parts: PostActParts, moment: NewMoment): Outcome<{ readonly post: EventId }> {
  const refused = whyNot(moment);
  if (refused !== null) return err(refused);
  const program = await programOf(parts, moment.program);
  if (!program.ok) return program;
  await parts.ready;
  const circle = await parts.circleFor(moment.audience);
  if (!circle.ok) return err(storeFailure(circle.error));
  const taken = await parts.uploads.take(moment.text, moment.files);
  if (!taken.ok) return taken;
  const { link, shared } = moment;
  const parcel = { circle: circle.value, life: moment.life, taken: taken.value };
  const voice = voiceOf(moment);
  const shows = { ...textPost(moment.text.toWellFormed()), ...voice, link, shared, program: program.value };
  const said = await say(parts, parcel, shows);
  taken.value.release();
  if (!said.ok) await parts.files.letGo(taken.value.files.map(({ blob }) => blob));
  return said;
}

/** What is known of the voice note a post is; nothing where it is none. */
function voiceOf({ files }: NewMoment): Pick<PostBody, 'voice'> {
  const [first, ...others] = files;
  if (first?.media?.kind !== 'voice' || others.length > 0) return {};
  const { duration, levels } = first.media;
  return { voice: { duration, levels } };
}

/** Where a post goes, and with which files. */
interface Parcel {
  readonly circle: SpaceId;
  readonly life: number | null;
  readonly taken: TakenFiles;
}

async function say(
  parts: PostActParts,
  { circle, life, taken }: Parcel,
  shows: PostBody,
): Outcome<{ readonly post: EventId }> {
  const fitting = fit(shows, taken.files);
  if (!fitting.ok) return fitting;
  const body = fitting.value;
  if (life !== null) return tellStory(parts, { circle, life }, body);
  const said = await author(parts, circle, { verb: FeedVerb.posted, body: { post: encodePost(body), expires: null } });
  return said.ok ? ok({ post: said.value.id }) : said;
}

async function tellStory(
  parts: PostActParts,
  { circle, life }: { readonly circle: SpaceId; readonly life: number },
  body: PostBody,
): Outcome<{ readonly post: EventId }> {
  const bytes = encodeStory(body);
  const kept = await parts.files.library.put(new Blob([new Uint8Array(bytes)]));
  if (!kept.ok) return fail(uploadError(kept.error), 'the story was not kept');
  const release = parts.files.hold([kept.value.id]);
  const files = blobsOf(body).map(({ blob, size }) => ({ blob, size }));
  const story: Story = { blob: kept.value.id, size: kept.value.size, ...(files.length === 0 ? {} : { files }) };
  const expires = parts.clock.now() + Math.min(life, MAX_STORY_LIFE - CLOCK_SLACK);
  const said = await author(parts, circle, {
    verb: FeedVerb.posted,
    body: { story: encodeStoryPlace(story), expires },
  });
  if (said.ok) await parts.stories.keep(said.value.id, bytes);
  release();
  if (said.ok) return ok({ post: said.value.id });
  await parts.files.letGo([kept.value.id]);
  return said;
}

/** An own event may be made a moment before the clock that its end is counted from. */
const CLOCK_SLACK = 60_000;

/** The post with its files, their small pictures dropped from the largest on until it fits one event. */
function fit(shows: PostBody, files: readonly FileReference[]): Result<PostBody, WorkspaceError> {
  let body = { ...shows, files };
  while (thumbnailBytes(body) > MAX_POST_THUMBNAILS || !postFits(body)) {
    const fewer = withoutLargest(body.files);
    if (!fewer.ok) return fewer;
    body = { ...body, files: fewer.value };
  }
  return ok(body);
}

function thumbnailBytes({ files, link, program }: PostBody): number {
  const shown = [...files.map(({ picture }) => picture?.thumbnail), link?.thumbnail, program?.icon];
  return shown.reduce((sum, bytes) => sum + (bytes?.length ?? 0), 0);
}

function whyNot({ text, files, link, program, shared, life }: NewMoment): WorkspaceError | null {
  if (text.length > MAX_POST_TEXT) return { code: 'message-too-long', message: 'the text is too long' };
  const isEmpty = text.trim() === '' && files.length === 0 && [link, program, shared].every((part) => part === null);
  if (isEmpty) return { code: 'post-empty', message: 'there is nothing to post' };
  const isPhotos = files.every(({ file, asFile }) => file.type.startsWith('image/') && !asFile);
  if (files.length > (isPhotos ? MOST_PHOTOS : 1))
    return { code: 'post-unfit', message: 'files that do not go together' };
  if (life !== null && !(life > 0)) return { code: 'post-unfit', message: 'it would be over at once' };
  return null;
}

async function programOf(
  { store }: PostActParts,
  instance: EventId | null,
): Promise<Result<PostBody['program'], WorkspaceError>> {
  if (instance === null) return ok(null);
  const row = await store.programs.get(instance);
  if (!row.ok) return err(storeFailure(row.error));
  return row.value === null ? fail('program-missing', 'it is not here') : ok(row.value.card);
}

async function edit(parts: PostActParts, id: EventId, text: string): Outcome {
  if (text.length > MAX_POST_TEXT) return fail('message-too-long', 'the text is too long');
  const own = await ownPost(parts, id);
  if (!own.ok) return own;
  const notes = await parts.store.feed.notes([id]);
  if (!notes.ok) return err(storeFailure(notes.error));
  const said = notes.value.get(id) ?? [];
  const { body } = foldPost(own.value, said);
  if (body === null) return fail('post-missing', 'a story, or one that is gone');
  const changed = { ...body, text: text.toWellFormed() };
  if (!v.is(postBodySchema, changed)) return fail('post-empty', 'nothing would be left');
  const to = fit(changed, changed.files);
  if (!to.ok) return to;
  const after = afterOfNotes(said, { author: own.value.author, act: 'edit' }, parts.clock.now());
  return about(parts, own.value, { verb: FeedVerb.edited, after, body: { to: encodePost(to.value) } });
}

async function remove(parts: PostActParts, id: EventId): Outcome {
  const own = await ownPost(parts, id);
  if (!own.ok) return own;
  const uses = await parts.store.feed.usesOfPost(id);
  const said = await about(parts, own.value, { verb: FeedVerb.deleted, body: {} });
  if (!said.ok) return said;
  await parts.stories.forget(id);
  await parts.files.letGo(uses.ok ? uses.value.map(({ blob }) => blob) : []);
  return ok();
}

/** The cover is the newest post of a circle of its own, so that it travels as every post does. */
async function setCover(parts: PostActParts, picture: NewMoment['files'][number] | null): Outcome {
  await parts.ready;
  const circle = await parts.circleFor({ kind: 'contacts' }, 'cover');
  if (!circle.ok) return err(storeFailure(circle.error));
  const before = await parts.store.feed.page({ space: circle.value, before: null, limit: MOST_COVERS });
  if (!before.ok) return err(storeFailure(before.error));
  const said = picture === null ? ok() : await postCover(parts, circle.value, picture);
  if (!said.ok) return said;
  for (const { id } of before.value) {
    const gone = await remove(parts, id);
    if (!gone.ok && gone.error.code !== 'post-missing') return gone;
  }
  return ok();
}

async function postCover(parts: PostActParts, circle: SpaceId, picture: NewMoment['files'][number]): Outcome {
  const taken = await parts.uploads.take('', [picture]);
  if (!taken.ok) return taken;
  const isPicture = taken.value.files.every((file) => file.picture !== null);
  const said = isPicture
    ? await say(parts, { circle, life: null, taken: taken.value }, textPost(''))
    : fail('file-unreadable', 'no picture');
  taken.value.release();
  if (said.ok) return ok();
  await parts.files.letGo(taken.value.files.map(({ blob }) => blob));
  return said;
}

/** Older covers are deleted when a new one is set; more than this are not left. */
const MOST_COVERS = 8;

/** An own post that is here. */
export async function ownPost(
  { store, self }: Pick<PostActParts, 'store' | 'self'>,
  id: EventId,
): Promise<Result<PostRecord, WorkspaceError>> {
  const found = await store.feed.post(id);
  if (!found.ok) return err(storeFailure(found.error));
  if (found.value?.author !== self.account || found.value.lane !== 'moments')
    return fail('post-missing', 'no own post');
  return ok(found.value);
}

/** Something about a post; `after` as in the note it makes. */
export interface SaidAbout {
  readonly verb: FeedVerb;
  readonly body: unknown;
  readonly after?: number | undefined;
}

/** Says something about an own post, where it stands. */
export async function about(
  parts: Pick<PostActParts, 'replicator'>,
  { id, space }: Pick<PostRecord, 'id' | 'space'>,
  { verb, body, after }: SaidAbout,
): Outcome {
  const said = await author(parts, space, { verb, body: aboutBody(id, { body, after }) });
  return said.ok ? ok() : said;
}

/** Makes an own event of the lane. */
export async function author(
  { replicator }: Pick<PostActParts, 'replicator'>,
  space: SpaceId,
  { verb, body }: { readonly verb: FeedVerb; readonly body: unknown },
) {
  const said = await replicator.author(space, feedKind('moments', verb), body);
  return said.ok ? said : err(authorFailure(said.error, 'message-too-long'));
}
