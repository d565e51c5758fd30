/** The rooms of invites: what who holds a link may say to the inviter, and who poses as the inviter to the one who asks. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { makeCard } from '@domain/contact/card.ts';
import { type Invite, readInvite } from '@domain/invite/invite.ts';
import { payloadOfText } from '@domain/invite/link.ts';
import { ownerProof, requestProof } from '@domain/invite/pairing.ts';
import { sealRequest } from '@domain/invite/sealedRequest.ts';
import { decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import type { Identity } from '@services/identity/identity.ts';
import { type Person, World, must } from '../integration/support/world.ts';
import { SpokenLink } from '../unit/renderer/services/support/replica.ts';
import { identityOf } from './attacker.ts';
import { ledgerOf } from './ledger.ts';
import { damage } from './mutators/bytes.ts';
import { changeForm, changeValues } from './mutators/values.ts';
import { type Joined, type Tap, tapNetwork } from './tap.ts';

/** What many frames at one of these doors led to. */
export interface PairingFigures {
  frames: number;
  cutOffs: number;
  readonly violations: string[];
}

/** Links may say this much to an inviter before they are cut off, and a little more has to be enough for any. */
const MOST_HEARD = 17;

/** Says damaged knocks and requests to an inviter: nobody may wait for an answer afterwards who did not truly ask. */
export async function askBadly(count: number, seed: number): Promise<PairingFigures> {
  const { world, tap, one: alice, other: mallory } = await strangers(seed);
  const invite = await inviteOf(must(await alice.workspace.createInvite()).link);
  const door = doorOf(tap, alice);
  const identity = await identityOf(mallory);
  // What a start does a moment later by itself is none of theirs.
  await world.pass(5000);
  const before = await ledgerOf(alice);
  const figures: PairingFigures = { frames: 0, cutOffs: 0, violations: [] };
  const random = new SeededRandom(seed);
  const whole = await request(identity, invite, {});
  const bases = [
    encodeLinkMessage({ t: 'knock', nonce: random.bytes(16) }),
    encodeLinkMessage({ t: 'answer', code: 'received' }),
    whole,
  ];
  const nearMisses = await Promise.all(
    [{ badProof: true }, { badCard: true }, { other: true }].map((how) => request(identity, invite, how)),
  );
  const next = (): Uint8Array =>
    random.chance(0.1) ? pick(nearMisses, random) : spoil(pick(bases, random), random, bases);
  while (figures.frames < count) await speak(world, door, next, figures);
  await world.pass(1000);
  const after = await ledgerOf(alice);
  if (after.records !== before.records) figures.violations.push('a request, contact or invite changed');
  // The same request undamaged is taken, or all of this would prove nothing.
  const honest = linkAt(door);
  honest.hear(whole);
  await world.pass(100);
  const isTaken = honest.take().some((message) => message.t === 'answer' && message.code === 'received');
  if (!isTaken) figures.violations.push('an honest request is not taken any more');
  return figures;
}

/** Speaks over one link until it is cut off, which must come soon enough. */
async function speak(world: World, door: Joined, next: () => Uint8Array, figures: PairingFigures): Promise<void> {
  const link = linkAt(door);
  for (let heard = 0; heard <= MOST_HEARD; heard += 1) {
    link.hear(next());
    await world.pass(0);
    figures.frames += 1;
    if (!link.isClosed) continue;
    figures.cutOffs += 1;
    return;
  }
  figures.violations.push('an inviter listens on and on');
}

/** Says damaged proofs and answers to who asks: they may tell nobody who they are, and believe no answer. */
export async function answerBadly(count: number, seed: number): Promise<PairingFigures> {
  const { world, tap, one: dave, other: eve } = await strangers(seed);
  const { link: text } = must(await eve.workspace.createInvite());
  const [invite, identity] = [await inviteOf(text), await identityOf(eve)];
  await eve.close();
  must(await dave.workspace.acceptInvite(text));
  await world.pass(500);
  const door = doorOf(tap, dave);
  const before = await ledgerOf(dave);
  const figures: PairingFigures = { frames: 0, cutOffs: 0, violations: [] };
  const random = new SeededRandom(seed);
  // A signature by the right key over something else, for the right nonce: the nearest miss there is.
  const signature = await identity.keys.sign(invite.token);
  let link = linkAt(door);
  for (; figures.frames < count; figures.frames += 1) {
    if (figures.frames % 50 === 49) link = linkAt(door);
    const bases = answersTo(link, signature, random);
    link.hear(random.chance(0.3) ? pick(bases, random) : spoil(pick(bases, random), random, bases));
    await world.pass(0);
    if (link.said.length > 1) figures.violations.push('who asks said more than a knock');
  }
  const after = await ledgerOf(dave);
  if (after.records !== before.records) figures.violations.push('an answer of nobody was believed');
  if (!(await isAsked(world, door, (nonce) => identity.keys.sign(ownerProof(invite.token, nonce)))))
    figures.violations.push('a true inviter is not asked any more');
  return figures;
}

