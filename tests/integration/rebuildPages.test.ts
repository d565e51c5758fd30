/** A journal of more than one page, from which a lost database is made again. */
import { expect, it } from 'vitest';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { makeDevice, mutated, signEvent } from '../unit/renderer/domain/support/devices.ts';
import { found, membersOf, sayIn, textsIn } from './support/groupStory.ts';
import { type Person, must, setup } from './support/world.ts';

/** As many entries as one page of the journal has. */
const PAGE = 2000;

it('JNL-9 what a member said who was added on a later page comes back, and is there at the next start', async () => {
  const { world, people } = await setup('Alice', 'Bob', 'Carol');
  const [alice, bob, carol] = people as readonly [Person, Person, Person];
  const space = await found(world, alice, { members: [bob] });
  await world.pass(2000);
  // What follows is on the second page, old words of Alice before the act that adds Carol.
  const entries = Array.from({ length: PAGE }, () => Uint8Array.of(255, 1));
  must(await bob.host.call('journal.append', { account: await bob.account(), entries }));
  await sayIn(alice, space, 'one');
  await world.pass(2000);
  must(await alice.workspace.addMembers(space, [await carol.account()]));
  await world.pass(12_000);
  await sayIn(carol, space, 'two');
  await world.pass(2000);
  await sayIn(carol, space, 'three');
  await world.pass(2000);
  expect(await textsIn(bob, space)).toEqual(['one', 'two', 'three']);
  await bob.close();
  bob.disk = new MemoryDisk();
  // Nobody else can give him what the journal has.
  for (const other of [alice, carol]) await other.close();
  await bob.open();
  await world.pass(3000);
  expect(await membersOf(bob, space)).toEqual(['Alice', 'Bob', 'Carol']);
  expect(await textsIn(bob, space)).toEqual(['one', 'two', 'three']);
  await bob.close();
  await bob.open();
  await world.pass(3000);
  expect(await textsIn(bob, space)).toEqual(['one', 'two', 'three']);
});

it('JNL-9 what a member says who was let in again on a later page goes on after what they said before', async () => {
  const { world, people } = await setup('Alice', 'Bob', 'Carol');
  const [alice, bob, carol] = people as readonly [Person, Person, Person];
  const space = await found(world, alice, { members: [bob, carol] });
  await world.pass(2000);
  await sayIn(carol, space, 'one');
  await world.pass(2000);
  must(await alice.workspace.removeMember(space, await carol.account()));
  await world.pass(2000);
  const entries = Array.from({ length: PAGE }, () => Uint8Array.of(255, 1));
  must(await bob.host.call('journal.append', { account: await bob.account(), entries }));
  await sayIn(alice, space, 'two');
  await world.pass(2000);
  must(await alice.workspace.addMembers(space, [await carol.account()]));
  await world.pass(12_000);
  await sayIn(carol, space, 'three');
  await world.pass(2000);
  expect(await textsIn(bob, space)).toEqual(['one', 'two', 'three']);
  await bob.close();
  bob.disk = new MemoryDisk();
  for (const other of [alice, carol]) await other.close();
  await bob.open();
  await world.pass(3000);
  expect(await textsIn(bob, space)).toEqual(['one', 'two', 'three']);
});

it('JNL-9 what a stranger said and what is forged, over pages, neither comes back nor stops the rebuild', async () => {
  const { world, people } = await setup('Alice', 'Bob');
  const [alice, bob] = people as readonly [Person, Person];
  const space = await found(world, alice, { members: [bob] });
  await world.pass(2000);
  await sayIn(alice, space, 'one');
  await world.pass(2000);
  await sayIn(bob, space, 'two');
  await world.pass(2000);
  const stranger = await makeDevice(77);
  const account = await bob.account();
  let prev: SignedEvent | null = null;
  for (let page = 0; page < 2; page += 1) {
    const entries: Uint8Array[] = Array.from({ length: PAGE - 100 }, () => Uint8Array.of(255, 1));
    for (let n = 0; n < 50; n += 1) {
      const at: number = (prev?.content.at ?? 1_700_000_000_000) + 1000;
      const place = { space, seq: page * 50 + n, prev: prev?.id ?? null, at };
      prev = await signEvent(stranger, { ...place, kind: 'chat.message', body: { text: 'let me in' } });
      entries.push(encodeCanonical({ t: 'event', payload: prev.payload }));
      entries.push(encodeCanonical({ t: 'event', payload: mutated(prev.payload, [[2, 1]]) }));
    }
    must(await bob.host.call('journal.append', { account, entries }));
  }
  await sayIn(alice, space, 'three');
  await world.pass(2000);
  await bob.close();
  bob.disk = new MemoryDisk();
  await alice.close();
  await bob.open();
  await world.pass(3000);
  expect(await textsIn(bob, space)).toEqual(['one', 'two', 'three']);
});
