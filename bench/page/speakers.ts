/** People with keys and cards who say things: chains of signed events, kept as the app keeps them. */
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { readCard } from '@domain/contact/card.ts';
import { admitEvent } from '@domain/event/admission.ts';
import { encodeEvent, eventSigningBytes, sealEvent } from '@domain/event/codec.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { DeviceKeys } from '@ports/keyVault.ts';
import { OwnSelf } from '@services/engine/ownSelf.ts';
import { createIdentity } from '@services/identity/createIdentity.ts';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Profile, must } from './profile.ts';

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
