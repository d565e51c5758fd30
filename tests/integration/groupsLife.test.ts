import { describe, expect, it } from 'vitest';
import type { GroupPolicy } from '@services/workspace/groupWorkspace.ts';
import { actsIn, found, groupOf, linesIn, membersOf, sayIn, textsIn } from './support/groupStory.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { type Person, must, setup } from './support/world.ts';

async function four() {
  const { world, people } = await setup('Alice', 'Bob', 'Carol', 'Dan');
  const [alice, bob, carol, dan] = people as readonly [Person, Person, Person, Person];
  return { world, alice, bob, carol, dan };
}

describe('the life of a group', () => {
  it.each<[GroupPolicy['history'], readonly string[]]>([
    [{ kind: 'all' }, ['one', 'two', 'three', 'four', 'after']],
    [{ kind: 'since-joining' }, ['after']],
    [{ kind: 'last', count: 2 }, ['three', 'four', 'after']],
  ])('GRS-13 gives a newcomer what the policy says: %o', async (history, expected) => {
    const { world, alice, bob, dan } = await four();
    const space = await found(world, alice, { members: [bob], policy: { history } });
    for (const [index, text] of ['one', 'two', 'three', 'four'].entries()) {
      await sayIn(index % 2 === 0 ? alice : bob, space, text);
      await world.pass(1000);
    }
    must(await alice.workspace.addMembers(space, [await dan.account()]));
    await world.pass(5000);
    await sayIn(bob, space, 'after');
    await world.pass(12_000);
    expect(await textsIn(dan, space)).toEqual(expected);
    expect(await textsIn(bob, space)).toHaveLength(5);
  });

  it('GRS-4 goes on without who left, who can be added again', async () => {
    const { world, alice, bob, carol } = await four();
    const space = await found(world, alice, { members: [bob, carol] });
    await sayIn(bob, space, 'I was here');
    await world.pass(1000);
    must(await bob.workspace.leaveGroup(space));
    await world.pass(2000);
    expect((await groupOf(bob, space)).state).toBe('left');
    expect(await membersOf(carol, space)).toEqual(['Alice', 'Carol']);
    await sayIn(alice, space, 'without Bob');
    await world.pass(2000);
    expect(await textsIn(bob, space)).toEqual(['I was here']);
    must(await alice.workspace.addMembers(space, [await bob.account()]));
    await world.pass(12_000);
    expect((await groupOf(bob, space)).state).toBe('active');
    expect(await textsIn(bob, space)).toEqual(['I was here', 'without Bob']);
    await sayIn(bob, space, 'again');
    await world.pass(2000);
    expect(await textsIn(carol, space)).toEqual(['I was here', 'without Bob', 'again']);
  });

  it('GRS-12 lets who was removed and added again go on', async () => {
    const { world, alice, bob, carol } = await four();
    const space = await found(world, alice, { members: [bob, carol] });
    await sayIn(bob, space, 'first');
    await world.pass(1000);
    must(await alice.workspace.removeMember(space, await bob.account()));
    await world.pass(5000);
    expect((await groupOf(bob, space)).state).toBe('removed');
    must(await alice.workspace.addMembers(space, [await bob.account()]));
    await world.pass(12_000);
    expect((await groupOf(bob, space)).state).toBe('active');
    await sayIn(bob, space, 'second');
    await world.pass(3000);
    for (const person of [alice, bob, carol]) expect(await textsIn(person, space)).toEqual(['first', 'second']);
  });

  it('GRS-11 is changed, handed over and dissolved by who may', async () => {
    const { world, alice, bob, carol } = await four();
    const space = await found(world, alice, { members: [bob, carol] });
    expect(await bob.workspace.changeGroup(space, { name: 'Mine' })).toMatchObject({
      error: { code: 'group-not-allowed' },
    });
    expect(await alice.workspace.leaveGroup(space)).toMatchObject({ error: { code: 'group-owner-stays' } });
    must(await alice.workspace.changeGroup(space, { name: 'Climbers' }));
    must(await alice.workspace.setRole(space, await bob.account(), 'admin'));
    await world.pass(2000);
    must(await bob.workspace.changeGroup(space, { description: 'Up' }));
    must(await alice.workspace.handOverGroup(space, await carol.account()));
    await world.pass(2000);
    expect((await groupOf(carol, space)).role).toBe('owner');
    expect(await groupOf(alice, space)).toMatchObject({ name: 'Climbers', description: 'Up' });
    must(await carol.workspace.dissolveGroup(space));
    await world.pass(2000);
    for (const person of [alice, bob, carol]) {
      expect((await groupOf(person, space)).state).toBe('dissolved');
      expect(await person.workspace.sendText(space, 'still?')).toMatchObject({ error: { code: 'group-ended' } });
    }
    expect(await actsIn(bob, space)).toEqual([
      'founded Hikers',
      'added Bob',
      'added Carol',
      'renamed Climbers',
      'made-admin Bob',
      'described',
      'handed-over Carol',
      'dissolved',
    ]);
    must(await bob.workspace.deleteGroup(space));
    expect(await bob.read(bob.workspace.group(space))).toBeNull();
    expect((await bob.read(bob.workspace.conversations())).some((row) => row.space === space)).toBe(false);
  });

  it('GRS-10 shows only words of who might post, and all of them when members may', async () => {
    const { world, alice, bob } = await four();
    const space = await found(world, alice, { members: [bob], policy: { post: 'admins' } });
    expect(await bob.workspace.sendText(space, 'Psst')).toMatchObject({ error: { code: 'group-not-allowed' } });
    await sayIn(alice, space, 'News');
    await world.pass(2000);
    must(
      await alice.workspace.changeGroup(space, {
        policy: { ...(await groupOf(alice, space)).policy, post: 'members' },
      }),
    );
    await world.pass(2000);
    await sayIn(bob, space, 'Thanks');
    await world.pass(2000);
    for (const person of [alice, bob]) expect(await textsIn(person, space)).toEqual(['News', 'Thanks']);
  });

  it('GRS-9 pins what matters, and only by who may', async () => {
    const { world, alice, bob } = await four();
    const space = await found(world, alice, { members: [bob] });
    const id = await sayIn(bob, space, 'Meet at nine');
    await world.pass(2000);
    expect(await bob.workspace.pinMessage(space, id, true)).toMatchObject({ error: { code: 'group-not-allowed' } });
    must(await alice.workspace.pinMessage(space, id, true));
    await world.pass(2000);
    expect((await groupOf(bob, space)).pinned).toEqual([id]);
    must(await alice.workspace.pinMessage(space, id, false));
    await world.pass(2000);
    expect((await groupOf(bob, space)).pinned).toEqual([]);
  });

  it('GRS-6 agrees after both halves of a cut network changed who is in it', async () => {
    const { world, alice, bob, carol, dan } = await four();
    const space = await found(world, alice, { members: [bob, carol, dan] });
    must(await alice.workspace.setRole(space, await bob.account(), 'admin'));
    await world.pass(3000);
    const sides = (...people: Person[]) => people.map(({ transport }) => transport).filter((one) => one !== null);
    world.network.partition(sides(alice, carol), sides(bob, dan));
    await world.pass(60_000);
    must(await alice.workspace.removeMember(space, await dan.account()));
    must(await bob.workspace.changeGroup(space, { name: 'Swimmers' }));
    must(await bob.workspace.removeMember(space, await carol.account()));
    await sayIn(carol, space, 'said by Carol meanwhile');
    await sayIn(dan, space, 'said by Dan meanwhile');
    await world.pass(60_000);
    world.network.heal();
    await world.pass(60_000);
    for (const person of [alice, bob]) {
      expect(await membersOf(person, space)).toEqual(['Alice', 'Bob']);
      expect((await groupOf(person, space)).name).toBe('Swimmers');
      expect(await textsIn(person, space)).toEqual([]);
    }
    expect((await groupOf(carol, space)).state).toBe('removed');
    expect((await groupOf(dan, space)).state).toBe('removed');
    const rows = async (person: Person) => (await linesIn(person, space)).map(({ id, at }) => `${at} ${id}`);
    expect(await rows(alice)).toEqual(await rows(bob));
  });

  it('GRS-1 is there after a restart, and JNL-9 after the database was lost', async () => {
    const { world, alice, bob, carol } = await four();
    const space = await found(world, alice, { members: [bob, carol] });
    must(await alice.workspace.setRole(space, await carol.account(), 'admin'));
    await sayIn(alice, space, 'one');
    // Said at the same moment by two who have not heard each other they would stand in the order of their ids.
    await world.pass(2000);
    await sayIn(carol, space, 'two');
    await world.pass(2000);
    must(await carol.workspace.changeGroup(space, { description: 'by Carol' }));
    await world.pass(2000);
    await bob.close();
    await bob.open();
    await world.pass(100);
    expect(await textsIn(bob, space)).toEqual(['one', 'two']);
    await bob.close();
    bob.disk = new MemoryDisk();
    for (const other of [alice, carol]) await other.close();
    await bob.open();
    await world.pass(1000);
    expect(bob.startup).toMatchObject({ notice: { kind: 'rebuilt' } });
    expect(await textsIn(bob, space)).toEqual(['one', 'two']);
    expect(await groupOf(bob, space)).toMatchObject({ state: 'active', description: 'by Carol' });
    expect(await membersOf(bob, space)).toEqual(['Alice', 'Carol', 'Bob']);
    await sayIn(bob, space, 'back');
    for (const other of [alice, carol]) await other.open();
    await world.pass(8000);
    expect(await textsIn(alice, space)).toEqual(['one', 'two', 'back']);
  });

  it('GRS-12 what someone said who did not know of their removal is not taken', async () => {
    const { world, alice, bob, carol } = await four();
    const space = await found(world, alice, { members: [bob, carol] });
    const { transport } = carol;
    if (transport === null) throw new Error('closed');
    world.network.partition([transport]);
    await world.pass(60_000);
    must(await alice.workspace.removeMember(space, await carol.account()));
    for (let count = 0; count < 20; count += 1) await sayIn(carol, space, `too late ${count}`);
    await world.pass(1000);
    const events = async (person: Person) => must(await person.workspace.diagnostics()).store.events;
    const before = [await events(alice), await events(bob)];
    world.network.heal();
    await world.pass(30_000);
    for (const person of [alice, bob]) expect(await textsIn(person, space)).toEqual([]);
    expect([await events(alice), await events(bob)]).toEqual(before);
    expect((await groupOf(carol, space)).state).toBe('removed');
  });

  it.each([
    ['nobody', false],
    ['somebody who did not know of it', true],
  ])('CHT-25 what was said in the instant of being removed was not sent, though it reached %s', async (_, isHeard) => {
    const { world, alice, bob, carol } = await four();
    const space = await found(world, alice, { members: [bob, carol] });
    const { transport } = carol;
    if (transport === null || bob.transport === null) throw new Error('closed');
    await sayIn(carol, space, 'before');
    await world.pass(3000);
    world.network.partition(isHeard ? [transport, bob.transport] : [transport]);
    await world.pass(60_000);
    must(await alice.workspace.removeMember(space, await carol.account()));
    await sayIn(carol, space, 'too late');
    await world.pass(2000);
    expect(await textsIn(bob, space)).toEqual(isHeard ? ['before', 'too late'] : ['before']);
    world.network.heal();
    await world.pass(30_000);
    const fate = async () =>
      (await linesIn(carol, space)).flatMap(({ body, state, error }) =>
        body.kind === 'text' ? [`${body.text}: ${state} ${error ?? ''}`.trim()] : [],
      );
    expect((await groupOf(carol, space)).state).toBe('removed');
    expect(await fate()).toEqual(['before: delivered', 'too late: failed message-after-removal']);
    for (const person of [alice, bob]) expect(await textsIn(person, space)).toEqual(['before']);
    must(await alice.workspace.addMembers(space, [await carol.account()]));
    await world.pass(30_000);
    expect((await groupOf(carol, space)).state).toBe('active');
    await sayIn(carol, space, 'back');
    await world.pass(5000);
    for (const person of [alice, bob]) expect(await textsIn(person, space)).toEqual(['before', 'back']);
    expect(await fate()).toEqual(['before: delivered', 'too late: failed message-after-removal', 'back: delivered']);
    const late = (await linesIn(carol, space)).find(({ state }) => state === 'failed');
    must(await carol.workspace.retryMessage(space, late?.id ?? ''));
    await world.pass(5000);
    for (const person of [alice, bob, carol])
      expect(await textsIn(person, space)).toEqual(['before', 'back', 'too late']);
  });

  it('JNL-9 a founder whose database was lost has the group again', async () => {
    const { world, alice, bob } = await four();
    const space = await found(world, alice, { members: [bob] });
    await sayIn(bob, space, 'kept');
    await world.pass(2000);
    await alice.close();
    alice.disk = new MemoryDisk();
    await bob.close();
    await alice.open();
    await world.pass(1000);
    expect(await groupOf(alice, space)).toMatchObject({ state: 'active', role: 'owner', name: 'Hikers' });
    expect(await textsIn(alice, space)).toEqual(['kept']);
    must(await alice.workspace.changeGroup(space, { name: 'Swimmers' }));
    await bob.open();
    await world.pass(8000);
    expect((await groupOf(bob, space)).name).toBe('Swimmers');
  });

  it('JNL-9 a group deleted here stays deleted, until one is added again', async () => {
    const { world, alice, bob } = await four();
    const space = await found(world, alice, { members: [bob] });
    await sayIn(alice, space, 'before');
    await world.pass(2000);
    must(await bob.workspace.leaveGroup(space));
    must(await bob.workspace.deleteGroup(space));
    await world.pass(2000);
    await bob.close();
    bob.disk = new MemoryDisk();
    await bob.open();
    await world.pass(8000);
    expect(await bob.read(bob.workspace.group(space))).toBeNull();
    must(await alice.workspace.addMembers(space, [await bob.account()]));
    await world.pass(12_000);
    expect((await groupOf(bob, space)).state).toBe('active');
    await sayIn(bob, space, 'back');
    await world.pass(3000);
    expect(await textsIn(alice, space)).toEqual(['before', 'back']);
  });

  it('GRS-10 hides what someone said who did not know that they might not any more', async () => {
    const { world, alice, bob, carol } = await four();
    const space = await found(world, alice, { members: [bob, carol] });
    const { transport } = bob;
    if (transport === null) throw new Error('closed');
    await sayIn(bob, space, 'while I might');
    await world.pass(2000);
    world.network.partition([transport]);
    await world.pass(60_000);
    const { policy } = await groupOf(alice, space);
    must(await alice.workspace.changeGroup(space, { policy: { ...policy, post: 'admins' } }));
    await world.pass(10_000);
    await sayIn(bob, space, 'unaware');
    await world.pass(1000);
    expect(await textsIn(bob, space)).toEqual(['while I might', 'unaware']);
    world.network.heal();
    await world.pass(30_000);
    for (const person of [alice, bob, carol]) {
      expect(await textsIn(person, space)).toEqual(['while I might']);
      const row = (await person.read(person.workspace.conversations())).find((one) => one.space === space);
      expect(row?.unread).toBe(person === bob ? 0 : 1);
    }
    expect(carol.notices.map(({ body }) => body)).toEqual(['Bob: while I might']);
  });
});
