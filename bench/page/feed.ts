/** Feeds of moments for `feed.open` and `feed.scroll`: a friend whose posts are here, as after years of being friends. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { encodePost, textPost } from '@domain/feed/post.ts';
import { FeedVerb, feedKind } from '@domain/feed/project.ts';
import { CIRCLE_NONCE_LENGTH, circleSpace } from '@domain/feed/spaces.ts';
import { MomentKeep, encodeKept } from '@domain/moments/kept.ts';
import { EPOCH_SECRET_LENGTH, makePass } from '@domain/moments/pass.ts';
import { FeedKeeper } from '@services/feed/feedKeeper.ts';
import { markAgreement } from '@services/journal/standing.ts';
import type { FeedPlan } from '../support/pageContract.ts';
import { mixedText } from './mixedText.ts';
import { drawnPicture } from './pictures.ts';
import { befriend, must, openProfile } from './profile.ts';
import { type Draft, type Speaker, keep, makePerson, say } from './speakers.ts';

const BATCH = 1000;
const STEP = 40 * 60_000;
/** Different pictures; each post takes others of them. */
const PICTURES = 60;

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
  for (let index = 0; index < PICTURES; index += 1) pictures.push(await drawnPicture(profile, index));
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
