/**
 * What a contact gone bad, or who else holds an invite link, tries. A test that `fails` proves a hole that is open: when it is
 * closed, the test passes, vitest says so, and `.fails` goes away. See docs/threat-model.md.
 */
import { describe, expect, it } from 'vitest';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import type { SignedBytes } from '@domain/codec/signed.ts';
import { makeCard, readCard } from '@domain/contact/card.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import { encodeEvent, eventSigningBytes, sealEvent } from '@domain/event/codec.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import { certifyDevice } from '@domain/identity/certificate.ts';
import { rootSeedOf } from '@domain/identity/recoveryPhrase.ts';
import { makeInvite, readInvite } from '@domain/invite/invite.ts';
import { inviteLink, payloadOfText } from '@domain/invite/link.ts';
import { requestProof } from '@domain/invite/pairing.ts';
import { openRequest, sealRequest } from '@domain/invite/sealedRequest.ts';
import { type LinkMessage, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import { inviteRoom, pairRoom } from '@domain/link/rooms.ts';
import { encodeUpdate } from '@domain/log/encodeUpdate.ts';
import { encodeSyncUpdate } from '@domain/log/syncMessage.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import { type Identity, openIdentity } from '@services/identity/identity.ts';
import { type Person, World, must, setup } from './support/world.ts';

interface Stolen {
  readonly identity: Identity;
  readonly signWithRoot: (bytes: Uint8Array) => Promise<Uint8Array>;
}

/** A person's keys in the hands of their bad self. */
async function stolen(person: Person): Promise<Stolen> {
  const vault = new MemoryKeyVault({ random: new SeededRandom(1), disk: person.keys });
  const parts = { vault, verify: verifySignature, clock: person.world.clock, random: new SeededRandom(2) };
  const identity = must(await openIdentity(parts));
  const entropy = must(await vault.recall('recovery-entropy.v1'));
  if (identity === null || entropy === null) throw new Error('no identity');
  return { identity, signWithRoot: (bytes) => vault.signWithSeed(rootSeedOf(entropy), bytes) };
}

/** Takes the place of a person at their end of the link with another. */
async function meetAs(self: Identity, other: Identity, world: World): Promise<PeerLink> {
  const shared = must(await self.keys.agree(other.certificate.agreement));
  const links: PeerLink[] = [];
  const room = { ...pairRoom(shared, self.device, other.device), signaling: [], capacity: 1 };
  world.network.createTransport().join(room, (link) => links.push(link));
  await world.pass(15_000);
  const [link] = links;
  if (link === undefined) throw new Error('no link');
  return link;
}

function cardOf(self: Identity, certificates: readonly SignedBytes[], version: number): Promise<Uint8Array> {
  const { profile } = self;
  const fields = { device: self.certificate.signing, certificates, profile, signaling: [], version };
  return makeCard(fields, (bytes) => self.keys.sign(bytes));
}

const say = (link: PeerLink, message: LinkMessage) => void link.send('sync', encodeLinkMessage(message));

describe('a contact gone bad', () => {
  /** Bob's words from Alice after Mallory said a new card on her link and Alice started again. */
  async function wordsAfter(
    claimOf: (evil: Stolen, victim: Stolen) => Promise<readonly SignedBytes[]>,
  ): Promise<readonly string[]> {
    const { world, people } = await setup('Alice', 'Bob', 'Mallory');
    const [alice, one, two] = people as [Person, Person, Person];
    // Whoever is read last from the store wins: the account that sorts higher attacks.
    const [bob, mallory] = (await one.account()) < (await two.account()) ? [one, two] : [two, one];
    const [evil, victim, owner] = [await stolen(mallory), await stolen(bob), await stolen(alice)];
    await mallory.close();
    await world.pass(20_000);
    const certificates = [evil.identity.certificate.signed, ...(await claimOf(evil, victim))];
    const card = await cardOf(evil.identity, certificates, world.clock.now() + 1);
    say(await meetAs(evil.identity, owner.identity, world), { t: 'hello', v: 1, card });
    await world.pass(500);
    await alice.close();
    await alice.open();
    await world.pass(30_000);
    await alice.say(bob.name, 'are you there?');
    await world.pass(30_000);
    return bob.texts('Alice');
  }

  it('LNK-4 leaves the link to another contact alone with a new card of their own', async () => {
    expect(await wordsAfter(() => Promise.resolve([]))).toEqual(['are you there?']);
  });

  it('LNK-4 cannot take the link to another contact by naming their device as its own', async () => {
    const words = await wordsAfter(async (evil, victim) => {
      const { signing, agreement } = victim.identity.certificate;
      const { root } = evil.identity.certificate;
      return [await certifyDevice({ root, signing, agreement, roles: ['chat'], at: 1 }, evil.signWithRoot)];
    });
    expect(words).toEqual(['are you there?']);
  });

  it('LNK-3 cannot make the journal grow without end by new cards', async () => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice, bob] = people as [Person, Person];
    const [evil, owner] = [await stolen(bob), await stolen(alice)];
    await bob.close();
    await world.pass(20_000);
    const link = await meetAs(evil.identity, owner.identity, world);
    const { account } = owner.identity;
    const before = must(await alice.host.call('journal.describe', { account })).count;
    for (let n = 1; n <= 200; n += 1) {
      const card = await cardOf(evil.identity, [evil.identity.certificate.signed], world.clock.now() + n);
      say(link, { t: 'hello', v: 1, card });
    }
    await world.pass(1000);
    expect(must(await alice.host.call('journal.describe', { account })).count - before).toBeLessThan(20);
  });

  it('REP-5 cannot have everything sent again and again', async () => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice, bob] = people as [Person, Person];
    for (let n = 0; n < 20; n += 1) await alice.say('Bob', 'x'.repeat(10_000));
    await world.pass(2000);
    const [evil, owner] = [await stolen(bob), await stolen(alice)];
    await bob.close();
    await world.pass(20_000);
    const link = await meetAs(evil.identity, owner.identity, world);
    let heard = 0;
    link.onMessage((_, bytes) => (heard += bytes.length));
    const space = await alice.spaceWith('Bob');
    const bucket = bucketOf(world.clock.now());
    // An empty state vector: nothing is here.
    const nothing = Uint8Array.of(0, 1, 0);
    for (let n = 0; n < 100; n += 1) say(link, { t: 'sync', space, bucket, message: nothing });
    await world.pass(5000);
    expect(heard).toBeLessThan(10 * 200_000);
  });

  // Open until an account may have several devices: then a certificate says from when on its device speaks.
  it.fails('CHT-5 GAP cannot have a device that never spoke put words before what was read, uncounted', async () => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice, bob] = people as [Person, Person];
    await bob.say('Alice', 'Shall we?');
    await world.pass(1000);
    const space = await alice.spaceWith('Bob');
    must(await alice.workspace.markRead(space, (await alice.messages('Bob')).at(-1)?.at ?? 0));
    await alice.say('Bob', 'Yes, I agree.');
    const [evil, owner] = [await stolen(bob), await stolen(alice)];
    await bob.close();
    await world.pass(20_000);
    const second = must(await new MemoryKeyVault({ random: new SeededRandom(77) }).createDevice());
    const { root, signed } = evil.identity.certificate;
    const more = await certifyDevice({ root, ...second.public, roles: ['chat'], at: 1 }, evil.signWithRoot);
    const link = await meetAs(evil.identity, owner.identity, world);
    say(link, { t: 'hello', v: 1, card: await cardOf(evil.identity, [signed, more], world.clock.now() + 1) });
    const at = world.clock.now() - 600_000;
    const kind = 'chat.message';
    const device = deviceOfKey(second.public.signing);
    const words = { space, kind, device, seq: 0, prev: null, at, body: { text: 'You would pay for all of us.' } };
    const bytes = encodeEvent(words);
    const { payload } = sealEvent(words, bytes, await second.sign(eventSigningBytes(kind, bytes)));
    const update = encodeUpdate(space, bucketOf(at), [{ device, start: 0, payloads: [payload] }]);
    await world.pass(200);
    say(link, { t: 'sync', space, bucket: bucketOf(at), message: encodeSyncUpdate('update', update) });
    await world.pass(1000);
    const texts = await alice.texts('Bob');
    if (texts.length !== 3 || texts[0] !== 'You would pay for all of us.')
      throw new Error(`not put in: ${texts.join()}`);
    expect((await alice.read(alice.workspace.conversations()))[0]).toMatchObject({ unread: 1 });
  });

  it('REP-6 one message of digests has one answer for each space', async () => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice, bob] = people as [Person, Person];
    const [evil, owner] = [await stolen(bob), await stolen(alice)];
    await bob.close();
    await world.pass(20_000);
    const link = await meetAs(evil.identity, owner.identity, world);
    let answers = 0;
    link.onMessage(() => (answers += 1));
    const space = await alice.spaceWith('Bob');
    const rows = Array.from({ length: 4096 }, (): [typeof space, Uint8Array] => [space, new Uint8Array(32)]);
    await world.pass(100);
    answers = 0;
    say(link, { t: 'digests', spaces: rows });
    await world.pass(1000);
    expect(answers).toBeLessThan(10);
  });
});

