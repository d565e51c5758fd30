/** Somebody who has the reunion secrets of another person's backup, and keys and a card of their own. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { NO_PAPERS, familyOf } from '@domain/device/family.ts';
import { type Reunion, decodeReunions } from '@domain/link/reunion.ts';
import { reunionRoom } from '@domain/link/rooms.ts';
import { decodeCanonical } from '@domain/codec/canonical.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import { OwnSelf } from '@services/engine/ownSelf.ts';
import { openIdentity } from '@services/identity/identity.ts';
import type { IntroductionParts, Met } from '@services/reunions/introduction.ts';
import type { DeviceId } from '@shared/ids.ts';
import type { HeldBackup } from './restoredDevice.ts';
import { type Person, must } from './world.ts';

/** The secrets a backup has. */
export function reunionsOf({ entries }: Pick<HeldBackup, 'entries'>): readonly Reunion[] {
  for (const bytes of entries.toReversed()) {
    const entry = decodeCanonical(bytes);
    const said = entry.ok && isMap(entry.value) && entry.value['name'] === 'reunions' ? entry.value['bytes'] : null;
    const value = said instanceof Uint8Array ? decodeCanonical(said) : null;
    const rows = value?.ok === true && isMap(value.value) ? value.value['rows'] : null;
    if (rows instanceof Uint8Array) return decodeReunions(rows);
  }
  throw new Error('a backup has reunions');
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Keys and card of a person, for saying what their app would not. */
export async function selfOf(
  person: Person,
  seed = 4711,
): Promise<{ readonly own: OwnSelf; readonly parts: IntroductionParts }> {
  const random = new SeededRandom(seed);
  const vault = new MemoryKeyVault({ random, disk: person.keys });
  const { clock } = person.world;
  const identity = must(await openIdentity({ vault, verify: verifySignature, clock, random }));
  if (identity === null) throw new Error(`${person.name} has no identity`);
  const own = await OwnSelf.open({ vault, clock, verify: verifySignature }, identity);
  const parts: IntroductionParts = {
    identity: () => identity,
    ownCard: () => own.card,
    random,
    verify: verifySignature,
    familyIn: () => familyOf(NO_PAPERS),
    onCard: () => Promise.resolve(),
  };
  return { own, parts };
}

/** The room of a backup's device with this person's, as somebody sees it who has its secret: who comes, and all that is said to them there. */
export async function roomWith(
  backup: HeldBackup,
  person: Person,
  onLink: (link: PeerLink, met: Met) => void,
): Promise<{ readonly links: PeerLink[]; readonly heard: Uint8Array[] }> {
  const { certificate } = (await selfOf(person)).own.identity.get();
  const reunion = reunionsOf(backup).find(({ theirs }: { readonly theirs: DeviceId }) => theirs === certificate.device);
  if (reunion === undefined) throw new Error(`no reunion with ${person.name}`);
  const seen = { links: [] as PeerLink[], heard: [] as Uint8Array[] };
  const room = { ...reunionRoom(reunion.secret), signaling: [], capacity: 4 };
  person.world.network.createTransport().join(room, (link) => {
    seen.links.push(link);
    link.onMessage((_channel, bytes) => seen.heard.push(bytes));
    const target = { account: certificate.account, certificate, signaling: [] };
    onLink(link, { target, secret: reunion.secret });
  });
  return seen;
}
