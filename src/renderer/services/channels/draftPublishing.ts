import { toBase64url } from '@shared/base64url.ts';
import type { EventId } from '@shared/ids.ts';
import { type Result, err, fail, ok } from '@shared/result.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import {
  ChannelKeep,
  type PublishingRecord,
  publishingRecordSchema,
  readRecord,
  recordBytes,
} from '@domain/channel/records.ts';
import { feedKind } from '@domain/feed/project.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { ChannelDraft } from '../workspace/channelWorkspace.ts';
import { outcomeOf, storeFailure } from '../workspace/failures.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { ChannelBook } from './channelBook.ts';
import type { ChannelKeeps } from './channelKeeps.ts';
import type { Drafts } from './drafts.ts';
import { channelAuthor, roleOf, writersAuthor } from './knownChannel.ts';
import type { Publishing } from './publishing.ts';
import { type Submissions, nonceOfSubmission } from './submissions.ts';

/** Newest posts and words of a channel among which one that was being said is looked for. */
const MOST_LOOKED_AT = 100;

/** What publishing drafts works with. */
export interface DraftPublishingParts {
  readonly book: Pick<ChannelBook, 'get'>;
  readonly keeps: ChannelKeeps;
  readonly feed: Pick<FeedStore, 'page' | 'notes' | 'words'>;
  readonly drafts: Pick<Drafts, 'get' | 'became' | 'remove'>;
  readonly publishing: Pick<Publishing, 'article'>;
  readonly submissions: Pick<Submissions, 'hand'>;
  readonly clock: Pick<Clock, 'now'>;
}

type Published = Result<{ readonly post: EventId }, WorkspaceError>;

/**
 * Makes posts of drafts, of each draft one (CHN-16): by whomever it is asked for at once, and though the app ends between what is said and the
 * draft going.
 */
export class DraftPublishing {
  private readonly parts: DraftPublishingParts;
  private readonly under = new Map<string, Promise<Published>>();

  constructor(parts: DraftPublishingParts) {
    this.parts = parts;
  }

  /** Publishes a draft and lets go of it; a writer's is handed in to the editors. Who asks meanwhile is told how that ends. */
  publish(id: string): Outcome<{ readonly post: EventId }> {
    const under = this.under.get(id);
    if (under !== undefined) return under;
    const work = this.publishOnce(id).finally(() => this.under.delete(id));
    this.under.set(id, work);
    return work;
  }

  /** Lets go of drafts that were said when the app ended. Call before anything is published. */
  async settle(): Promise<void> {
    const rows = await this.parts.keeps.all(ChannelKeep.publishing);
    for (const { id } of rows.ok ? rows.value : []) await this.settleOne(id);
  }

  private async publishOnce(id: string): Promise<Published> {
    const said = await this.settleOne(id);
    if (!said.ok) return said;
    if (said.value !== null) return ok({ post: said.value });
    const draft = await this.parts.drafts.get(id);
    if (draft === null) return fail('draft-missing', 'not here');
    const done = await this.say(draft);
    // Of what was not said there is nothing to look for; of what was, it is looked for until the draft is gone.
    if (!done.ok) await this.parts.keeps.remove(ChannelKeep.publishing, id);
    if (!done.ok) return done;
    if (!this.isHanded(draft)) this.parts.drafts.became(id, done.value);
    const gone = await this.letGo(id);
    return gone.ok ? ok({ post: done.value }) : gone;
  }

  /** A writer's goes to the editors. */
  private isHanded(draft: ChannelDraft): boolean {
    const channel = this.parts.book.get(draft.channel);
    return channel !== null && roleOf(channel.charter, channel.pen?.key ?? null) === 'writer';
  }

  /** Says what is in a draft, or hands it in, once it is noted that this is being done. */
  private say(draft: ChannelDraft): ReturnType<Publishing['article']> {
    const { publishing, submissions } = this.parts;
    return this.isHanded(draft)
      ? submissions.hand(draft, (nonce) => this.note(draft, { as: 'handed', mark: toBase64url(nonce) }))
      : publishing.article(draft, (document) => this.note(draft, { as: 'article', mark: document }));
  }

  private async note(
    { id, channel, post }: ChannelDraft,
    what: Pick<PublishingRecord, 'as' | 'mark'>,
  ): Promise<Result<void, WorkspaceError>> {
    const record: PublishingRecord = { v: 1, channel, post, ...what, at: this.parts.clock.now() };
    const row = { kind: ChannelKeep.publishing, id, bytes: recordBytes(record) };
    return outcomeOf(await this.parts.keeps.put([row]));
  }

  /** The post that a draft became while it was here still; null where it is to be published yet. */
  private async settleOne(id: string): Promise<Result<EventId | null, WorkspaceError>> {
    const { keeps } = this.parts;
    const row = await keeps.get(ChannelKeep.publishing, id);
    if (!row.ok) return err(storeFailure(row.error));
    const record = readRecord(publishingRecordSchema, row.value);
    if (record === null) return ok(null);
    const said = await this.saidOf(record);
    if (!said.ok) return said;
    if (said.value === null) {
      const removed = outcomeOf(await keeps.remove(ChannelKeep.publishing, id));
      return removed.ok ? ok(null) : removed;
    }
    if (record.as === 'article') this.parts.drafts.became(id, said.value);
    const gone = await this.letGo(id);
    return gone.ok ? said : gone;
  }

  private async letGo(id: string): Promise<Result<void, WorkspaceError>> {
    const removed = await this.parts.drafts.remove(id);
    return removed.ok ? outcomeOf(await this.parts.keeps.remove(ChannelKeep.publishing, id)) : removed;
  }

  private saidOf(record: PublishingRecord): Promise<Result<EventId | null, WorkspaceError>> {
    if (record.as === 'handed') return this.handedOf(record);
    return record.post === null ? this.postOf(record) : this.editOf(record, record.post);
  }

  private async handedOf({ channel, mark }: PublishingRecord): Promise<Result<EventId | null, WorkspaceError>> {
    const place = { space: channel, kind: feedKind('channels', ChannelWord.draft), author: writersAuthor(channel) };
    const words = await this.parts.feed.words(place, MOST_LOOKED_AT);
    if (!words.ok) return err(storeFailure(words.error));
    return ok(words.value.find(({ body }) => nonceOfSubmission(body) === mark)?.id ?? null);
  }

  private async postOf({ channel, mark, at }: PublishingRecord): Promise<Result<EventId | null, WorkspaceError>> {
    const shelf = { author: channelAuthor(channel) };
    const posts = await this.parts.feed.page({ ...shelf, before: null, limit: MOST_LOOKED_AT });
    if (!posts.ok) return err(storeFailure(posts.error));
    const own = posts.value.filter((post) => post.at >= at);
    return ok(own.find(({ body }) => body?.article?.document === mark)?.id ?? null);
  }

  private async editOf(
    { channel, mark, at }: PublishingRecord,
    post: EventId,
  ): Promise<Result<EventId | null, WorkspaceError>> {
    const notes = await this.parts.feed.notes([post]);
    if (!notes.ok) return err(storeFailure(notes.error));
    const own = (notes.value.get(post) ?? []).filter((note) => note.author === channelAuthor(channel) && note.at >= at);
    return ok(own.some(({ said }) => said.act === 'edit' && said.body.article?.document === mark) ? post : null);
  }
}
