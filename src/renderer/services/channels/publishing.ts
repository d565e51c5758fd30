import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { encodeArticle } from '@domain/article/codec.ts';
import { type ArticleDocument, picturesOf } from '@domain/article/document.ts';
import { articleText, countWords } from '@domain/article/words.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { afterOfNotes } from '@domain/feed/noteOrder.ts';
import { FeedVerb, aboutBody } from '@domain/feed/project.ts';
import { idBytes } from '@domain/event/codec.ts';
import {
  type ArticleFace,
  type PostBody,
  MOST_ARTICLE_FILES,
  MOST_PHOTOS,
  encodePost,
  postBodySchema,
  postFits,
} from '@domain/feed/post.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { PicturePreparer } from '@ports/media.ts';
import type { Disposer } from '@ports/snapshot.ts';
import * as v from 'valibot';
import type { BlobLibrary } from '../blobs/blobLibrary.ts';
import type { Files } from '../files/files.ts';
import { makeReady } from '../files/makeReady.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { ChannelDraft } from '../workspace/channelWorkspace.ts';
import type { OutgoingFile } from '../workspace/fileWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { blobFailure, bytesSource } from './keepBytes.ts';
import { channelAuthor } from './knownChannel.ts';
import type { PaidPublishing } from './paid/paidPublishing.ts';
import type { SayInChannel } from './sayInChannel.ts';

/** What publishing works with. */
export interface PublishingParts {
  readonly store: Pick<DocumentStore, 'feed' | 'programs'>;
  readonly library: Pick<BlobLibrary, 'put' | 'setKeep'>;
  /** Bytes no post speaks of yet are not taken for left over, and what none came to speak of goes. */
  readonly files: Pick<Files, 'hold' | 'letGo'>;
  readonly pictures: PicturePreparer;
  readonly say: SayInChannel;
  readonly clock: Pick<Clock, 'now'>;
  readonly paid: Pick<PaidPublishing, 'seal'>;
}

/** What a short post is made of. */
export interface NewPost {
  readonly text: string;
  readonly files: readonly OutgoingFile[];
  readonly link: PostBody['link'];
  readonly program: EventId | null;
}

/** A document for its blob, and what the face of the article says beside it. */
interface Carried extends Pick<ArticleFace, 'blobs' | 'cover' | 'paid'> {
  readonly bytes: Uint8Array;
}

/** Says posts and articles in a channel (CHN-15). Bytes are kept before what speaks of them is said. */
export class Publishing {
  private readonly parts: PublishingParts;

  constructor(parts: PublishingParts) {
    this.parts = parts;
  }

  async post(space: SpaceId, post: NewPost): Promise<Result<EventId, WorkspaceError>> {
    if (post.files.length > MOST_PHOTOS) return fail('post-too-large', `more than ${MOST_PHOTOS} files`);
    const program = post.program === null ? null : await this.cardOf(post.program);
    if (program === undefined) return fail('program-missing', 'not on this device');
    return this.withHeld(async (keep) => {
      const files: FileReference[] = [];
      for (const file of post.files) {
        const kept = await this.keepFile(file);
        if (!kept.ok) return kept;
        keep(kept.value.blob);
        files.push(kept.value);
      }
      const text = post.text.toWellFormed();
      return this.say(space, { text, files, link: post.link, program, shared: null, article: null }, null);
    });
  }

  /** Publishes an article, or changes the one a draft was made of. `note` hears of its document before it is said. */
  async article(
    draft: ChannelDraft,
    note: (document: BlobId) => Promise<Result<void, WorkspaceError>>,
  ): Promise<Result<EventId, WorkspaceError>> {
    const title = draft.title.trim();
    if (title === '') return fail('article-invalid', 'no title');
    const shown = picturesOf(draft.document);
    if (shown.length > MOST_ARTICLE_FILES) return fail('article-invalid', 'too much in it');
    return this.withHeld(async (keep) => {
      const made = await this.carried(draft, keep);
      if (!made.ok) return made;
      const { bytes, ...carried } = made.value;
      const kept = await this.parts.library.put(bytesSource(bytes));
      if (!kept.ok) return { ok: false, error: blobFailure(kept.error) };
      const { id, size } = kept.value;
      keep(id);
      const noted = await note(id);
      if (!noted.ok) return noted;
      const { summary, series, document } = draft;
      const words = countWords(articleText(document));
      const face = { title, summary, document: id, size, words, series, ...carried };
      const body = { text: '', files: [], link: null, program: null, shared: null, article: face };
      const said = await this.say(draft.channel, body, draft.post);
      if (said.ok) await this.release(shown);
      return said;
    });
  }

  /** An article as readers carry it: sealed where it is sold, and then without a cover, which is a part of it. */
  private async carried(draft: ChannelDraft, keep: (blob: BlobId) => void): Promise<Result<Carried, WorkspaceError>> {
    if (draft.sale !== undefined) {
      const sealed = await this.parts.paid.seal(draft, keep);
      return sealed.ok ? ok({ ...sealed.value, cover: null }) : sealed;
    }
    const bytes = encodeArticle(draft.document);
    if (bytes === null) return fail('article-invalid', 'too much in it');
    return ok({ bytes, blobs: picturesOf(draft.document), cover: coverOf(draft.document) });
  }

