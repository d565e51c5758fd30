/** What others say about own posts, and when one comes to know it: whole engines, virtual time. */
import { describe, expect, it } from 'vitest';
import { post } from './support/moments.ts';
import { type Person, must, setup, two } from './support/world.ts';

const newsOf = async (person: Person) =>
  (await person.read(person.workspace.moments.momentNews())).map(({ person: who, text, seen }) => [
    who.name,
    text,
    seen,
  ]);

describe('news', () => {
  it('FED-15 what was said while nobody was linked is news when it comes, above what was seen, also after a restart', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Carol');
    const [alice, bob, carol] = people as [Person, Person, Person];
    const id = await post(alice, 'Soup');
    await world.pass(10_000);
    await alice.close();
    await carol.close();
    must(await bob.workspace.remarkMoment(id, { text: 'Early', to: null }));
    await bob.close();
    await carol.open();
    await alice.open();
    await world.pass(20_000);
    must(await carol.workspace.remarkMoment(id, { text: 'Later', to: null }));
    await world.pass(10_000);
    must(await alice.workspace.seeMomentNews());
    expect(await newsOf(alice)).toEqual([['Carol', 'Later', true]]);
    await bob.open();
    await world.pass(20_000);
    const late = [
      ['Bob', 'Early', false],
      ['Carol', 'Later', true],
    ];
    expect(await newsOf(alice)).toEqual(late);
    await alice.close();
    await alice.open();
    expect(await newsOf(alice)).toEqual(late);
    must(await alice.workspace.seeMomentNews());
    await world.pass(1000);
    expect(await newsOf(alice)).toEqual([
      ['Carol', 'Later', true],
      ['Bob', 'Early', true],
    ]);
  });

  it('FED-15 what stands ahead of one’s clock is looked at once, however far it says to be', async () => {
    const { world, alice, bob } = await two();
    const id = await post(alice, 'Soup');
    await world.pass(5000);
    bob.clockOffset = () => 4 * 60_000;
    must(await bob.workspace.remarkMoment(id, { text: 'Ahead', to: null }));
    await world.pass(5000);
    const [shown] = await alice.read(alice.workspace.moments.momentNews());
    expect(shown?.at).toBeGreaterThan(world.clock.now());
    must(await alice.workspace.seeMomentNews(shown?.at ?? 0));
    expect(await newsOf(alice)).toEqual([['Bob', 'Ahead', true]]);
    // Nobody makes one blind for what comes: a day is the most.
    must(await alice.workspace.seeMomentNews(Infinity));
    must(await alice.workspace.seeMomentNews(Number.MAX_SAFE_INTEGER));
    await world.pass(2000);
    must(await bob.workspace.likeMoment(id, '🍲'));
    await world.pass(5000);
    expect((await newsOf(alice)).filter(([, , seen]) => seen === false)).toEqual([['Bob', null, false]]);
  });
});
