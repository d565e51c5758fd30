import { describe, expect, it } from 'vitest';
import { found, groupOf, membersOf, sayIn, textsIn } from './support/groupStory.ts';
import { type Person, World, must } from './support/world.ts';

const DAY = 24 * 3_600_000;

async function founded(...names: readonly [string, ...string[]]) {
  const world = new World();
  const alice = await world.person('Alice');
  const space = await found(world, alice);
  const guests: Person[] = [];
  for (const name of names) guests.push(await world.person(name));
  return { world, alice, space, guests };
}

/** People by place; asking for one too many is a bug of the test. */
function peopleOf(people: readonly Person[]): readonly [Person, Person, Person, Person] {
  const at = (index: number) => people[index] ?? people[0];
  const [first, second, third, fourth] = [at(0), at(1), at(2), at(3)];
  if (first === undefined || second === undefined || third === undefined || fourth === undefined)
    throw new Error('nobody');
  return [first, second, third, fourth];
}

describe('a link into a group', () => {
  it('INV-16 lets in who opens it, who then sees the members and is no contact of theirs', async () => {
    const { world, alice, space, guests } = await founded('Bob', 'Carol');
    await sayIn(alice, space, 'Welcome');
    const invite = must(await alice.workspace.createGroupInvite(space, { lifetime: DAY, limit: null }));
    await world.pass(500);
    for (const guest of guests) {
      const preview = must(await guest.workspace.previewInvite(invite.link));
      expect(preview).toMatchObject({ name: 'Alice', group: { space, name: 'Hikers', size: 1 } });
      const accepted = must(await guest.workspace.acceptInvite(invite.webLink));
      expect(accepted.group).toBe(space);
      await world.pass(8000);
    }
    for (const person of [alice, ...guests]) {
      expect((await groupOf(person, space)).state).toBe('active');
      expect(await membersOf(person, space)).toEqual(['Alice', 'Bob', 'Carol']);
      expect(await textsIn(person, space)).toEqual(['Welcome']);
      expect(await person.read(person.workspace.contacts())).toEqual([]);
      expect(await person.read(person.workspace.requests())).toEqual([]);
    }
    const [shown] = await alice.read(alice.workspace.groupInvites(space));
    expect(shown).toMatchObject({ uses: 2, state: 'open', limit: null });
    expect(await alice.read(alice.workspace.invites())).toEqual([]);
  });

  it('INV-16 says why it does not: used up, taken back, out of time', async () => {
    const { world, alice, space, guests } = await founded('Bob', 'Carol', 'Dan', 'Eve');
    const [bob, carol, dan, eve] = peopleOf(guests);
    const make = async (limit: number | null, lifetime = DAY) =>
      must(await alice.workspace.createGroupInvite(space, { lifetime, limit }));
    const once = await make(1);
    const revoked = await make(null);
    const short = await make(null, 60_000);
    await world.pass(500);
    must(await bob.workspace.acceptInvite(once.link));
    await world.pass(5000);
    must(await carol.workspace.acceptInvite(once.link));
    must(await alice.workspace.revokeGroupInvite(space, revoked.id));
    must(await dan.workspace.acceptInvite(revoked.link));
    await world.pass(5000);
    expect((await groupOf(bob, space)).state).toBe('active');
    expect(await groupOf(carol, space)).toMatchObject({ state: 'joining', request: 'used' });
    expect(await groupOf(dan, space)).toMatchObject({ state: 'joining', request: 'revoked' });
    await world.pass(60_000);
    expect(await eve.workspace.acceptInvite(short.link)).toMatchObject({ error: { code: 'invite-expired' } });
    expect(await membersOf(alice, space)).toEqual(['Alice', 'Bob']);
    // With a better link the request goes on.
    must(await carol.workspace.acceptInvite((await make(1)).link));
    await world.pass(8000);
    expect((await groupOf(carol, space)).state).toBe('active');
  });

  it('INV-16 does not let back in who was removed, but who left', async () => {
    const { world, alice, space, guests } = await founded('Bob', 'Carol');
    const [bob, carol] = peopleOf(guests);
    const invite = must(await alice.workspace.createGroupInvite(space, { lifetime: DAY, limit: null }));
    for (const guest of guests) {
      must(await guest.workspace.acceptInvite(invite.link));
      await world.pass(8000);
    }
    must(await alice.workspace.removeMember(space, await bob.account()));
    must(await carol.workspace.leaveGroup(space));
    await world.pass(5000);
    expect((await groupOf(bob, space)).state).toBe('removed');
    expect((await groupOf(carol, space)).state).toBe('left');
    expect(await bob.workspace.acceptInvite(invite.link)).toMatchObject({ error: { code: 'invite-removed' } });
    expect(await bob.workspace.previewInvite(invite.link)).toMatchObject({ error: { code: 'invite-removed' } });
    must(await carol.workspace.acceptInvite(invite.link));
    await world.pass(10_000);
    expect((await groupOf(bob, space)).state).toBe('removed');
    expect((await groupOf(carol, space)).state).toBe('active');
    // Who deleted it knows nothing of it any more, and hears why from the inviter.
    must(await bob.workspace.deleteGroup(space));
    must(await bob.workspace.acceptInvite(invite.link));
    await world.pass(10_000);
    expect(await groupOf(bob, space)).toMatchObject({ state: 'joining', request: 'removed' });
    must(await bob.workspace.deleteGroup(space));
    expect((await bob.read(bob.workspace.conversations())).some((row) => row.space === space)).toBe(false);
    expect(await membersOf(alice, space)).toEqual(['Alice', 'Carol']);
  });

  it('GRS-15 is made by who may invite alone, and not for members', async () => {
    const { world, alice, space, guests } = await founded('Bob');
    const [bob] = peopleOf(guests);
    const options = { lifetime: DAY, limit: 5 };
    const invite = must(await alice.workspace.createGroupInvite(space, options));
    must(await bob.workspace.acceptInvite(invite.link));
    await world.pass(8000);
    expect(await bob.workspace.createGroupInvite(space, options)).toMatchObject({
      error: { code: 'group-not-allowed' },
    });
    expect(await bob.workspace.acceptInvite(invite.link)).toMatchObject({ error: { code: 'invite-already-member' } });
    expect(await alice.workspace.acceptInvite(invite.link)).toMatchObject({ error: { code: 'invite-own' } });
    const bad = await alice.workspace.createGroupInvite(space, { lifetime: DAY, limit: 0 });
    expect(bad).toMatchObject({ error: { code: 'group-invite-invalid' } });
  });

  it('INV-17 goes on after a restart on either side', async () => {
    const { world, alice, space, guests } = await founded('Bob');
    const [bob] = peopleOf(guests);
    const invite = must(await alice.workspace.createGroupInvite(space, { lifetime: DAY, limit: 1 }));
    await alice.close();
    must(await bob.workspace.acceptInvite(invite.link));
    await world.pass(2000);
    expect(await groupOf(bob, space).catch(() => null)).toMatchObject({ state: 'joining', request: 'sending' });
    await bob.close();
    await alice.open();
    await bob.open();
    await world.pass(10_000);
    expect((await groupOf(bob, space)).state).toBe('active');
  });
});
