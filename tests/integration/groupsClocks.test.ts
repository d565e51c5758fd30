/** What is done in a group by a clock that is far ahead. */
import { describe, expect, it } from 'vitest';
import { LATEST_AT } from '@domain/event/hybridClock.ts';
import { found, groupOf, linesIn, sayIn, textsIn } from './support/groupStory.ts';
import { type Person, must, setup } from './support/world.ts';

describe('clocks that are ahead', () => {
  it('GRP-32 who was let in again at the end of time can speak, and be let in once more', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Carol');
    const [alice, bob, carol] = people as readonly [Person, Person, Person];
    const space = await found(world, alice, { members: [bob, carol] });
    must(await alice.workspace.setRole(space, await carol.account(), 'admin'));
    await world.pass(8000);
    must(await alice.workspace.removeMember(space, await bob.account()));
    await world.pass(15_000);
    carol.clockOffset = () => LATEST_AT - world.clock.now();
    must(await carol.workspace.addMembers(space, [await bob.account()]));
    carol.clockOffset = () => 0;
    await world.pass(40_000);
    expect((await groupOf(bob, space)).state).toBe('active');
    await sayIn(bob, space, 'I am back');
    await world.pass(15_000);
    expect(await textsIn(alice, space)).toEqual(['I am back']);
    must(await alice.workspace.removeMember(space, await bob.account()));
    await world.pass(15_000);
    must(await alice.workspace.addMembers(space, [await bob.account()]));
    await world.pass(40_000);
    expect((await groupOf(bob, space)).state).toBe('active');
    await sayIn(bob, space, 'and again');
    await world.pass(15_000);
    expect(await textsIn(alice, space)).toContain('and again');
  });

  it('GRS-8 what was taken away beside a demotion that did not know of it is taken away for everybody', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Carol', 'Dave');
    const [alice, bob, carol, dave] = people as readonly [Person, Person, Person, Person];
    const space = await found(world, alice, { members: [bob, carol, dave] });
    must(await alice.workspace.setRole(space, await bob.account(), 'admin'));
    await world.pass(8000);
    const word = must(await carol.workspace.sendText(space, 'spam')).id;
    await world.pass(15_000);
    world.network.partition([alice, dave].flatMap(({ transport }) => (transport === null ? [] : [transport])));
    await world.pass(60_000);
    must(await bob.workspace.recallMessage(space, word));
    await world.pass(15_000);
    must(await alice.workspace.setRole(space, await bob.account(), 'member'));
    await world.pass(15_000);
    world.network.heal();
    await world.pass(60_000);
    for (const person of people) {
      const said = (await linesIn(person, space)).filter(({ body }) => body.kind !== 'notice');
      expect(said.map(({ body }) => body.kind)).toEqual(['recalled']);
      expect((await groupOf(person, space)).members.filter(({ role }) => role === 'admin')).toEqual([]);
    }
  });

  it('GRS-11 who has no clock left is told so', async () => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice, bob] = people as readonly [Person, Person];
    const space = await found(world, alice, { members: [bob] });
    alice.clockOffset = () => LATEST_AT + 1 - world.clock.now();
    const renamed = await alice.workspace.changeGroup(space, { name: 'Never' });
    expect(renamed).toMatchObject({ ok: false, error: { code: 'writing-ended' } });
    alice.clockOffset = () => 0;
    must(await alice.workspace.changeGroup(space, { name: 'Now' }));
    await world.pass(5000);
    expect((await groupOf(bob, space)).name).toBe('Now');
  });

  it('CHT-13 who read a line of next year has not read what is said until then', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Carol');
    const [alice, bob, carol] = people as readonly [Person, Person, Person];
    const space = await found(world, alice, { members: [bob, carol] });
    must(await alice.workspace.setRole(space, await carol.account(), 'admin'));
    await world.pass(8000);
    carol.clockOffset = () => 365 * 24 * 3_600_000;
    must(await carol.workspace.changeGroup(space, { name: 'Later' }));
    carol.clockOffset = () => 0;
    await world.pass(5000);
    const line = (await linesIn(bob, space)).at(-1);
    expect(line?.body.kind).toBe('notice');
    must(await bob.workspace.markRead(space, line?.at ?? 0));
    await world.pass(6 * 60_000);
    await sayIn(alice, space, 'do you hear');
    await world.pass(5000);
    const row = (await bob.read(bob.workspace.conversations())).find((one) => one.space === space);
    expect(row?.unread).toBe(1);
  });
});
