/** Acts of a group that are well signed and in their place, and done by who has no right to them, or are of no form. */
import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { decodeCanonical, encodeCanonical } from '@domain/codec/canonical.ts';
import { makeCard } from '@domain/contact/card.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { AccountId } from '@shared/ids.ts';
import { must } from '../../integration/support/world.ts';
import type { Attacker } from '../attacker.ts';
import { changeValues } from './values.ts';

const KINDS = ['removed', 'role', 'changed', 'handed-over', 'dissolved', 'founded', 'added'] as const;

/** The frame of one such act by an attacker who is a mere member. The roster may keep it (GRP-7), but it counts for nothing. */
export async function usurp(
  attacker: Attacker,
  random: SeededRandom,
  { store, victim }: { readonly store: DocumentStore; readonly victim: AccountId },
): Promise<Uint8Array> {
  const kind = KINDS[random.integer(KINDS.length)] ?? 'removed';
  const whole = await bodyOf(attacker, kind, { store, victim });
  const body = random.chance(0.5) ? whole : changed(whole, random);
  const event = await attacker.sign({ ...attacker.next, kind: `group.${kind}`, body });
  attacker.genuine.add(event.id);
  return attacker.frame(attacker.update([event.payload]));
}

async function bodyOf(
  attacker: Attacker,
  kind: (typeof KINDS)[number],
  { store, victim }: { readonly store: DocumentStore; readonly victim: AccountId },
): Promise<Record<string, unknown>> {
  const heads = must(await store.chainHeads(attacker.space));
  const seen = heads.slice(0, 64).map(({ id }) => attacker.bytesOf(id));
  const policy = { post: 'admins', invite: 'admins', pin: 'admins', history: { kind: 'all' } };
  const texts = { name: 'Taken over', description: '', picture: { kind: 'generated' }, policy };
  const card = await ownCard(attacker);
  const cuts = [[attacker.bytesOf(attacker.victimDevice), -1, -1, null, null]];
  const self = attacker.bytesOf(attacker.identity.account);
  const bodies = {
    removed: { account: attacker.bytesOf(victim), cuts },
    role: { account: self, role: 'admin', cuts: [] },
    changed: { name: 'Taken over', policy },
    'handed-over': { account: self, card },
    dissolved: {},
    founded: { ...texts, nonce: new Uint8Array(16), card },
    added: { card, via: null, floors: [] },
  } as const;
  return { seen, ...bodies[kind] };
}

/** The card the group knows already: one more of it changes nothing. */
function ownCard({ identity }: Attacker): Promise<Uint8Array> {
  const { certificate, profile, profileAt, keys } = identity;
  const fields = { device: certificate.signing, certificates: [certificate.signed], profile, signaling: [] };
  return makeCard({ ...fields, version: profileAt }, (bytes) => keys.sign(bytes));
}

function changed(body: Record<string, unknown>, random: SeededRandom): unknown {
  const decoded = decodeCanonical(changeValues(encodeCanonical(body), random));
  return decoded.ok ? decoded.value : null;
}
