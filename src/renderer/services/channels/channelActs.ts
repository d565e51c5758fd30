import type { EventId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { picturesOf } from '@domain/article/document.ts';
import { type Face, encodeFace, faceSchema, plainFace } from '@domain/channel/face.ts';
import { channelFingerprint, channelOf, readChannelLink } from '@domain/channel/link.ts';
import type { ChannelRecord } from '@domain/channel/records.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { cleanLine } from '@shared/cleanLine.ts';
import { type Named, lookAlikeOf } from '@domain/profile/lookAlike.ts';
import { isSign } from '@domain/channel/tally.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import * as v from 'valibot';
import type { ChannelActs, ChannelFace } from '../workspace/channelWorkspace.ts';
import { outcomeOf, storeFailure } from '../workspace/failures.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { ChannelBook } from './channelBook.ts';
import type { Channels } from './channels.ts';
import { readFace } from './faces.ts';
import { type KnownChannel, roleOf } from './knownChannel.ts';
import { pictureOfUrl } from './pictureUrl.ts';
import type { SayInChannel } from './sayInChannel.ts';

/** What the acts work with. */
export interface ChannelActParts {
  readonly channels: Channels;
  readonly book: ChannelBook;
  readonly feed: FeedStore;
  readonly say: SayInChannel;
  readonly clock: Pick<Clock, 'now'>;
}

/** See `ChannelActs`. */
export function createChannelActs(parts: ChannelActParts): ChannelActs {
  return {
    ...{ ...ownActs(parts), ...readerActs(parts), ...postActs(parts), ...letterActs(parts), ...editorActs(parts) },
    ...paidActs(parts),
  };
}

function ownActs(parts: ChannelActParts): Pick<ChannelActs, 'openChannel' | 'changeChannel' | 'vouchFor'> {
  const { channels, book } = parts;
  return {
    openChannel: async (face) => {
      const whole = faceOf(plainFace(cleanLine(face.name)), face);
      if (whole === null) return fail('channel-face-invalid', 'no name, or a picture that is too large');
      const opened = await channels.editing.open(whole.name);
      if (!opened.ok) return opened;
      const said = await parts.say(opened.value, ChannelWord.face, encodeFace(whole));
      return said.ok ? ok({ channel: opened.value }) : said;
    },
    changeChannel: async (space, change) => {
      const channel = editable(book, space);
      if (!channel.ok) return channel;
      const before = (await readFace(parts.feed, space)) ?? plainFace(channel.value.record.name);
      const face = faceOf(before, change);
      if (face === null) return fail('channel-face-invalid', 'too long, or a picture that is too large');
      const said = await parts.say(space, ChannelWord.face, encodeFace(face));
      return said.ok ? ok() : said;
    },
    vouchFor: async (space, vouched) => {
      const name = (await readFace(parts.feed, space))?.name;
      const done = await keepChange(book, space, { vouched, ...(name === undefined ? {} : { name }) });
      if (done.ok) channels.vouching.tellAll();
      return done;
    },
  };
}

function readerActs(
  parts: ChannelActParts,
): Pick<ChannelActs, 'previewChannel' | 'followChannel' | 'unfollowChannel' | 'muteChannel' | 'readChannel'> {
  const { book, clock, feed } = parts;
  return {
    previewChannel: async (text) => {
      const link = readChannelLink(text);
      if (!link.ok) return link;
      const id = channelOf(link.value);
      const name = (await readFace(feed, id))?.name ?? cleanLine(link.value.name);
      const followed = book.get(id)?.record.followed === true;
      const lookAlike = lookAlikeOf({ id, name }, await namesOf(parts));
      return ok({ id, name, fingerprint: channelFingerprint(link.value.key), followed, lookAlike });
    },
    followChannel: async (text) => {
      const link = readChannelLink(text);
      if (!link.ok) return link;
      const space = channelOf(link.value);
      const known = book.get(space);
      const place = known === null ? book.hasPlace() : ok();
      if (!place.ok) return place;
      const now = clock.now();
      const flags = { followed: true, muted: false, vouched: false, readAt: now, since: now };
      const record: ChannelRecord = { v: 1, ...link.value, name: cleanLine(link.value.name), pen: null, ...flags };
      const kept = await book.put(
        known === null
          ? { space, record, charter: null, fork: null, pen: null }
          : { ...known, record: { ...known.record, followed: true } },
      );
      return kept.ok ? ok({ channel: space }) : { ok: false, error: storeFailure(kept.error) };
    },
    unfollowChannel: (space) => unfollow(parts, space),
    muteChannel: (space, muted) => keepChange(book, space, { muted }),
    readChannel: async (space) => {
      // One whose clock is ahead was read with the others.
      const newest = await feed.page({ space, before: null, limit: 1 });
      const upTo = newest.ok ? (newest.value[0]?.at ?? 0) : 0;
      const read = await keepChange(book, space, { readAt: Math.max(clock.now(), upTo) });
      if (read.ok) await parts.channels.late.clear(space);
      return read;
    },
  };
}

function postActs(
  parts: ChannelActParts,
): Pick<
  ChannelActs,
  | 'postToChannel'
  | 'saveArticle'
  | 'bringDraft'
  | 'deleteDraft'
  | 'keepArticlePicture'
  | 'publishArticle'
  | 'deleteChannelPost'
  | 'markChannelPost'
> {
  const { channels } = parts;
  return {
    postToChannel: async (space, post) => {
      const channel = editable(parts.book, space);
      if (!channel.ok) return channel;
      const said = await channels.publishing.post(space, post);
      return said.ok ? ok({ post: said.value }) : said;
    },
    saveArticle: (draft) => channels.drafts.save(draft),
    bringDraft: (draft) => channels.drafts.bring(draft),
    deleteDraft: (id) => deleteDraft(channels, id),
    keepArticlePicture: async (file) => {
      const kept = await channels.publishing.keepPicture(file);
      return kept.ok ? ok({ file: kept.value }) : kept;
    },
    publishArticle: async (id) => {
      const draft = await channels.drafts.get(id);
      if (draft === null) return fail('draft-missing', 'not here');
      const channel = parts.book.get(draft.channel);
      const role = channel === null ? null : roleOf(channel.charter, channel.pen?.key ?? null);
      return role === null
        ? fail('channel-not-allowed', 'no editor, and no writer')
        : channels.draftPublishing.publish(id);
    },
    deleteChannelPost: (post) => channels.publishing.remove(post),
    markChannelPost: async (post, mark) => {
      if (mark !== null && !isSign(mark)) return fail('message-too-long', 'no sign');
      const found = await parts.feed.post(post);
      const space = found.ok ? (found.value?.space ?? null) : null;
      // Of what is of no channel nobody is told.
      return channels.reactions.own.mark(post, mark, space !== null && parts.book.has(space) ? space : null);
    },
  };
}

function letterActs(
  parts: ChannelActParts,
): Pick<
  ChannelActs,
  | 'commentOnChannel'
  | 'writeToChannel'
  | 'answerLetter'
  | 'settleLetter'
  | 'publishComment'
  | 'hideComment'
  | 'setAutoReplies'
> {
  const { channels, feed } = parts;
  return {
    commentOnChannel: async (post: EventId, { name, text }) => {
      const found = await feed.post(post);
      if (!found.ok) return { ok: false, error: storeFailure(found.error) };
      if (found.value === null) return fail('post-missing', 'not here');
      const { space } = found.value;
      if ((await readFace(feed, space))?.comments === 'off') return fail('channel-comments-off', 'comments are off');
      return channels.letters.send(space, { kind: 'comment', post, name, text });
    },
    writeToChannel: (space, { name, text }) =>
      channels.letters.send(space, { kind: 'message', post: null, name, text }),
    answerLetter: (id, text) => channels.letters.answer(id, { text, state: null }),
    settleLetter: async (id, state) => {
      const letter = await channels.letters.letter(id);
      // A comment that is refused is told so: who wrote it waits.
      if (state === 'refused' && letter?.kind === 'comment')
        return channels.letters.answer(id, { text: '', state: 'refused' });
      return channels.letters.settle(id, state);
    },
    publishComment: (id) => channels.publishComment(id),
    hideComment: (post, comment) => channels.publishing.hush(post, comment),
    setAutoReplies: async (space, replies) => {
      const channel = editable(parts.book, space);
      return channel.ok ? channels.auto.set(space, replies) : channel;
    },
  };
}

function paidActs({
  channels: { paid },
  book,
}: ChannelActParts): Pick<ChannelActs, 'setChannelTerms' | 'buyPost' | 'subscribeToChannel' | 'openPaidPost'> {
  return {
    setChannelTerms: async (space, terms) => {
      const channel = editable(book, space);
      return channel.ok ? paid.say(space, terms) : channel;
    },
    buyPost: (post, agreed) => paid.claims.buy(post, agreed),
    subscribeToChannel: (space, agreed) => paid.claims.subscribe(space, agreed),
    openPaidPost: (post) => paid.reading.open(post),
  };
}

function editorActs({
  channels,
}: ChannelActParts): Pick<ChannelActs, 'askToEdit' | 'admitEditor' | 'removeEditor' | 'handOverChannel'> {
  const { editing } = channels;
  return {
    askToEdit: async (space, name) => {
      const asked = await editing.ask(space, name);
      return asked.ok ? ok({ request: asked.value }) : asked;
    },
    admitEditor: (space, request, role) => editing.admit(space, request, role),
    removeEditor: (space, pen) => editing.remove(space, pen),
    handOverChannel: (space, pen) => editing.handOver(space, pen),
  };
}

/**
 * Forgets a channel one reads; of one that is written here only the reading ends. Its events and rows stay as they are, shown to nobody:
 * followed again it is there at once, and rows that were dropped would not come back with events that are here.
 */
async function unfollow({ book }: ChannelActParts, space: SpaceId): Promise<Result<void, WorkspaceError>> {
  const channel = book.get(space);
  if (channel === null) return ok();
  // By the pen that is kept, not by the one that opened: without the record the channel's keys would lead nowhere.
  const { charter, record } = channel;
  const isWritten = charter === null ? record.pen !== null : roleOf(charter, record.pen) !== null;
  if (isWritten) return keepChange(book, space, { followed: false, vouched: false });
  return outcomeOf(await book.remove(space));
}

async function keepChange(
  book: ChannelBook,
  space: SpaceId,
  record: Partial<ChannelRecord>,
): Promise<Result<void, WorkspaceError>> {
  if (!book.has(space)) return fail('channel-missing', 'not here');
  return outcomeOf(await book.change(space, record));
}

/** A channel in which this device may publish. */
function editable(book: ChannelBook, space: SpaceId): Result<KnownChannel, WorkspaceError> {
  const channel = book.get(space);
  if (channel === null) return fail('channel-missing', 'not here');
  const role = roleOf(channel.charter, channel.pen?.key ?? null);
  return role === 'owner' || role === 'editor' ? ok(channel) : fail('channel-not-allowed', 'no editor');
}

async function deleteDraft({ drafts, publishing }: ChannelActParts['channels'], id: string): Outcome {
  const draft = await drafts.get(id);
  const removed = await drafts.remove(id);
  if (removed.ok && draft !== null) await publishing.release(picturesOf(draft.document));
  return removed;
}

/** The channels that are here, by what they are called now. */
async function namesOf({ book, feed }: ChannelActParts): Promise<readonly Named[]> {
  const here = [...book.channels.get().values()].filter(({ record }) => record.followed || record.pen !== null);
  return Promise.all(
    here.map(async ({ space, record }) => ({
      id: space,
      name: cleanLine((await readFace(feed, space))?.name ?? record.name),
    })),
  );
}

/** A face with a change; null where it does not fit. */
function faceOf(before: Face, change: Partial<ChannelFace>): Face | null {
  const { picture: url, ...rest } = change;
  const picture = url === undefined ? before.picture : url === null ? null : pictureOfUrl(url);
  if (url !== undefined && url !== null && picture === null) return null;
  const read = v.safeParse(faceSchema, { ...before, ...rest, picture });
  return read.success ? { ...read.output, name: cleanLine(read.output.name) } : null;
}
