/** Which words of an event are found (SRC-7). */
import * as v from 'valibot';
import type { EventId } from '@shared/ids.ts';
import { FILE_KIND, MESSAGE_KIND, readSaid } from '../chat/project.ts';
import { CONTACT_KIND, PLACE_KIND, POLL_KIND } from '../chat/bodies.ts';
import { POST_KIND } from '../chat/postCard.ts';
import { type MessageRef, wireEventId } from '../chat/extras.ts';
import type { MessageRecord } from '../chat/message.ts';
import { NOTE_KINDS } from '../chat/note.ts';
import type { EventContent } from '../event/event.ts';
import { plainText } from '../markup/plainText.ts';
import { FeedVerb, feedKind, laneOf } from '../feed/project.ts';
import { type ArticleFace, type Lane, type PostBody, wireIds, wirePostSchema } from '../feed/post.ts';
import type { IndexedKind } from './entries.ts';

/** Something that can be found, and its words. */
export interface Searchable {
  readonly kind: IndexedKind;
  readonly text: string;
  /** The document of an article, which has words, too. */
  readonly article: Pick<ArticleFace, 'document' | 'size'> | null;
}

const postedSchema = v.object({ post: wirePostSchema });
const editedSchema = v.object({ post: wireIds.event, body: v.object({ to: wirePostSchema }) });
/** Kinds of messages whose words are found. */
const WORDED: ReadonlySet<string> = new Set([MESSAGE_KIND, FILE_KIND, POLL_KIND, CONTACT_KIND, PLACE_KIND, POST_KIND]);
const POST_KINDS: Readonly<Record<Lane, IndexedKind>> = { moments: 'moment', channels: 'article' };

/** Null for what has no words, or none that are looked for. Never throws. */
export function searchableOf({ kind, body }: Pick<EventContent, 'kind' | 'body'>): Searchable | null {
  const text = messageText(kind, body);
  if (text !== null) return { kind: kind === FILE_KIND ? 'file' : 'message', text, article: null };
  const lane = laneOf(kind);
  if (lane === null) return null;
  const post = postOf(lane, kind, body);
  return post === null ? null : { kind: POST_KINDS[lane], text: textOfPost(post), article: post.article };
}

/** Which post an event says something of, its own id aside: that of an edit is another. */
export function editedPostOf({ kind, body }: Pick<EventContent, 'kind' | 'body'>): EventId | null {
  const lane = laneOf(kind);
  if (lane === null || kind !== feedKind(lane, FeedVerb.edited)) return null;
  const read = v.safeParse(editedSchema, body);
  return read.success ? read.output.post : null;
}

const editSchema = v.object({ message: wireEventId, at: v.number(), text: v.string() });

/** Which message an event gives other words; null for any other event. */
export function editedMessageOf({ kind, body }: Pick<EventContent, 'kind' | 'body'>): MessageRef | null {
  const read = kind === NOTE_KINDS.edit ? v.safeParse(editSchema, body) : null;
  return read?.success === true ? { id: read.output.message, at: read.output.at } : null;
}

/** Whether an event says that a post is gone, or a message taken back: its words are to go, too. */
export function isDeletion({ kind }: Pick<EventContent, 'kind'>): boolean {
  if (kind === NOTE_KINDS.recall) return true;
  const lane = laneOf(kind);
  return lane !== null && kind === feedKind(lane, FeedVerb.deleted);
}

/** The words of a message that are found; null for one that has none. */
export function textOfMessage(body: MessageRecord['body']): string | null {
  switch (body.kind) {
    case 'text':
      return body.text;
    case 'file':
      return fileText(body.file.name, body.caption);
    case 'poll':
      return [body.poll.question, ...body.poll.options].join('\n');
    case 'contact':
      return body.contact.name;
    case 'place':
      return body.place.label;
    case 'post':
      return [body.post.shared.title, body.post.lead, body.post.shared.name].join('\n');
    default:
      return null;
  }
}

/** Signs that may be marks of emphasis, of code or of a quote. */
const MARKS = /[*_~`>]/;

/** The same as they are drawn, without marks (MKP-8): what is looked at, and shown of it. */
export function drawnTextOfMessage(body: MessageRecord['body']): string | null {
  if (body.kind === 'text') return withoutMarks(body.text);
  return body.kind === 'file' ? fileText(body.file.name, withoutMarks(body.caption)) : textOfMessage(body);
}

function withoutMarks(text: string): string {
  return MARKS.test(text) ? plainText(text) : text;
}

/** The words of a post that are found. */
export function textOfPost({ text, link, program, shared, article }: TextualPost): string {
  const parts = [
    article?.title,
    text,
    article?.summary,
    article?.series,
    link?.title,
    link?.description,
    link?.url,
    program?.name,
    shared?.title,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}

type TextualPost = Pick<PostBody, 'text'> & {
  readonly link: Pick<NonNullable<PostBody['link']>, 'title' | 'description' | 'url'> | null;
  readonly program: { readonly name: string } | null;
  readonly shared: { readonly title: string } | null;
  readonly article: Pick<ArticleFace, 'title' | 'summary' | 'series' | 'document' | 'size'> | null;
};

function messageText(kind: string, body: unknown): string | null {
  if (kind === NOTE_KINDS.edit) {
    const read = v.safeParse(editSchema, body);
    return read.success ? read.output.text : null;
  }
  if (!WORDED.has(kind)) return null;
  const said = readSaid(kind, body);
  return said === null ? null : textOfMessage(said.body);
}

function fileText(name: string, caption: string): string {
  return caption === '' ? name : `${caption}\n${name}`;
}

function postOf(lane: Lane, kind: string, body: unknown): TextualPost | null {
  if (kind === feedKind(lane, FeedVerb.posted)) {
    const read = v.safeParse(postedSchema, body);
    return read.success ? read.output.post : null;
  }
  if (kind !== feedKind(lane, FeedVerb.edited)) return null;
  const read = v.safeParse(editedSchema, body);
  return read.success ? read.output.body.to : null;
}
