import { describe, expect, it } from 'vitest';
import { found, groupOf, sayIn, textsIn } from './support/groupStory.ts';
import { type Person, World, must } from './support/world.ts';

const GUESTS = 23;

describe('two dozen whole apps in one group', () => {
  it('MSH-6 come in by one link, none of them a contact of another, and all hear each', async () => {
    const world = new World();
    const alice = await world.person('Alice');
    const space = await found(world, alice);
    const invite = must(await alice.workspace.createGroupInvite(space, { lifetime: 3_600_000, limit: GUESTS }));
    await world.pass(500);
    const guests: Person[] = [];
    for (let number = 1; number <= GUESTS; number += 1) {
      const guest = await world.person(`Guest ${number}`);
      must(await guest.workspace.acceptInvite(invite.link));
      await world.pass(1500);
      guests.push(guest);
    }
    await world.pass(30_000);
    const everyone = [alice, ...guests];
    for (const person of everyone) {
      const { state, members } = await groupOf(person, space);
      expect([person.name, state, members.length]).toEqual([person.name, 'active', GUESTS + 1]);
    }
    await alice.close();
    const [first, , , , fifth] = guests;
    if (first === undefined || fifth === undefined) throw new Error('too few');
    await sayIn(first, space, 'Who is here?');
    await world.pass(3000);
    await sayIn(fifth, space, 'All of us');
    await world.pass(3000);
    for (const guest of guests) expect(await textsIn(guest, space)).toEqual(['Who is here?', 'All of us']);
  });
});
