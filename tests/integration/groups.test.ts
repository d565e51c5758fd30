import { describe, expect, it } from 'vitest';
import { actsIn, found, groupOf, membersOf, sayIn, textsIn } from './support/groupStory.ts';
import { type Person, must, setup } from './support/world.ts';

async function three() {
  const { world, people } = await setup('Alice', 'Bob', 'Carol');
  const [alice, bob, carol] = people as readonly [Person, Person, Person];
  return { world, alice, bob, carol };
}

describe('a group of three', () => {
  it('GRS-14 is known to those who were added, with its members', async () => {
    const { world, alice, bob, carol } = await three();
    const space = await found(world, alice, { members: [bob, carol] });
    for (const person of [alice, bob, carol]) {
      const group = await groupOf(person, space);
      expect(group.state).toBe('active');
      expect(group.name).toBe('Hikers');
      expect(group.description).toBe('On Sundays');
      expect(group.members.map(({ name }) => name)).toEqual(['Alice', 'Bob', 'Carol']);
      expect(group.role).toBe(person === alice ? 'owner' : 'member');
    }
    expect(await actsIn(bob, space)).toEqual(['founded Hikers', 'added Bob', 'added Carol']);
  });

  it('GRS-6 talks: what anyone says arrives everywhere, with its author', async () => {
    const { world, alice, bob, carol } = await three();
    const space = await found(world, alice, { members: [bob, carol] });
    await sayIn(alice, space, 'Who comes along?');
    await world.pass(1000);
    await sayIn(bob, space, 'I do');
    await world.pass(1000);
    await sayIn(carol, space, 'Me too');
    await world.pass(1000);
    for (const person of [alice, bob, carol])
      expect(await textsIn(person, space)).toEqual(['Who comes along?', 'I do', 'Me too']);
    const rows = await alice.read(alice.workspace.conversations());
    const row = rows.find((one) => one.space === space);
    expect(row).toMatchObject({ kind: 'group', name: 'Hikers', lastAuthor: 'Carol', unread: 2 });
    expect(bob.notices.at(-1)).toMatchObject({ title: 'Hikers', body: 'Carol: Me too' });
  });

  it('GRS-12 gives nothing to who was removed, and takes nothing of them', async () => {
    const { world, alice, bob, carol } = await three();
    const space = await found(world, alice, { members: [bob, carol] });
    await sayIn(carol, space, 'before');
    await world.pass(1000);
    must(await alice.workspace.removeMember(space, await carol.account()));
    await world.pass(2000);
    for (let count = 0; count < 100; count += 1) await sayIn(count % 2 === 0 ? alice : bob, space, `secret ${count}`);
    await world.pass(15_000);
    expect((await textsIn(bob, space)).length).toBe(101);
    expect(await textsIn(carol, space)).toEqual(['before']);
    expect((await groupOf(carol, space)).state).toBe('removed');
    expect(await actsIn(carol, space)).toContain('removed Carol');
    const refused = await carol.workspace.sendText(space, 'Hello?');
    expect(refused).toMatchObject({ ok: false, error: { code: 'group-ended' } });
    expect(await membersOf(bob, space)).toEqual(['Alice', 'Bob']);
  });
});
