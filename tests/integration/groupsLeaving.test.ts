/** Leaving a group while nobody is there to hear of it. */
import { describe, expect, it } from 'vitest';
import type { SpaceId } from '@shared/ids.ts';
import { found, groupOf, linesIn, membersOf, sayIn, textsIn } from './support/groupStory.ts';
import { type Person, must, setup } from './support/world.ts';

/** A group of three, or two groups, one of whom nobody reaches any more. */
async function apart({ hasOther } = { hasOther: false }) {
  const { world, people } = await setup('Alice', 'Bob', 'Carol');
  const [alice, bob, carol] = people as readonly [Person, Person, Person];
  const space = await found(world, alice, { members: [bob, carol] });
  const other = hasOther ? await found(world, alice, { members: [bob, carol] }) : space;
  await world.pass(8000);
  const transport = bob.transport;
  if (transport === null) throw new Error('not online');
  world.network.partition([transport]);
  await world.pass(60_000);
  return { world, alice, bob, carol, space, other };
}

function storeOf(person: Person) {
  const store = person.stores.at(-1);
  if (store === undefined) throw new Error('not open');
  return store;
}

async function heads(person: Person, space: SpaceId) {
  return must(await storeOf(person).chainHeads(space));
}

describe('leaving while nobody is there', () => {
  it('GRS-19 a group that was left and deleted: members hear of it as soon as one is there', async () => {
    const { world, alice, bob, carol, space } = await apart();
    must(await bob.workspace.leaveGroup(space));
    must(await bob.workspace.deleteGroup(space));
    expect(await bob.read(bob.workspace.group(space))).toBeNull();
    world.network.heal();
    await world.pass(60_000);
    for (const person of [alice, carol]) expect(await membersOf(person, space)).toEqual(['Alice', 'Carol']);
    expect(await bob.read(bob.workspace.group(space))).toBeNull();
    expect((await bob.read(bob.workspace.conversations())).filter(({ kind }) => kind === 'group')).toEqual([]);
  });

  it('GRS-19 also after a restart, and one is let in again as ever', async () => {
    const { world, alice, bob, carol, space } = await apart();
    must(await bob.workspace.leaveGroup(space));
    must(await bob.workspace.deleteGroup(space));
    await bob.close();
    world.network.heal();
    await bob.open();
    await world.pass(60_000);
    expect(await membersOf(carol, space)).toEqual(['Alice', 'Carol']);
    expect(await bob.read(bob.workspace.group(space))).toBeNull();
    await bob.close();
    await bob.open();
    await world.pass(5000);
    expect(await bob.read(bob.workspace.group(space))).toBeNull();
    must(await alice.workspace.addMembers(space, [await bob.account()]));
    await world.pass(30_000);
    expect((await groupOf(bob, space)).state).toBe('active');
    await sayIn(bob, space, 'back');
    await world.pass(15_000);
    expect(await textsIn(alice, space)).toContain('back');
  });

  it('GRS-19 what was said before leaving comes first, and the leaving after it', async () => {
    const { world, alice, bob, carol, space } = await apart();
    for (let n = 0; n < 80; n += 1) await sayIn(bob, space, `word ${n}`);
    must(await bob.workspace.leaveGroup(space));
    world.network.heal();
    await world.pass(90_000);
    for (const person of [alice, carol]) {
      expect(await membersOf(person, space)).toEqual(['Alice', 'Carol']);
      expect(await textsIn(person, space)).toHaveLength(80);
    }
    expect((await groupOf(bob, space)).state).toBe('left');
    const own = (await linesIn(bob, space)).filter(({ body }) => body.kind === 'text');
    expect(new Set(own.map(({ state }) => state))).toEqual(new Set(['delivered']));
    // Nothing more is given to who left.
    await sayIn(alice, space, 'after');
    await world.pass(15_000);
    expect(await textsIn(bob, space)).not.toContain('after');
  });

  it('GRS-19 with words nobody heard, and deleted at once: the talk is gone, and members hear of it', async () => {
    const { world, alice, bob, carol, space } = await apart();
    await sayIn(bob, space, 'unheard');
    must(await bob.workspace.leaveGroup(space));
    must(await bob.workspace.deleteGroup(space));
    // The place of the own chain stays known, so that it does not part if one comes back.
    const before = await heads(bob, space);
    await sayIn(alice, space, 'after Bob deleted it');
    world.network.heal();
    await world.pass(40_000);
    for (const person of [alice, carol]) {
      expect(await membersOf(person, space)).toEqual(['Alice', 'Carol']);
      expect(await textsIn(person, space)).toEqual(['after Bob deleted it']);
    }
    expect(await heads(bob, space)).toEqual(before);
    await bob.close();
    await bob.open();
    await world.pass(30_000);
    expect(await heads(bob, space)).toEqual(before);
    expect(await bob.read(bob.workspace.group(space))).toBeNull();
  });

  it('GRS-19 whatever goes on in other groups, members hear of it', async () => {
    const { world, alice, bob, carol, space, other } = await apart({ hasOther: true });
    await sayIn(bob, space, 'before I go');
    must(await bob.workspace.leaveGroup(space));
    world.network.heal();
    for (let n = 0; n < 60; n += 1) {
      must(await alice.workspace.changeGroup(other, { name: `name ${n}` }));
      await world.pass(500);
    }
    expect((await groupOf(bob, other)).name).toBe('name 59');
    expect(await textsIn(carol, space)).toEqual(['before I go']);
    expect(await membersOf(carol, space)).toEqual(['Alice', 'Carol']);
  });

  it('GRS-19 what was said before leaving comes first after a restart, too', async () => {
    const { world, alice, bob, carol, space } = await apart();
    await sayIn(bob, space, 'before I go');
    must(await bob.workspace.leaveGroup(space));
    await bob.close();
    world.network.heal();
    await bob.open();
    await world.pass(90_000);
    for (const person of [alice, carol]) {
      expect(await membersOf(person, space)).toEqual(['Alice', 'Carol']);
      expect(await textsIn(person, space)).toEqual(['before I go']);
    }
  });

  it('GRS-19 a group that was left long before is not opened again', async () => {
    const { world, alice, bob, space } = await apart();
    await sayIn(bob, space, 'unheard');
    must(await bob.workspace.leaveGroup(space));
    await world.pass(1000);
    // As it was left by a version that noted nothing of it.
    must(await storeOf(bob).values.remove('leaving-silent'));
    await bob.close();
    await sayIn(alice, space, 'after Bob left');
    world.network.heal();
    await bob.open();
    await world.pass(90_000);
    expect(await membersOf(alice, space)).toEqual(['Alice', 'Carol']);
    expect(await textsIn(bob, space)).toEqual(['unheard']);
    expect(await textsIn(alice, space)).toEqual(['after Bob left']);
  });
});