describe('who else holds an invite link', () => {
  it('INV-14 who passes on what the two say overhears nothing that names the asking side', async () => {
    const world = new World();
    const [alice, bob] = [await world.person('Alice'), await world.person('Roberta Guest')];
    const invite = must(await alice.workspace.createInvite());
    const { token, certificate } = must(await readInvite(must(payloadOfText(invite.link)), verifySignature));
    const overheard: Uint8Array[] = [];
    const links: PeerLink[] = [];
    const room = { ...inviteRoom(token, certificate.account), signaling: [], capacity: 8 };
    world.network.createTransport().join(room, (link) => {
      links.push(link);
      link.onMessage((_, bytes) => {
        overheard.push(bytes.slice());
        // The real inviter signs for us, and answers us.
        for (const other of links) if (other !== link) void other.send('sync', bytes);
      });
    });
    await world.pass(2000);
    must(await bob.workspace.acceptInvite(invite.link));
    await world.pass(5000);
    const messages = overheard.map((bytes) => must(decodeLinkMessage(bytes)));
    const request = messages.find((message) => message.t === 'request');
    if (request === undefined) throw new Error('nothing was overheard');
    const { identity } = await stolen(bob);
    const card = await cardOf(identity, [identity.certificate.signed], identity.profileAt);
    for (const bytes of overheard) {
      for (const secret of [new TextEncoder().encode('Roberta'), identity.certificate.signing, card.slice(0, 40)]) {
        expect(Buffer.from(bytes).includes(Buffer.from(secret))).toBe(false);
      }
    }
    const opened = (shared: Uint8Array) => openRequest(request.sealed, { shared, token, nonce: request.nonce });
    const keys = must(await new MemoryKeyVault({ random: new SeededRandom(9) }).createDevice());
    for (const known of [request.agreement, certificate.agreement]) {
      expect(opened(must(await keys.agree(known)))).toMatchObject({ error: { code: 'request-sealed' } });
      expect(opened(known)).toMatchObject({ error: { code: 'request-sealed' } });
    }
    // What was overheard is the real thing: the inviter opens it.
    const shared = must(await (await stolen(alice)).identity.keys.agree(request.agreement));
    const read = must(await readCard(must(opened(shared)).card, verifySignature));
    expect(read.profile.name).toBe('Roberta Guest');
  });

  it('INV-10 does not ask again after being declined, with the same invite', async () => {
    const world = new World();
    const [alice, mallory] = [await world.person('Alice'), await world.person('Mallory')];
    const invite = must(await alice.workspace.createInvite());
    const { token, certificate } = must(await readInvite(must(payloadOfText(invite.link)), verifySignature));
    must(await mallory.workspace.acceptInvite(invite.link));
    await world.pass(3000);
    const { identity } = await stolen(mallory);
    must(await alice.workspace.declineRequest(identity.account));
    await mallory.close();
    const card = await cardOf(identity, [identity.certificate.signed], world.clock.now());
    const signature = await identity.keys.sign(requestProof(token, certificate.account, card));
    const nonce = new Uint8Array(24).fill(3);
    const shared = must(await identity.keys.agree(certificate.agreement));
    const sealed = sealRequest({ card, signature }, { shared, token, nonce });
    const { agreement } = identity.keys.public;
    const answers: LinkMessage[] = [];
    const room = { ...inviteRoom(token, certificate.account), signaling: [], capacity: 8 };
    world.network.createTransport().join(room, (link) => {
      link.onMessage((_, bytes) => answers.push(must(decodeLinkMessage(bytes))));
      say(link, { t: 'request', agreement, nonce, sealed });
    });
    await world.pass(3000);
    // Understood, and refused: a request that could not be read would have no answer.
    expect(answers).toEqual([{ t: 'answer', code: 'revoked' }]);
    expect(await alice.read(alice.workspace.requests())).toEqual([]);
  });

  it('INV-9 cannot make the asking side fault with an invite of their own that carries the same token', async () => {
    const world = new World();
    const faults: unknown[] = [];
    const listen = (fault: unknown) => faults.push(fault);
    process.on('unhandledRejection', listen);
    try {
      const [alice, bob, mallory] = [
        await world.person('Alice'),
        await world.person('Bob'),
        await world.person('Mallory'),
      ];
      const ofAlice = must(
        await readInvite(must(payloadOfText(must(await alice.workspace.createInvite()).link)), verifySignature),
      );
      const { identity } = await stolen(mallory);
      const fields = { certificate: identity.certificate.signed, name: 'Mallory', token: ofAlice.token };
      const same = await makeInvite({ ...fields, expires: ofAlice.expires, signaling: [] }, (bytes) =>
        identity.keys.sign(bytes),
      );
      must(await bob.workspace.acceptInvite(inviteLink(ofAlice.payload)));
      must(await bob.workspace.acceptInvite(inviteLink(same)));
      await world.pass(3000);
      await new Promise((resolve) => setImmediate(resolve));
      expect(faults).toEqual([]);
    } finally {
      process.off('unhandledRejection', listen);
    }
  });
});
