/** Mini programs in chats of this profile: genuine packages, cards and updates, by the product's own modules. */
import { systemClock } from '@adapters/system/systemClock.ts';
import { UPDATE_KIND, splitWord } from '@domain/mini/parts.ts';
import { encodeUpdate } from '@domain/mini/updateText.ts';
import { LinkedBlobExchange } from '@services/blobs/blobExchange.ts';
import { BlobLibrary } from '@services/blobs/blobLibrary.ts';
import { BlobRecords } from '@services/blobs/blobRecords.ts';
import { HostBlobStore } from '@services/blobs/hostBlobStore.ts';
import { markAgreement } from '@services/journal/standing.ts';
import { createProgramActs } from '@services/mini/programActs.ts';
import { UpdatePacker } from '@services/mini/updatePacker.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { ProgramPlan, SeededProgram } from '../support/pageContract.ts';
import { befriend, must, openProfile } from './profile.ts';
import { type Draft, type Speaker, keep, makePerson, say } from './speakers.ts';

const BATCH = 1000;
/** Between two updates, ms. */
const STEP = 1000;

/** Puts programs into chats: into one that is there, or each into one with somebody new, who says all of its updates. */
export async function seedPrograms(plans: readonly ProgramPlan[]): Promise<readonly SeededProgram[]> {
  const { store, journal } = await openProfile();
  const made: SeededProgram[] = [];
  for (const plan of plans) made.push(await seedOne(plan));
  // As the app itself notes every minute: without it the next start reads both through.
  await markAgreement({ store, journal });
  return made;
}

async function seedOne(plan: ProgramPlan): Promise<SeededProgram> {
  const profile = await openProfile();
  const packer = new UpdatePacker(profile);
  const { identity, card } = await makePerson(plan.name);
  const space = plan.space === null ? await befriend(profile, card) : (plan.space as SpaceId);
  const acts = await programActs();
  const bytes = Uint8Array.from(atob(plan.packed), (letter) => letter.charCodeAt(0));
  const { facts } = must(await acts.keepPackage(new File([bytes], 'program.xdc')));
  const { instance } = must(await acts.sendProgram(space, facts.package));
  const speaker: Speaker = { account: identity.account, device: identity.device, keys: identity.keys, head: null };
  const start = systemClock.now() - plan.updates.length * STEP;
  for (let from = 0; from < plan.updates.length; from += BATCH) {
    const drafts = plan.updates
      .slice(from, from + BATCH)
      .map((payload, index) => draftOf(speaker, { instance, payload, at: start + (from + index) * STEP }));
    await keep(profile, await say(space, drafts));
    // As the engine does whenever it has taken updates in.
    must(await packer.pack({ space, instance }));
  }
  return { name: plan.name, space, instance };
}

function draftOf(
  speaker: Speaker,
  { instance, payload, at }: { readonly instance: EventId; readonly payload: string; readonly at: number },
): Draft {
  const [body] = splitWord({ instance, document: null, bytes: encodeUpdate({ payload }) }) ?? [];
  return { speaker, kind: UPDATE_KIND, body, at };
}

async function programActs() {
  const { identity, store, host, replicator, log } = await openProfile();
  const blobs = new HostBlobStore({ host, account: identity.account });
  const records = new BlobRecords(store, systemClock);
  const exchange = new LinkedBlobExchange({ store: blobs, records, clock: systemClock, log, mayGive: () => true });
  const library = new BlobLibrary({ store: blobs, records, exchange, budget: () => Number.MAX_SAFE_INTEGER });
  const packer = new UpdatePacker({ store });
  const own = { self: identity.account, identity: () => identity, whyNotWrite: () => null };
  const documents = { said: () => undefined, forget: () => Promise.resolve(ok()) };
  const letGo = () => Promise.resolve();
  return createProgramActs({ ...own, letGo, documents, packer, store, host, clock: systemClock, replicator, library });
}
