/** Feeds of moments for `feed.open` and `feed.scroll`: a friend whose posts are here, as after years of being friends. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { blurOf } from '@domain/chat/blur.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { encodePost, textPost } from '@domain/feed/post.ts';
import { FeedVerb, feedKind } from '@domain/feed/project.ts';
import { CIRCLE_NONCE_LENGTH, circleSpace } from '@domain/feed/spaces.ts';
import { MomentKeep, encodeKept } from '@domain/moments/kept.ts';
import { EPOCH_SECRET_LENGTH, makePass } from '@domain/moments/pass.ts';
import { HostBlobStore } from '@services/blobs/hostBlobStore.ts';
import { FeedKeeper } from '@services/feed/feedKeeper.ts';
import { markAgreement } from '@services/journal/standing.ts';
import type { FeedPlan } from '../support/pageContract.ts';
import { mixedText } from './mixedText.ts';
import { type Profile, befriend, must, openProfile } from './profile.ts';
import { type Draft, type Speaker, keep, makePerson, say } from './seed.ts';

const BATCH = 1000;
const STEP = 40 * 60_000;
/** Different pictures; each post takes others of them. */
const PICTURES = 60;
const SIDE = 160;
/** Sides of a picture as the app sends it, px. */
const LONG = 1600;
const SHORT = 1200;

/** Makes a friend with so many posts; the newest says `lastText`. */
export async function seedFeed({ posts, lastText }: FeedPlan): Promise<void> {
  const profile = await openProfile();
  const { identity, card } = await makePerson('Poster');
  await befriend(profile, card);
  const { account, device, keys } = identity;
  const nonce = systemRandom.bytes(CIRCLE_NONCE_LENGTH);
  const secret = systemRandom.bytes(EPOCH_SECRET_LENGTH);
  const reader = profile.identity.account;
  const pass = await makePass(
    { kind: 'base', nonce, owner: account, reader, device, epoch: 0, secret, at: systemClock.now() },
    (bytes) => keys.sign(bytes),
  );
  const keeper = new FeedKeeper({ store: profile.store, journal: profile.journal, clock: systemClock });
  const bytes = encodeKept({ v: 1, owner: account, kind: 'base', pass: pass.packed, heard: 0 });
  must(await keeper.put([{ kind: MomentKeep.pass, id: pass.circle, bytes }]));
  const space = circleSpace(account, nonce);
  const speaker: Speaker = { account, device, keys, head: null };
  const random = new SeededRandom(posts);
  const pictures: FileReference[] = [];
  // One after another: the host has few places for what is being taken in.
  for (let index = 0; index < PICTURES; index += 1) pictures.push(await drawn(profile, index));
  const start = systemClock.now() - posts * STEP;
  for (let from = 0; from < posts; from += BATCH) {
    const drafts = Array.from({ length: Math.min(BATCH, posts - from) }, (_, place): Draft => {
      const index = from + place;
      const text = index === posts - 1 ? lastText : mixedText(random, index);
      const body = { ...textPost(text), files: photos(pictures, index) };
      const kind = feedKind('moments', FeedVerb.posted);
      return { speaker, kind, body: { post: encodePost(body), expires: null }, at: start + index * STEP };
    });
    await keep(profile, await say(space, drafts));
  }
  await markAgreement({ store: profile.store, journal: profile.journal });
}

/** Two of three posts have pictures: one, or up to nine. */
function photos(pictures: readonly FileReference[], index: number): readonly FileReference[] {
  const count = [0, 1, 1 + (index % 9)][index % 3] ?? 0;
  return Array.from({ length: count }, (_, place) => pictures[(index * 7 + place) % PICTURES]).filter(
    (picture) => picture !== undefined,
  );
}

/** A picture as a phone takes it, here and complete, and the small one that its posts carry. */
async function drawn({ identity, host, store }: Profile, index: number): Promise<FileReference> {
  const [width, height] = index % 2 === 0 ? [LONG, SHORT] : [SHORT, LONG];
  const large = canvasOf(width, height, index);
  const small = canvasOf(SIDE, SIDE, index);
  const bytes = new Uint8Array(
    await (await large.canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })).arrayBuffer(),
  );
  const thumbnail = await small.canvas.convertToBlob({ type: 'image/webp', quality: 0.6 });
  const source = { size: bytes.length, slice: (start: number, end: number) => new Blob([bytes.slice(start, end)]) };
  const { id: blob, size } = must(await new HostBlobStore({ host, account: identity.account }).put(source));
  const at = systemClock.now();
  must(
    await store.blobs.put({
      id: blob,
      size,
      state: 'complete',
      origin: 'received',
      keep: false,
      createdAt: at,
      usedAt: at,
    }),
  );
  const blur = blurOf(small.pen.getImageData(0, 0, 64, 64));
  const picture = { width, height, blur, thumbnail: new Uint8Array(await thumbnail.arrayBuffer()) };
  return { blob, size, name: 'photo.webp', mime: 'image/webp', picture };
}

/** Bands and spots, with a grain as of light: a picture of flat colours would be decoded in no time. */
function canvasOf(width: number, height: number, index: number) {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('nothing to draw on');
  for (let band = 0; band < 8; band += 1) {
    pen.fillStyle = `hsl(${(index * 41 + band * 23) % 360} 55% ${30 + band * 6}%)`;
    pen.fillRect(0, (band * height) / 8, width, height / 8);
    pen.beginPath();
    pen.arc((index * 0.18 * width) % width, (band * 0.23 * height) % height, (8 + band) * (width / SIDE), 0, 7);
    pen.fill();
  }
  const grain = pen.getImageData(0, 0, width, height);
  const random = new SeededRandom(index);
  const noise = random.bytes(4096);
  for (let at = 0; at < grain.data.length; at += 4) {
    const light = ((noise[(at * 31) % 4096] ?? 0) % 24) - 12;
    for (let part = 0; part < 3; part += 1) grain.data[at + part] = (grain.data[at + part] ?? 0) + light;
  }
  pen.putImageData(grain, 0, 0);
  return { canvas, pen };
}
