import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import type { SpaceId } from '@shared/ids.ts';
import { bytesOf, bytesUpTo } from '@shared/schemas.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { decodeArticle, encodeArticle } from '@domain/article/codec.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { ChannelKeep } from '@domain/channel/records.ts';
import { SEAL_NONCE_LENGTH, openValue } from '@domain/channel/seal.ts';
import { MAX_SUMMARY, MAX_TITLE } from '@domain/feed/post.ts';
import { type WordRecord, feedKind } from '@domain/feed/project.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { ChannelDraft } from '../workspace/channelWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { ChannelBook } from './channelBook.ts';
import type { ChannelKeeps } from './channelKeeps.ts';
import type { ChannelKeys } from './channelKeys.ts';
import type { Drafts } from './drafts.ts';
import type { Inboxes } from './inboxes.ts';
import { type KnownChannel, roleOf, writersAuthor } from './knownChannel.ts';
import type { SayInChannel } from './sayInChannel.ts';

/** Newest drafts of writers that are looked through. */
const MOST_SUBMITTED = 100;
/** Largest draft a writer hands in, bytes: an event has room for no more. */
export const MAX_SUBMISSION = 56 * 1024;

const sealedSchema = v.strictObject({
  key: bytesOf(32),
  nonce: bytesOf(SEAL_NONCE_LENGTH),
  box: bytesUpTo(60 * 1024),
});
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const submissionSchema = v.strictObject({
  title: text(MAX_TITLE),
  summary: text(MAX_SUMMARY),
  series: text(MAX_TITLE),
  document: bytesUpTo(MAX_SUBMISSION),
});

/** What handing in drafts works with. */
export interface SubmissionParts {
  readonly book: ChannelBook;
  readonly keys: ChannelKeys;
  readonly keeps: ChannelKeeps;
  readonly inboxes: Inboxes;
  readonly drafts: Drafts;
  readonly feed: Pick<FeedStore, 'words'>;
  readonly say: SayInChannel;
}

/** Drafts of writers on their way to editors (CHN-16): sealed in the channel's log, and a draft of every editor's, once. */
export class Submissions {
  private readonly parts: SubmissionParts;

  constructor(parts: SubmissionParts) {
    this.parts = parts;
  }

  /** Hands a writer's draft in. `note` hears of the nonce it is sealed with before it is said. */
  async hand(
    draft: ChannelDraft,
    note: (nonce: Uint8Array) => Promise<Result<void, WorkspaceError>>,
  ): Promise<Result<WordRecord['id'], WorkspaceError>> {
    const { book, keys, say } = this.parts;
    const inbox = book.get(draft.channel)?.charter?.last.inbox;
    if (inbox === undefined) return fail('channel-missing', 'not here');
    const document = encodeArticle(draft.document);
    if (document === null || document.length > MAX_SUBMISSION) return fail('article-invalid', 'too long to hand in');
    const { title, summary, series } = draft;
    const sealed = await keys.sealTo('desk', { space: draft.channel, to: inbox }, { title, summary, series, document });
    if (sealed === null) return fail('letter-keys-missing', 'its inbox shares no secret');
    const noted = await note(sealed.nonce);
    if (!noted.ok) return noted;
    const said = await say(draft.channel, ChannelWord.draft, sealed);
    return said.ok ? ok(said.value.id) : said;
  }

  /** Takes what writers handed in, where this device edits the channel. */
  async take(space: SpaceId): Promise<void> {
    const channel = this.parts.book.get(space);
    if (channel === null || !isEdited(channel)) return;
    const kind = feedKind('channels', ChannelWord.draft);
    const words = await this.parts.feed.words({ space, kind, author: writersAuthor(space) }, MOST_SUBMITTED);
    for (const word of words.ok ? words.value : []) {
      const known = await this.parts.keeps.get(ChannelKeep.taken, word.id);
      if (known.ok && known.value === null) await this.takeOne(channel, word);
    }
  }

  private async takeOne(channel: KnownChannel, word: WordRecord): Promise<void> {
    const submission = await this.open(channel, word.body);
    if (submission === null) return;
    const document = decodeArticle(submission.document);
    if (!document.ok) return;
    const { title, summary, series } = submission;
    const place = { id: word.id, channel: channel.space, post: null, publishAt: null };
    const saved = await this.parts.drafts.save({ ...place, title, summary, series, document: document.value });
    if (saved.ok) await this.parts.keeps.put([{ kind: ChannelKeep.taken, id: word.id, bytes: new Uint8Array() }]);
  }

  private async open(channel: KnownChannel, body: unknown): Promise<v.InferOutput<typeof submissionSchema> | null> {
    const sealed = v.safeParse(sealedSchema, body);
    if (!sealed.success) return null;
    for (const own of await this.parts.inboxes.of(channel)) {
      const seal = await this.parts.keys.sealFrom('desk', { space: channel.space, own }, sealed.output);
      const read = seal === null ? null : v.safeParse(submissionSchema, openValue(sealed.output.box, seal));
      if (read?.success === true) return read.output;
    }
    return null;
  }
}

/** The nonce of what a writer handed in; null for what is nothing handed in. */
export function nonceOfSubmission(body: unknown): string | null {
  const sealed = v.safeParse(sealedSchema, body);
  return sealed.success ? toBase64url(sealed.output.nonce) : null;
}

function isEdited({ charter, pen }: KnownChannel): boolean {
  const role = roleOf(charter, pen?.key ?? null);
  return role === 'owner' || role === 'editor';
}
