import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import { foldPost } from '@domain/feed/fold.ts';
import type { PostBody, PostRecord } from '@domain/feed/post.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { IndexedKind } from '@domain/search/entries.ts';
import { drawnTextOfMessage, editedMessageOf, editedPostOf, textOfPost } from '@domain/search/searchable.ts';
import { isImportChain } from '@domain/importing/ids.ts';
import { isFeedChain } from '@domain/webfeed/ids.ts';
import type { ArticleDocuments } from './articleDocuments.ts';
import { type RowStore, messageOf } from './authorOf.ts';
import type { Candidate } from './indexReader.ts';
import type { ImportedRows } from './importedTalks.ts';
import type { IsShown } from './shownPosts.ts';
import type { WebEntries } from './webEntries.ts';

/** What a candidate is now, by its own row. */
export interface FoundRow {
  readonly kind: IndexedKind;
  readonly id: EventId;
  readonly space: SpaceId;
  readonly author: AccountId;
  /** What they are called, where nobody here is meant. */
  readonly name?: string;
  readonly at: number;
  readonly text: string;
  /** The post itself, for its heading; null for a message. */
  readonly post: PostBody | null;
  readonly message: MessageRecord['body'] | null;
}

/** What finding rows works with. */
export interface FoundParts {
  readonly store: RowStore;
  readonly documents: ArticleDocuments;
  readonly webEntries: WebEntries;
  /** Chats from elsewhere; none where there are no such. */
  readonly imports?: ImportedRows | undefined;
  readonly isShown: IsShown;
  readonly now: number;
}

/**
 * Reads what a candidate is now; null for what is not shown any more: deleted, taken back, over, of a space one has left behind, or of nobody whose posts are
 * shown. The
 * index says where to look, and never what is there (SRC-8).
 */
export async function readFound(parts: FoundParts, candidate: Candidate): Promise<FoundRow | null> {
  if (isFeedChain(candidate)) return readEntry(parts, candidate);
  if (isImportChain(candidate)) return readImported(parts, candidate);
  const event = await eventOf(parts.store, candidate);
  if (event === null) return null;
  return candidate.kind === 'message' || candidate.kind === 'file'
    ? readMessage(parts.store, event, candidate.kind)
    : readPost(parts, event, candidate.kind);
}

/** Whether a post, the post that an edit is of, or an entry of a feed is still there to be found. */
export async function isThere(
  { store, webEntries }: Pick<FoundParts, 'store' | 'webEntries'>,
  place: EventPlaceOf,
): Promise<boolean> {
  if (isFeedChain(place)) {
    const entry = await webEntries.find(place.space, place.seq);
    return !entry.ok || entry.value !== null;
  }
  const event = await eventOf(store, place);
  if (event === null) return false;
  const id = editedPostOf(event.content) ?? event.id;
  const [post, notes] = await Promise.all([store.feed.post(id), store.feed.notes([id])]);
  // What cannot be read now may be there.
  if (!post.ok || !notes.ok) return true;
  return post.value !== null && foldPost(post.value, notes.value.get(id) ?? []).body !== null;
}

/** Whether the words an edit gave a message are those it has. */
export async function isEditThere(store: RowStore, place: EventPlaceOf): Promise<boolean> {
  const event = await eventOf(store, place);
  if (event === null || editedMessageOf(event.content) === null) return false;
  const message = await messageOf(store, event);
  return message?.edited?.event === event.id;
}

type EventPlaceOf = Pick<Candidate, 'space' | 'device' | 'seq' | 'at'>;

async function eventOf(store: RowStore, { space, device, seq, at }: EventPlaceOf): Promise<SignedEvent | null> {
  const read = await store.payloads({ space, bucket: bucketOf(at), device, from: seq, limit: 1 });
  const payload = read.ok ? read.value[0] : undefined;
  if (payload === undefined) return null;
  const event = decodeEvent(payload);
  return event.ok && event.value.content.seq === seq ? event.value : null;
}

async function readEntry({ webEntries }: FoundParts, { space, seq, kind }: Candidate): Promise<FoundRow | null> {
  const found = await webEntries.find(space, seq);
  if (!found.ok || found.value === null || found.value.body === null) return null;
  const { id, author, at, body } = found.value;
  const text = `${textOfPost(body)}\n${await webEntries.words(id)}`;
  return { kind, id, space, author, at, text, post: body, message: null };
}

async function readImported({ imports }: FoundParts, { space, seq, kind }: Candidate): Promise<FoundRow | null> {
  const found = (await imports?.find(space, seq)) ?? null;
  if (found === null) return null;
  const { id, author, name, at, text, body } = found;
  return { kind, id, space, author, name, at, text, post: null, message: body };
}

async function readMessage(store: RowStore, event: SignedEvent, kind: IndexedKind): Promise<FoundRow | null> {
  const message = await messageOf(store, event);
  if (message === null) return null;
  const { id, space, author, at, body } = message;
  const text = drawnTextOfMessage(body);
  return text === null ? null : { kind, id, space, author, at, text, post: null, message: body };
}

async function readPost(
  { store, documents, isShown, now }: FoundParts,
  event: SignedEvent,
  kind: IndexedKind,
): Promise<FoundRow | null> {
  const id = editedPostOf(event.content) ?? event.id;
  const post = await standingPost(store, id, now);
  if (post === null || !isShown(post)) return null;
  const notes = await store.feed.notes([id]);
  const { body } = foldPost(post, notes.ok ? (notes.value.get(id) ?? []) : []);
  if (!notes.ok || body === null) return null;
  const { space, author, at } = post;
  const words = body.article === null ? null : await documents(body.article);
  const text = words === null ? textOfPost(body) : `${textOfPost(body)}\n${words}`;
  return { kind, id, space, author, at, text, post: body, message: null };
}

/** A post whose time is not over, and that the person did not put away. */
async function standingPost(store: RowStore, id: EventId, now: number): Promise<PostRecord | null> {
  const [post, mark] = await Promise.all([store.feed.post(id), store.feed.marks.get(id)]);
  if (!post.ok || post.value === null || (mark.ok && mark.value?.hidden === true)) return null;
  const { expires } = post.value;
  return expires === null || expires > now ? post.value : null;
}
