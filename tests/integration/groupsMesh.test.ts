import { describe, expect, it } from 'vitest';
import { actsIn, found, groupOf, membersOf, sayIn, textsIn } from './support/groupStory.ts';
import { World, must } from './support/world.ts';

/** Alice knows everyone; nobody else knows anyone. */
async function strangers(...names: readonly string[]) {
  const world = new World();
  const alice = await world.person('Alice');
  const others = [];
  for (const name of names) {
    const other = await world.person(name);
    await world.befriend(alice, other);
    others.push(other);
  }
  const [bob, carol] = others;
  if (bob === undefined || carol === undefined) throw new Error('at least two');
  return { world, alice, bob, carol, others };
}

describe('members who are no contacts', () => {
  it('LNK-5 are linked for the group alone', async () => {
    const { world, alice, bob, carol } = await strangers('Bob', 'Carol');
    const space = await found(world, alice, { members: [bob, carol] });
    await world.pass(5000);
    expect(await bob.read(bob.workspace.contacts())).toHaveLength(1);
    expect(bob.workspace.presence.get().has(await carol.account())).toBe(true);
    await alice.close();
    await sayIn(bob, space, 'Alice is away');
    await world.pass(2000);
    expect(await textsIn(carol, space)).toEqual(['Alice is away']);
    await sayIn(carol, space, 'So she is');
    await world.pass(2000);
    await alice.open();
    await world.pass(5000);
    expect(await textsIn(alice, space)).toEqual(['Alice is away', 'So she is']);
  });

  it('GRS-12 are told that they were removed, and are linked no more', async () => {
    const { world, alice, bob, carol } = await strangers('Bob', 'Carol');
    const space = await found(world, alice, { members: [bob, carol] });
    await world.pass(3000);
    must(await alice.workspace.setRole(space, await bob.account(), 'admin'));
    await world.pass(1000);
    must(await bob.workspace.removeMember(space, await carol.account()));
    await world.pass(5000);
    expect((await groupOf(carol, space)).state).toBe('removed');
    expect(bob.workspace.presence.get().has(await carol.account())).toBe(false);
    expect(await membersOf(alice, space)).toEqual(['Alice', 'Bob']);
  });

  it('REP-14 hand on what someone said who cannot reach everyone', async () => {
    const { world, alice, bob, carol } = await strangers('Bob', 'Carol');
    const space = await found(world, alice, { members: [bob, carol] });
    await world.pass(3000);
    await bob.close();
    await sayIn(carol, space, 'Bob will read this later');
    await world.pass(2000);
    await carol.close();
    await bob.open();
    await world.pass(5000);
    expect(await textsIn(bob, space)).toEqual(['Bob will read this later']);
  });

  it('GRS-16 see each other under the newest name', async () => {
    const { world, alice, bob, carol } = await strangers('Bob', 'Carol');
    const space = await found(world, alice, { members: [bob, carol] });
    must(await bob.workspace.updateProfile({ name: 'Robert', avatar: { kind: 'generated' } }));
    await world.pass(15_000);
    expect(await membersOf(carol, space)).toEqual(['Alice', 'Carol', 'Robert']);
    expect(await membersOf(bob, space)).toEqual(['Alice', 'Carol', 'Robert']);
    expect((await groupOf(carol, space)).members.find(({ name }) => name === 'Robert')?.addedBy).toBe('Alice');
    expect(await actsIn(carol, space)).toEqual(['founded Hikers', 'added Robert', 'added Carol']);
  });
});
