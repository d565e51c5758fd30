/** A removal that somebody is shown, and that turns out to count for nothing. */
import { describe, expect, it } from 'vitest';
import { found, groupOf, membersOf, sayIn, textsIn } from './support/groupStory.ts';
import { type Person, must, setup } from './support/world.ts';

describe('a removal that is shown', () => {
  it('GRS-4 shuts the group only until the roster says that it counts for nothing', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Carol');
    const [alice, bob, carol] = people as readonly [Person, Person, Person];
    const space = await found(world, alice, { members: [bob, carol] });
    must(await alice.workspace.setRole(space, await bob.account(), 'admin'));
    await world.pass(8000);
    if (alice.transport === null) throw new Error('no transport');
    world.network.partition([alice.transport]);
    await world.pass(60_000);
    must(await alice.workspace.setRole(space, await carol.account(), 'admin'));
    must(await bob.workspace.removeMember(space, await carol.account()));
    await world.pass(8000);
    expect((await groupOf(carol, space)).state).toBe('removed');
    world.network.heal();
    await world.pass(120_000);
    for (const person of [alice, bob, carol]) {
      expect((await groupOf(person, space)).state).toBe('active');
      expect(await membersOf(person, space)).toEqual(['Alice', 'Bob', 'Carol']);
    }
    await sayIn(alice, space, 'hello Carol');
    await sayIn(carol, space, 'still here');
    await world.pass(15_000);
    for (const person of [alice, bob, carol])
      expect((await textsIn(person, space)).toSorted()).toEqual(['hello Carol', 'still here']);
    await carol.close();
    await carol.open();
    await world.pass(15_000);
    expect((await groupOf(carol, space)).state).toBe('active');
  });

  it('GRS-12 goes on shutting the group to who is out, and gives them nothing', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Carol');
    const [alice, bob, carol] = people as readonly [Person, Person, Person];
    const space = await found(world, alice, { members: [bob, carol] });
    must(await alice.workspace.removeMember(space, await carol.account()));
    await world.pass(8000);
    must(await alice.workspace.changeGroup(space, { name: 'Without you' }));
    await sayIn(bob, space, 'among us');
    await world.pass(120_000);
    const { state, name } = await groupOf(carol, space);
    expect({ state, name }).toEqual({ state: 'removed', name: 'Hikers' });
    expect(await textsIn(carol, space)).toEqual([]);
  });
});
