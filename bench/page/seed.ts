/** Genuine history: chats with people and groups, chains of signed events from all sides, in database and journal. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import { noteUnderstood } from '@services/engine/readNewly.ts';
import { markAgreement } from '@services/journal/standing.ts';
import type { SpaceId } from '@shared/ids.ts';
import type { SeedPlan, Seeded } from '../support/pageContract.ts';
import { foundGroup } from './group.ts';
import { type Said, type Saying, filmsOf, oneOfEach, wordsAlone, wordsAndMedia } from './mixedMedia.ts';
import { type Profile, befriend, must, openProfile } from './profile.ts';
import { type Draft, type Speaker, keep, makePerson, say } from './speakers.ts';

const BATCH = 2000;
const SPAN = 60 * 24 * 3_600_000;
/** Files are fetched by themselves for a month. */
const FILES_SPAN = SPAN / 3;

/** Makes people and talks with each, the plans one after another. */
export async function seed(plans: readonly SeedPlan[]): Promise<readonly Seeded[]> {
  const profile = await openProfile();
  const made: Seeded[] = [];
  for (const plan of plans) made.push(await seedOne(profile, plan, made.length));
  const { store, journal } = profile;
  // As the app itself notes every minute: without it the next start reads both through.
  await markAgreement({ store, journal });
  // And as it notes once: it was this version that took all of it.
  await noteUnderstood(store);
  return made;
}

async function seedOne(profile: Profile, plan: SeedPlan, number: number): Promise<Seeded> {
  const { space, speakers } = await roomOf(profile, plan);
  const saying = plan.media === true ? await wordsAndMedia(profile) : wordsAlone;
  const last = await lastOf(profile, plan);
  const random = new SeededRandom(number + 1);
  // Conversations end one after the other, so that the list has an order.
  const end = systemClock.now() - 60_000 * (number + 1);
  const step = Math.max(2, Math.floor((plan.fileBytes === undefined ? SPAN : FILES_SPAN) / plan.messages));
  const spoken: Omit<Draft, 'at'>[] = [];
  const speak = (said: Said) => {
    const speaker = speakers[random.integer(speakers.length)];
    if (speaker === undefined) throw new Error('nobody speaks there');
    for (const one of said) spoken.push({ speaker, ...one });
  };
  const [, other] = speakers;
  if (plan.fileBytes !== undefined && other !== undefined)
    for (const film of await filmsOf(profile, plan.messages - last.length, plan.fileBytes))
      for (const one of film) spoken.push({ speaker: other, ...one });
  while (spoken.length < plan.messages - last.length) speak(saying(random, spoken.length));
  for (const saysLast of last) speak(saysLast(random, spoken.length));
  const drafts = spoken.map((one, place): Draft => ({ ...one, at: end - (spoken.length - 1 - place) * step }));
  for (let from = 0; from < drafts.length; from += BATCH)
    await keep(profile, await say(space, drafts.slice(from, from + BATCH)));
  must(await profile.store.markRead(space, end));
  return { ...plan, messages: drafts.length, space, lastText: lastWordsOf(plan) };
}

/** Where it is said, and by whom besides oneself: with one person, or with a group. */
async function roomOf(
  profile: Profile,
  { name, members }: SeedPlan,
): Promise<{ readonly space: SpaceId; readonly speakers: readonly Speaker[] }> {
  const own: Speaker = { ...profile.identity, head: null };
  if (members !== undefined) {
    const { space, speakers } = await foundGroup(profile, { name, size: members, at: systemClock.now() - 2 * SPAN });
    return { space, speakers: [own, ...speakers] };
  }
  const { identity, card } = await makePerson(name);
  const { account, device, keys } = identity;
  return { space: await befriend(profile, card), speakers: [own, { account, device, keys, head: null }] };
}

/** What it ends with: words, and where there are media one of each before them, so that they are in view. */
async function lastOf(profile: Profile, plan: SeedPlan): Promise<readonly Saying[]> {
  const words: Saying = () => [{ kind: MESSAGE_KIND, body: { text: lastWordsOf(plan) } }];
  return plan.media === true ? [...(await oneOfEach(profile)), words] : [words];
}

const lastWordsOf = ({ name }: SeedPlan) => `The last words of ${name}`;
