/** What somebody tries who was not given leave to read a circle, or was given it once. */
import { describe, expect, it } from 'vitest';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { idBytes } from '@domain/event/codec.ts';
import { type LinkMessage, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import { pairRoom } from '@domain/link/rooms.ts';
import { MomentKeep, readKeptCircle } from '@domain/moments/kept.ts';
import { PASS_LIFE, type PassFields, makePass } from '@domain/moments/pass.ts';
import { blindedId, encodeMomentWord, type MomentWord } from '@domain/moments/words.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import { type Identity, openIdentity } from '@services/identity/identity.ts';
import type { SpaceId } from '@shared/ids.ts';
import { post, texts } from './support/moments.ts';
import { type Person, type World, must, setup } from './support/world.ts';

async function identityOf(person: Person): Promise<Identity> {
  const vault = new MemoryKeyVault({ random: new SeededRandom(1), disk: person.keys });
  const parts = { vault, verify: verifySignature, clock: person.world.clock, random: new SeededRandom(2) };
  const identity = must(await openIdentity(parts));
  if (identity === null) throw new Error('no identity');
  return identity;
}

/** A link on which all that comes is noted, as one of two people. */
class Liar {
  readonly heard: Uint8Array[] = [];
  private readonly link: PeerLink;

  constructor(link: PeerLink) {
    this.link = link;
    link.onMessage((channel, bytes) => {
      if (channel === 'sync') this.heard.push(bytes.slice());
    });
  }

  static async meet(self: Identity, other: Identity, world: World): Promise<Liar> {
    const shared = must(await self.keys.agree(other.certificate.agreement));
    const links: PeerLink[] = [];
    const room = { ...pairRoom(shared, self.device, other.device), signaling: [], capacity: 1 };
    world.network.createTransport().join(room, (link) => links.push(link));
    await world.pass(15_000);
    const [link] = links;
    if (link === undefined) throw new Error('no link');
    return new Liar(link);
  }

  say(message: LinkMessage): void {
    void this.link.send('sync', encodeLinkMessage(message));
  }

  tell(word: MomentWord): void {
    this.say({ t: 'feed.word', lane: 'moments', word: encodeMomentWord(word) });
  }

  /** Asks for a space as one would who shares it. */
  ask(space: SpaceId, { device }: Identity): void {
    this.say({ t: 'digests', spaces: [[space, new Uint8Array(32)]] });
    this.say({ t: 'range', space, device, from: 0, below: 100, up: false });
  }

  /** Whether anything that came names a space or says these words. */
  knowsOf(space: SpaceId, words: string): boolean {
    return this.heard.some((bytes) => holds(bytes, idBytes(space)) || holds(bytes, new TextEncoder().encode(words)));
  }

  get refusals(): readonly string[] {
    return this.heard.flatMap((bytes) => {
      const message = decodeLinkMessage(bytes);
      return message.ok && message.value.t === 'refused' ? [message.value.code] : [];
    });
  }

  close(): void {
    this.link.close();
  }
}

function holds(bytes: Uint8Array, part: Uint8Array): boolean {
  return bytes.some((_, at) => part.every((byte, place) => bytes[at + place] === byte));
}

interface Scene {
  readonly world: World;
  readonly alice: Person;
  readonly bob: Person;
  readonly mallory: Person;
  readonly keys: { readonly alice: Identity; readonly bob: Identity; readonly mallory: Identity };
  readonly circle: SpaceId;
  readonly nonce: Uint8Array;
  readonly secret: Uint8Array;
}

/** Alice posts to Bob alone; Mallory is a contact of both, and knows which space that is. */
async function scene(): Promise<Scene> {
  const { world, people } = await setup('Alice', 'Bob', 'Mallory');
  const [alice, bob, mallory] = people as [Person, Person, Person];
  const audience = { kind: 'only' as const, accounts: [await bob.account()] };
  await post(alice, 'For Bob alone', { audience });
  await post(alice, 'And this too', { audience });
  await world.pass(5000);
  const keys = { alice: await identityOf(alice), bob: await identityOf(bob), mallory: await identityOf(mallory) };
  await mallory.close();
  await alice.close();
  await world.pass(60_000);
  const store = new MemoryDocumentStore({ disk: alice.disk });
  must(await store.open(keys.alice.account));
  const rows = must(await store.feed.keeps.all(MomentKeep.circle));
  const row = rows.find(({ bytes }) => readKeptCircle(bytes)?.kind === 'other');
  const kept = row === undefined ? null : readKeptCircle(row.bytes);
  if (row === undefined || kept === null) throw new Error('no circle');
  return { ...{ world, alice, bob, mallory, keys }, circle: row.id as SpaceId, nonce: kept.nonce, secret: kept.secret };
}

/** A pass for Mallory as Alice would sign it, but for the change. */
function passFields({ keys, nonce, secret, world }: Scene, change: Partial<PassFields> = {}): PassFields {
  const { alice, mallory } = keys;
  const ids = { owner: alice.account, reader: mallory.account, device: alice.device };
  return { kind: 'other', nonce, ...ids, epoch: 0, secret, at: world.clock.now(), from: 0, ...change };
}

async function tryWith(at: Scene, pass: Uint8Array | null): Promise<Liar> {
  const liar = await Liar.meet(at.keys.mallory, at.keys.bob, at.world);
  const ids = blindedId({ circle: at.circle, secret: at.secret }, at.keys.mallory.device, at.keys.bob.device);
  liar.tell({ t: 'hold', ids: Uint8Array.from(Buffer.from(ids, 'base64url')) });
  if (pass !== null) liar.tell({ t: 'show', passes: [pass] });
  await at.world.pass(1000);
  liar.ask(at.circle, at.keys.alice);
  await at.world.pass(30_000);
  return liar;
}

describe('somebody without leave', () => {
  it('VIS-4 a pass that is good opens the circle: what is tried below could succeed', async () => {
    const at = await scene();
    const pass = await makePass(passFields(at), (bytes) => at.keys.alice.keys.sign(bytes));
    expect(pass.circle).toBe(at.circle);
    const liar = await tryWith(at, pass.packed);
    expect(liar.knowsOf(at.circle, 'For Bob alone')).toBe(true);
    expect(liar.refusals).toEqual([]);
  });

  it('VIS-17 a pass for some of it opens that much, however much is asked for', async () => {
    const at = await scene();
    const pass = await makePass(passFields(at, { from: 1 }), (bytes) => at.keys.alice.keys.sign(bytes));
    const liar = await tryWith(at, pass.packed);
    expect(liar.knowsOf(at.circle, 'And this too')).toBe(true);
    expect(liar.heard.some((bytes) => holds(bytes, new TextEncoder().encode('For Bob alone')))).toBe(false);
    expect(liar.refusals).toEqual([]);
  });

  it('VIS-5 without a pass nothing comes, not even that there is such a circle', async () => {
    const at = await scene();
    const liar = await tryWith(at, null);
    // Bob was told that both read it, and shows his own pass to who says so truly; it tells nothing one did not have to know.
    const shown = liar.heard.filter((bytes) => {
      const message = decodeLinkMessage(bytes);
      return !(message.ok && message.value.t === 'feed.word');
    });
    expect(shown.some((bytes) => holds(bytes, idBytes(at.circle)))).toBe(false);
    expect(liar.heard.some((bytes) => holds(bytes, new TextEncoder().encode('For Bob alone')))).toBe(false);
    expect(liar.refusals).toEqual([]);
  });

  it("VIS-3 with another's pass, on another's link, nothing comes, and it is an offence", async () => {
    const at = await scene();
    const reader = at.keys.bob.account;
    const pass = await makePass(passFields(at, { reader }), (bytes) => at.keys.alice.keys.sign(bytes));
    const liar = await tryWith(at, pass.packed);
    expect(liar.heard.some((bytes) => holds(bytes, new TextEncoder().encode('For Bob alone')))).toBe(false);
    expect(liar.refusals).toEqual(['feed-word-refused']);
  });

  it.each(['as Alice', 'as a device nobody said is hers'])(
    'VIS-3 a pass that its owner did not sign, %s, opens nothing; under the name of a known device it is an offence',
    async (how) => {
      const at = await scene();
      const device = how === 'as Alice' ? at.keys.alice.device : at.keys.mallory.device;
      const { packed } = await makePass(passFields(at, { device }), (bytes) => at.keys.mallory.keys.sign(bytes));
      const liar = await tryWith(at, packed);
      expect(liar.heard.some((bytes) => holds(bytes, new TextEncoder().encode('For Bob alone')))).toBe(false);
      expect(liar.refusals).toEqual(how === 'as Alice' ? ['feed-word-refused'] : []);
    },
  );

  it('VIS-3 a pass whose time is over opens nothing, and is no offence', async () => {
    const at = await scene();
    const before = passFields(at, { at: at.world.clock.now() - PASS_LIFE });
    const pass = await makePass(before, (bytes) => at.keys.alice.keys.sign(bytes));
    const liar = await tryWith(at, pass.packed);
    expect(liar.heard.some((bytes) => holds(bytes, new TextEncoder().encode('For Bob alone')))).toBe(false);
    expect(liar.refusals).toEqual([]);
  });

  it('VIS-9 a pass of an epoch that is over is worth nothing to who knows the next', async () => {
    const at = await scene();
    const { world, alice, bob, keys } = at;
    await alice.open();
    await world.pass(30_000);
    await post(alice, 'To all');
    await world.pass(5000);
    const store = new MemoryDocumentStore({ disk: alice.disk });
    must(await store.open(keys.alice.account));
    const rows = must(await store.feed.keeps.all(MomentKeep.circle));
    const base = rows.find(({ bytes }) => readKeptCircle(bytes)?.kind === 'base');
    const kept = base === undefined ? null : readKeptCircle(base.bytes);
    if (base === undefined || kept === null) throw new Error('no circle');
    const fields = passFields(at, { kind: 'base', nonce: kept.nonce, secret: kept.secret });
    const old = await makePass(fields, (bytes) => keys.alice.keys.sign(bytes));
    must(await alice.workspace.closeMomentsTo(keys.mallory.account, true));
    await post(alice, 'Not to Mallory');
    await world.pass(15_000);
    expect(await texts(bob)).toContain('Not to Mallory');
    await alice.close();
    await world.pass(30_000);
    const circle = base.id as SpaceId;
    const liar = await tryWith({ ...at, circle, secret: kept.secret }, old.packed);
    expect(liar.knowsOf(circle, 'Not to Mallory')).toBe(false);
    expect(liar.refusals).toEqual([]);
  });

  it('VIS-3 what is given by who does not own it, or is no word, is an offence', async () => {
    const at = await scene();
    const liar = await Liar.meet(at.keys.mallory, at.keys.bob, at.world);
    const given = await makePass(passFields(at, { reader: at.keys.bob.account }), (bytes) =>
      at.keys.alice.keys.sign(bytes),
    );
    liar.tell({ t: 'give', passes: [given.packed] });
    liar.say({ t: 'feed.word', lane: 'moments', word: Uint8Array.of(1, 2, 3) });
    await at.world.pass(1000);
    expect(liar.refusals).toEqual(['feed-word-refused', 'feed-word-refused']);
  });
});