function answersTo(link: SpokenLink, signature: Uint8Array, random: SeededRandom): readonly Uint8Array[] {
  const nonce = knockOn(link) ?? random.bytes(16);
  return [
    encodeLinkMessage({ t: 'owner', nonce, signature }),
    encodeLinkMessage({ t: 'owner', nonce, signature: random.bytes(64) }),
    encodeLinkMessage({ t: 'answer', code: 'received' }),
    encodeLinkMessage({ t: 'answer', code: 'revoked' }),
  ];
}

async function isAsked(
  world: World,
  door: Joined,
  prove: (nonce: Uint8Array) => Promise<Uint8Array>,
): Promise<boolean> {
  const link = linkAt(door);
  const nonce = knockOn(link);
  if (nonce === null) return false;
  link.hear({ t: 'owner', nonce, signature: await prove(nonce) });
  await world.pass(100);
  return link.take().some(({ t }) => t === 'request');
}

/** The nonce of the knock that was said on a link. */
function knockOn(link: SpokenLink): Uint8Array | null {
  for (const bytes of link.said) {
    const message = decodeLinkMessage(bytes);
    if (message.ok && message.value.t === 'knock') return message.value.nonce;
  }
  return null;
}

function linkAt(door: Joined): SpokenLink {
  const link = new SpokenLink();
  door.onLink(link);
  return link;
}

function pick(values: readonly Uint8Array[], random: SeededRandom): Uint8Array {
  return values[random.integer(values.length)] ?? new Uint8Array();
}

async function strangers(seed: number): Promise<{ world: World; tap: Tap; one: Person; other: Person }> {
  const world = new World(seed);
  const tap = tapNetwork(world.network);
  return { world, tap, one: await world.person('One'), other: await world.person('Other') };
}

async function inviteOf(link: string): Promise<Invite> {
  return must(await readInvite(must(payloadOfText(link)), verifySignature));
}

function doorOf(tap: Tap, person: Person): Joined {
  const door = tap.joined.findLast(({ transport, room }) => transport === person.transport && room.capacity > 1);
  if (door === undefined) throw new Error('nobody waits in the room of an invite');
  return door;
}

/** A request as it should be but for one thing. Whole, it would be taken. */
async function request(
  identity: Identity,
  invite: Invite,
  how: { badProof?: boolean; badCard?: boolean; other?: boolean },
): Promise<Uint8Array> {
  const { certificate, profile, keys } = identity;
  const fields = {
    device: certificate.signing,
    certificates: [certificate.signed],
    profile,
    signaling: [],
    version: 1,
  };
  const sign = (bytes: Uint8Array) => keys.sign(bytes);
  const card = await makeCard(how.badCard === true ? { ...fields, device: certificate.agreement } : fields, sign);
  const inviter = how.other === true ? identity.account : invite.certificate.account;
  const proof = await sign(how.badProof === true ? card : requestProof(invite.token, inviter, card));
  const shared = must(await keys.agree(invite.certificate.agreement));
  const nonce = new Uint8Array(24).fill(5);
  const sealed = sealRequest({ card, signature: proof }, { shared, token: invite.token, nonce });
  return encodeLinkMessage({ t: 'request', agreement: keys.public.agreement, nonce, sealed });
}

/** Damaged so that it cannot be what it was: one that came out whole is cut short. */
function spoil(base: Uint8Array, random: SeededRandom, others: readonly Uint8Array[]): Uint8Array {
  const other = others[random.integer(others.length)] ?? base;
  const ways = [() => damage(base, random, other), () => changeValues(base, random), () => changeForm(base, random)];
  const spoilt = ways[random.integer(3)]?.() ?? base;
  return others.some((whole) => Buffer.compare(whole, spoilt) === 0) ? spoilt.slice(1) : spoilt;
}
