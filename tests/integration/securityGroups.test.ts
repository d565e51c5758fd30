/**
 * What a member gone bad, or a contact, tries against groups. A test that `fails` proves a hole that is open: when it is closed, the
 * test passes, vitest says so, and `.fails` goes away. See docs/threat-model.md.
 */
import { describe, expect, it } from 'vitest';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { readCard } from '@domain/contact/card.ts';
import { encodeEvent, eventSigningBytes, sealEvent } from '@domain/event/codec.ts';
import { groupSpace, rosterSpace } from '@domain/group/spaces.ts';
import { type LinkMessage, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import { type Identity, openIdentity } from '@services/identity/identity.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { toBase64url } from '@shared/base64url.ts';
import { found, groupOf, membersOf } from './support/groupStory.ts';
import { type Person, type World, must, setup } from './support/world.ts';

/** Opens a person's app anew, with its links in the hands of the test, and what came over them. */
async function tap(world: World, person: Person): Promise<{ links: readonly PeerLink[]; heard: LinkMessage[] }> {
  const links: PeerLink[] = [];
  const heard: LinkMessage[] = [];
  await person.close();
  const { parts } = person;
  person.parts = () => {
    const made = parts.call(person);
    const createTransport = () => {
      const transport = made.createTransport();
      const join = transport.join.bind(transport);
      transport.join = (room, onLink) =>
        join(room, (link) => {
          links.push(link);
          link.onMessage((_, bytes) => {
            const message = decodeLinkMessage(bytes);
            if (message.ok) heard.push(message.value);
          });
          onLink(link);
        });
      return transport;
    };
    return { ...made, createTransport };
  };
  await person.open();
  await world.pass(5000);
  return { links, heard };
}

async function identityOf(person: Person): Promise<Identity> {
  const vault = new MemoryKeyVault({ random: new SeededRandom(1), disk: person.keys });
  const parts = { vault, verify: verifySignature, clock: person.world.clock, random: new SeededRandom(2) };
  const identity = must(await openIdentity(parts));
  if (identity === null) throw new Error('no identity');
  return identity;
}

/** Two events for the first place of a chain of one's own: the proof that one lies. */
async function confession(person: Person, space: SpaceId): Promise<LinkMessage> {
  const { device, keys } = await identityOf(person);
  const made = async (text: string) => {
    const content = {
      space,
      kind: 'group.later',
      device,
      seq: 0,
      prev: null,
      at: person.world.clock.now(),
      body: text,
    };
    const bytes = encodeEvent(content);
    return sealEvent(content, bytes, await keys.sign(eventSigningBytes(content.kind, bytes))).payload;
  };
  return { t: 'proof', first: await made('a'), second: await made('b') };
}

describe('a member gone bad', () => {
  it('GRS-12 cannot put somebody out by the removal they were let in again after', async () => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice, bob] = people as readonly [Person, Person];
    const space = await found(world, alice, { members: [bob] });
    const { heard } = await tap(world, bob);
    must(await alice.workspace.removeMember(space, await bob.account()));
    await world.pass(5000);
    const removal = heard.find(({ t }) => t === 'removed');
    if (removal === undefined) throw new Error('nobody told');
    must(await alice.workspace.addMembers(space, [await bob.account()]));
    await world.pass(12_000);
    const { links } = await tap(world, alice);
    for (const link of links) await link.send('sync', encodeLinkMessage(removal));
    await world.pass(3000);
    expect((await groupOf(bob, space)).state).toBe('active');
  });

  it('REP-20 cannot keep newcomers out by a fork of an act that others had seen', async () => {
    const { world, people } = await setup('Alice', 'Dan', 'Mallory');
    const [alice, dan, mallory] = people as readonly [Person, Person, Person];
    const space = await found(world, alice, { members: [mallory] });
    // An act of Mallory's own, which the next of Alice's names as seen.
    must(await mallory.workspace.updateProfile({ name: 'Mal', avatar: { kind: 'generated' } }));
    await world.pass(8000);
    must(await alice.workspace.changeGroup(space, { name: 'Climbers' }));
    await world.pass(3000);
    const { links } = await tap(world, mallory);
    const proof = encodeLinkMessage(await confession(mallory, rosterSpace(space)));
    for (const link of links) await link.send('sync', proof);
    await world.pass(5000);
    must(await alice.workspace.addMembers(space, [await dan.account()]));
    await world.pass(30_000);
    expect((await groupOf(dan, space)).state).toBe('active');
    expect(await membersOf(dan, space)).toContain('Alice');
  });

  it('GRS-18 cannot undo what others saw and nobody acted upon by a fork below it', async () => {
    const { world, people } = await setup('Alice', 'Dan', 'Mallory');
    const [alice, dan, mallory] = people as readonly [Person, Person, Person];
    const space = await found(world, alice, { members: [dan, mallory] });
    must(await alice.workspace.setRole(space, await mallory.account(), 'admin'));
    await world.pass(3000);
    must(await mallory.workspace.changeGroup(space, { name: 'Summit' }));
    must(await mallory.workspace.removeMember(space, await dan.account()));
    await world.pass(8000);
    const { links } = await tap(world, mallory);
    const proof = encodeLinkMessage(await confession(mallory, rosterSpace(space)));
    for (const link of links) await link.send('sync', proof);
    await world.pass(60_000);
    expect((await groupOf(alice, space)).name).toBe('Summit');
    expect(await membersOf(alice, space)).not.toContain('Dan');
    // And the group goes on, with who comes new.
    must(await alice.workspace.addMembers(space, [await dan.account()]));
    await world.pass(30_000);
    expect((await groupOf(dan, space)).name).toBe('Summit');
    expect(await membersOf(dan, space)).toEqual(await membersOf(alice, space));
  });
});

describe('contacts in league', () => {
  it('GRS-14 cannot have us wait for more groups than one could by welcoming by turns', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Mallory');
    const [alice, bob, mallory] = people as readonly [Person, Person, Person];
    const [one, other] = [await tap(world, bob), await tap(world, mallory)];
    const founder = await alice.account();
    const cards = other.heard.flatMap((message) => (message.t === 'hello' ? [message.card] : []));
    const read = await Promise.all(cards.map((packed) => readCard(packed, verifySignature)));
    const card = read.map(must).find(({ account }) => account === founder)?.packed;
    if (card === undefined) throw new Error('no hello of hers');
    const act = toBase64url(new Uint8Array(32).fill(9)) as EventId;
    const welcome = async ({ links }: { links: readonly PeerLink[] }, number: number) => {
      const nonce = new Uint8Array(16).fill(number);
      const space = groupSpace(founder, nonce);
      const word: LinkMessage = { t: 'welcome', space, founder, nonce, name: 'Trap', card, act };
      for (const link of links) await link.send('sync', encodeLinkMessage(word));
      await world.pass(100);
    };
    // The one makes them, the other takes them over, and the first would have room again.
    for (let number = 0; number < 50; number += 1) await welcome(one, number);
    for (let number = 0; number < 50; number += 1) await welcome(other, number);
    for (let number = 50; number < 60; number += 1) await welcome(one, number);
    const rows = await alice.read(alice.workspace.conversations());
    expect(rows.filter(({ kind }) => kind === 'group')).toHaveLength(50);
  });
});
