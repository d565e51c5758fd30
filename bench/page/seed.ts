/** Genuine history: people with keys and cards, chains of signed events from both sides, in database and journal. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import { readCard } from '@domain/contact/card.ts';
import { admitEvent } from '@domain/event/admission.ts';
import { encodeEvent, eventSigningBytes, sealEvent } from '@domain/event/codec.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { DeviceKeys } from '@ports/keyVault.ts';
import { OwnSelf } from '@services/engine/ownSelf.ts';
import { createIdentity } from '@services/identity/identity.ts';
import { markAgreement } from '@services/journal/standing.ts';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { SeedPlan, Seeded } from '../support/pageContract.ts';
import { type Profile, befriend, must, openProfile } from './profile.ts';
import { mixedText } from './mixedText.ts';

const BATCH = 2000;
const SPAN = 60 * 24 * 3_600_000;

/** A device that says something: its chain goes on. */
export interface Speaker {
  readonly account: AccountId;
  readonly device: DeviceId;
  readonly keys: DeviceKeys;
  head: { seq: number; id: EventId; at: number } | null;
}

/** Someone with keys of their own. */
export async function makePerson(name: string) {
  const vault = new MemoryKeyVault({ random: systemRandom });
  const parts = { vault, verify: verifySignature, clock: systemClock, random: systemRandom };
  const identity = must(await createIdentity(parts, { name, avatar: { kind: 'generated' } }));
  const { card } = await OwnSelf.open(parts, identity);
  return { identity, card: must(await readCard(card, verifySignature)) };
}

/** Makes people and talks with each, the plans one after another. */
export async function seed(plans: readonly SeedPlan[]): Promise<readonly Seeded[]> {
  const profile = await openProfile();
  const made: Seeded[] = [];
  for (const plan of plans) made.push(await seedOne(profile, plan, made.length));
  const { store, journal } = profile;
  // As the app itself notes every minute: without it the next start reads both through.
  await markAgreement({ store, journal });
  return made;
}

async function seedOne(profile: Profile, plan: SeedPlan, number: number): Promise<Seeded> {
  const { identity, card } = await makePerson(plan.name);
  const space = await befriend(profile, card);
  const speakers: readonly [Speaker, Speaker] = [
    { ...profile.identity, head: null },
    { account: identity.account, device: identity.device, keys: identity.keys, head: null },
  ];
  const random = new SeededRandom(number + 1);
  // Conversations end one after the other, so that the list has an order.
  const end = systemClock.now() - 60_000 * (number + 1);
  const step = Math.max(2, Math.floor(SPAN / plan.messages));
  let lastText = '';
  let lastAt = 0;
  for (let from = 0; from < plan.messages; from += BATCH) {
    const drafts: Draft[] = [];
    for (let index = from; index < Math.min(from + BATCH, plan.messages); index += 1) {
      const isLast = index === plan.messages - 1;
      lastText = isLast ? `The last words of ${plan.name}` : mixedText(random, index);
      lastAt = end - (plan.messages - 1 - index) * step;
      const speaker = speakers[random.chance(0.5) ? 0 : 1];
      drafts.push({ speaker, kind: MESSAGE_KIND, body: { text: lastText }, at: lastAt });
    }
    await keep(profile, await say(space, drafts));
  }
  must(await profile.store.markRead(space, lastAt));
  return { ...plan, space, lastText };
}

/** What is to be said. */
export interface Draft {
  readonly speaker: Speaker;
  readonly kind: string;
  readonly body: unknown;
  readonly at: number;
}

/** Makes signed events of what is to be said. */
export async function say(space: SpaceId, drafts: readonly Draft[]): Promise<readonly AdmittedEvent[]> {
  return Promise.all(
    drafts.map(async ({ speaker, kind, body, at }) => {
      const { head, device, account, keys } = speaker;
      const place = { seq: (head?.seq ?? -1) + 1, prev: head?.id ?? null };
      const content = { space, kind, device, ...place, at, body };
      const bytes = encodeEvent(content);
      // The id does not hang on the signature: the chain goes on while signatures are made.
      const { id } = sealEvent(content, bytes, new Uint8Array(64));
      speaker.head = { seq: content.seq, id, at };
      const signed = sealEvent(content, bytes, await keys.sign(eventSigningBytes(kind, bytes)));
      return must(admitEvent(signed, { space, accountOf: () => account, head, now: at }));
    }),
  );
}

/** Keeps events as the app does. */
export async function keep({ store, journal }: Profile, events: readonly AdmittedEvent[]): Promise<void> {
  const entries = events.map(({ payload }) => ({ t: 'event', payload }) as const);
  const [stored, journalled] = await Promise.all([store.admit(events, 'relaxed'), journal.append(entries)]);
  must(stored);
  must(journalled);
}
