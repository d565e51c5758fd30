/** `feed.page`: pages of a long feed with all that is said about them, and those of a short one. */
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { AdmittedEvent, EventContent } from '@domain/event/event.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import { encodePost, textPost } from '@domain/feed/post.ts';
import { FeedVerb, feedKind } from '@domain/feed/project.ts';
import { CIRCLE_NONCE_LENGTH, circleSpace, remarkSpace } from '@domain/feed/spaces.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { mixedText } from './mixedText.ts';
import { must } from './profile.ts';

/** Posts of the short feed, and of a page. */
const SHORT = 200;
const PAGE = 30;
const START = Date.UTC(2026, 0, 1);
const STEP = 60_000;
/** Events in one transaction. */
const BATCH = 1000;

/** ms for the newest page and one from the middle, in a feed of `count` posts and in a short one, in turns. */
export async function feedPage(
  count: number,
  rounds: number,
): Promise<{ readonly measured: readonly number[]; readonly baseline: readonly number[] }> {
  const [long, short] = [await feedOf(count), await feedOf(SHORT)];
  const measured: number[] = [];
  const baseline: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const [ofLong, ofShort] = [await readPages(long, count), await readPages(short, SHORT)];
    if (round < 0) continue;
    measured.push(ofLong);
    baseline.push(ofShort);
  }
  for (const store of [long, short]) store.close();
  return { measured, baseline };
}

async function readPages(store: DocumentStore, count: number): Promise<number> {
  const middle = { at: START + Math.floor(count / 2) * STEP, id: toBase64url(new Uint8Array(32)) as EventId };
  const start = performance.now();
  for (const before of [null, middle]) {
    const posts = must(await store.feed.page({ lane: 'moments', before, limit: PAGE }));
    const notes = must(await store.feed.notes(posts.map(({ id }) => id)));
    if (posts.length !== PAGE || notes.size !== PAGE) throw new Error('not all was read');
  }
  return performance.now() - start;
}

/** A store with so many posts of one person, each of which another likes. Stores look at no signature. */
async function feedOf(count: number): Promise<DocumentStore> {
  const random = new SeededRandom(count);
  const idOf = () => toBase64url(random.bytes(32));
  const [author, reader] = [idOf() as AccountId, idOf() as AccountId];
  const store = new DexieDocumentStore({ databaseName: `bench-feed-${idOf()}` });
  must(await store.open(reader));
  const circle = circleSpace(author, random.bytes(CIRCLE_NONCE_LENGTH));
  const say = sayer(circle, author, idOf);
  const like = sayer(remarkSpace(circle, reader), reader, idOf);
  for (let from = 0; from < count; from += BATCH) {
    const posts = Array.from({ length: Math.min(BATCH, count - from) }, (_, place) =>
      say(FeedVerb.posted, START + (from + place) * STEP, {
        post: encodePost(textPost(mixedText(random, from + place))),
        expires: null,
      }),
    );
    const likes = posts.map(({ id, sortAt }) =>
      like(FeedVerb.liked, sortAt + 1, { post: idBytes(id), body: { mark: '+' } }),
    );
    must(await store.admit([...posts, ...likes], 'relaxed'));
  }
  return store;
}

/** Makes the events of one chain. */
function sayer(space: SpaceId, author: AccountId, idOf: () => string) {
  const device = idOf() as DeviceId;
  let before: { readonly seq: number; readonly id: EventId } | null = null;
  return (verb: FeedVerb, at: number, body: EventContent['body']): AdmittedEvent => {
    const place: { readonly seq: number; readonly prev: EventId | null } =
      before === null ? { seq: 0, prev: null } : { seq: before.seq + 1, prev: before.id };
    const content = { v: 1, space, kind: feedKind('moments', verb), device, at, body, ...place };
    const id = idOf() as EventId;
    before = { seq: place.seq, id };
    return { id, content, payload: new Uint8Array(200), author, bucket: bucketOf(at), sortAt: at };
  };
}