  async remove(post: EventId): Promise<Result<void, WorkspaceError>> {
    const found = await this.own(post);
    if (!found.ok) return found;
    const said = await this.parts.say(found.value, FeedVerb.deleted, { post: idBytes(post), body: {} });
    return said.ok ? ok() : said;
  }

  /** Shows what a reader sent to a channel under a post of that channel: whose comments are off elsewhere stays without. */
  async remark(
    channel: SpaceId,
    post: EventId,
    { text, by }: { readonly text: string; readonly by: string },
  ): Promise<Result<EventId, WorkspaceError>> {
    const found = await this.own(post);
    if (!found.ok) return found;
    if (found.value !== channel) return fail('post-missing', 'not of this channel');
    const said = await this.parts.say(found.value, FeedVerb.remarked, {
      post: idBytes(post),
      body: { text, to: null, by },
    });
    return said.ok ? ok(said.value.id) : said;
  }

  async hush(post: EventId, remark: EventId): Promise<Result<void, WorkspaceError>> {
    const found = await this.own(post);
    if (!found.ok) return found;
    const body = { post: idBytes(post), body: { remark: idBytes(remark) } };
    const said = await this.parts.say(found.value, FeedVerb.hushed, body);
    return said.ok ? ok() : said;
  }

  /** Keeps a picture or another file, ready to be spoken of. It stays until a post speaks of it (see {@link release}). */
  async keepFile(outgoing: OutgoingFile): Promise<Result<FileReference, WorkspaceError>> {
    const made = await makeReady(outgoing, this.parts.pictures);
    if (!made.ok) return fail('post-too-large', made.error);
    const kept = await this.parts.library.put(made.value.source);
    if (!kept.ok) return { ok: false, error: blobFailure(kept.error) };
    return ok({ blob: kept.value.id, size: kept.value.size, ...made.value.claims });
  }

  /** Keeps a picture for a draft: no post speaks of it for as long as the draft is one. */
  async keepPicture(outgoing: OutgoingFile): Promise<Result<FileReference, WorkspaceError>> {
    const kept = await this.keepFile(outgoing);
    if (kept.ok) await this.parts.library.setKeep(kept.value.blob, true);
    return kept;
  }

  /** A draft is one no more: what a post speaks of stays by that, the rest may go. */
  async release(blobs: readonly BlobId[]): Promise<void> {
    for (const blob of blobs) await this.parts.library.setKeep(blob, false);
  }

  /** Holds what is kept for a post until it is said; what is not goes again. */
  private async withHeld<T>(
    make: (keep: (blob: BlobId) => void) => Promise<Result<T, WorkspaceError>>,
  ): Promise<Result<T, WorkspaceError>> {
    const { files } = this.parts;
    const held = new Map<BlobId, Disposer>();
    const made = await make((blob) => held.set(blob, held.get(blob) ?? files.hold([blob])));
    for (const release of held.values()) release();
    if (!made.ok) await files.letGo([...held.keys()]);
    return made;
  }

  private async say(space: SpaceId, body: PostBody, edited: EventId | null): Promise<Result<EventId, WorkspaceError>> {
    const small = fitted(body);
    if (small === null || !v.is(postBodySchema, small)) return fail('post-too-large', 'does not fit');
    if (edited === null) {
      const said = await this.parts.say(space, FeedVerb.posted, { post: encodePost(small), expires: null });
      return said.ok ? ok(said.value.id) : said;
    }
    return this.sayEdited(space, edited, small);
  }

  private async sayEdited(space: SpaceId, post: EventId, to: PostBody): Promise<Result<EventId, WorkspaceError>> {
    const notes = await this.parts.store.feed.notes([post]);
    if (!notes.ok) return { ok: false, error: storeFailure(notes.error) };
    const before = { author: channelAuthor(space), act: 'edit' } as const;
    const after = afterOfNotes(notes.value.get(post) ?? [], before, this.parts.clock.now());
    const body = aboutBody(post, { body: { to: encodePost(to) }, after });
    const said = await this.parts.say(space, FeedVerb.edited, body);
    return said.ok ? ok(post) : said;
  }

  /** Where a post of a channel stands. */
  private async own(post: EventId): Promise<Result<SpaceId, WorkspaceError>> {
    const found = await this.parts.store.feed.post(post);
    if (!found.ok) return { ok: false, error: storeFailure(found.error) };
    const isChannels = found.value !== null && found.value.author === channelAuthor(found.value.space);
    return found.value !== null && isChannels ? ok(found.value.space) : fail('post-missing', 'not here');
  }

  /** Undefined where it is not on this device. */
  private async cardOf(instance: EventId): Promise<PostBody['program'] | undefined> {
    const found = await this.parts.store.programs.get(instance);
    return found.ok && found.value !== null ? found.value.card : undefined;
  }
}

/** A post with as many of its small pictures as fit one event; null where its words alone do not. */
function fitted(body: PostBody): PostBody | null {
  let small = body;
  for (let left = body.files.length; ; left -= 1) {
    if (postFits(small) && v.is(postBodySchema, small)) return small;
    if (left === 0) return null;
    small = { ...small, files: small.files.map((file, place) => (place >= left - 1 ? withoutThumbnail(file) : file)) };
  }
}

function withoutThumbnail(file: FileReference): FileReference {
  return file.picture === null ? file : { ...file, picture: { ...file.picture, thumbnail: null } };
}

function coverOf({ blocks }: ArticleDocument): FileReference | null {
  const first = blocks.find((block) => block.block === 'picture');
  return first?.block === 'picture' ? first.file : null;
}
