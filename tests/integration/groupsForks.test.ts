/** A member of a group whose device says two things at one place of the roster. */
import { describe, expect, it } from 'vitest';
import { found, groupOf, membersOf, textsIn, sayIn } from './support/groupStory.ts';
import { comeBackFrom, journalOf } from './support/oldCopy.ts';
import { type Person, must, setup } from './support/world.ts';

const transportsOf = (...people: Person[]) => people.map(({ transport }) => transport).filter((one) => one !== null);

describe('a roster whose chain parts', () => {
  it('GRP-29 GRS-17 is the same for who saw the one branch, who saw the other, and who comes after', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Dan', 'Mallory');
    const [alice, bob, dan, mallory] = people as readonly [Person, Person, Person, Person];
    const space = await found(world, alice, { members: [bob, mallory] });
    must(await alice.workspace.setRole(space, await mallory.account(), 'admin'));
    await world.pass(8000);
    const account = await mallory.account();
    const backup = await journalOf(mallory);
    // The one branch comes to Alice, who goes on from there.
    world.network.partition(transportsOf(alice, mallory), transportsOf(bob, dan));
    await world.pass(60_000);
    must(await mallory.workspace.changeGroup(space, { name: 'One' }));
    await world.pass(3000);
    must(await alice.workspace.changeGroup(space, { description: 'After one' }));
    await world.pass(3000);
    await mallory.close();
    await comeBackFrom(mallory, backup, account);
    world.network.heal();
    world.network.partition(transportsOf(alice), transportsOf(bob, dan));
    await mallory.open();
    world.network.heal();
    world.network.partition(transportsOf(alice), transportsOf(bob, dan, mallory));
    // The other to Bob, whose card names it.
    await world.pass(60_000);
    must(await mallory.workspace.changeGroup(space, { name: 'Two' }));
    await world.pass(3000);
    expect((await groupOf(bob, space)).name).toBe('Two');
    expect((await groupOf(alice, space)).name).toBe('One');
    must(await bob.workspace.updateProfile({ name: 'Bobby', avatar: { kind: 'generated' } }));
    await world.pass(8000);
    world.network.heal();
    await world.pass(90_000);
    must(await alice.workspace.addMembers(space, [await dan.account()]));
    await world.pass(40_000);
    const seen = async (person: Person) => {
      const { name, description, state } = await groupOf(person, space);
      return { name, description, state, members: await membersOf(person, space) };
    };
    const byAlice = await seen(alice);
    expect(byAlice).toMatchObject({ description: 'After one', state: 'active' });
    // The later of the two is the last word on the name, for everybody.
    expect(byAlice.name).toBe('Two');
    expect(byAlice.members).toContain('Dan');
    for (const person of [bob, dan]) {
      const { members, ...texts } = await seen(person);
      expect({ ...texts, count: members.length }).toEqual({
        ...{ name: 'Two', description: 'After one', state: 'active' },
        count: byAlice.members.length,
      });
    }
    await sayIn(dan, space, 'hello');
    await world.pass(5000);
    for (const person of [alice, bob]) expect(await textsIn(person, space)).toEqual(['hello']);
  });
});
