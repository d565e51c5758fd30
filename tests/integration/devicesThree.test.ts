/** One person with three devices that do not always hear of each other, and a friend. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemoryPeerTransport } from '@adapters/memory/transport/memoryPeerTransport.ts';
import type { SpaceId } from '@shared/ids.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { type Person, type World, must, two } from './support/world.ts';

type Three = readonly [Person, Person, Person];

/** A desktop, a laptop that the desktop linked, and a tablet that the laptop linked. */
async function story(): Promise<{ world: World; three: Three; bob: Person; space: SpaceId }> {
  const { world, alice, bob } = await two();
  for (const word of ['one', 'two', 'three']) await bob.say('Alice', word);
  await alice.say('Bob', 'four');
  await world.pass(1000);
  const laptop = await linkDevice(alice, 104_729, 'Laptop');
  await world.pass(10_000);
  const tablet = await linkDevice(laptop, 15_485_863, 'Tablet');
  await world.pass(15_000);
  return { world, three: [alice, laptop, tablet], bob, space: await alice.spaceWith('Bob') };
}

const transportsOf = (people: readonly Person[]): readonly MemoryPeerTransport[] =>
  people.flatMap(({ transport }) => (transport === null ? [] : [transport]));

/** Nobody hears anybody but these, who hear each other. */
function onlyTogether(world: World, everybody: readonly Person[], together: readonly Person[]): void {
  const alone = everybody.filter((person) => !together.includes(person));
  world.network.partition(transportsOf(together), ...alone.map((person) => transportsOf([person])));
}

/** What each device shows that is to be the same. */
async function shownBy(person: Person, space: SpaceId): Promise<unknown> {
  const rows = await person.read(person.workspace.conversations());
  const row = rows.find((one) => one.space === space);
  const { theme } = await person.read(person.workspace.settings());
  const contacts = await person.read(person.workspace.contacts());
  const favourites = await person.read(person.workspace.favourites());
  const devices = await person.read(person.workspace.devices());
  return {
    texts: [...(await person.texts('Bob'))].toSorted(),
    archived: row?.preferences.archived,
    draft: row?.draft,
    unread: row?.unread,
    theme,
    tags: contacts.map(({ tags }) => tags),
    favourites: favourites.map(({ id }) => id).toSorted(),
    devices: devices.map(({ device, name }) => `${device} ${name}`).toSorted(),
  };
}

const PAIRS = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const;

/** Every order in which the three links can come up. */
const ORDERS = PAIRS.flatMap((first) =>
  PAIRS.filter((pair) => pair !== first).map((second) => [
    first,
    second,
    ...PAIRS.filter((pair) => pair !== first && pair !== second),
  ]),
);

const NAMES = ['desktop', 'laptop', 'tablet'];
const titleOf = (order: (typeof ORDERS)[number]) =>
  order.map((pair) => pair.map((one) => NAMES[one]).join('–')).join(', ');

describe('three own devices', () => {
  let world: World;
  let three: Three;
  let bob: Person;
  let space: SpaceId;
  let round = 0;

  beforeAll(async () => {
    ({ world, three, bob, space } = await story());
  });

  afterAll(async () => {
    for (const person of [...three, bob]) await person.close();
  });

  it('DEV-25 a third one, linked by the second, has what the first has', async () => {
    const [desktop, laptop, tablet] = three;
    const shown = await shownBy(desktop, space);
    expect(shown).toMatchObject({ texts: ['four', 'one', 'three', 'two'] });
    expect(await shownBy(laptop, space)).toEqual(shown);
    expect(await shownBy(tablet, space)).toEqual(shown);
    expect((await desktop.read(desktop.workspace.devices())).map(({ isLinked, isThis }) => isLinked || isThis)).toEqual(
      [true, true, true],
    );
  });

  it.each(ORDERS.map((order) => [titleOf(order), order] as const))(
    'DEV-12 DEV-60 each acts alone, their links come up one at a time (%s), and all come to the same',
    async (_, order) => {
      round += 1;
      const everybody = [...three, bob];
      onlyTogether(world, everybody, []);
      await world.pass(12_000);
      await actAlone(round);
      const apart = await Promise.all(three.map((person) => shownBy(person, space)));
      // Where they do not differ, nothing is proved.
      expect(new Set(apart.map((one) => JSON.stringify(one))).size).toBe(3);
      for (const pair of order) {
        onlyTogether(
          world,
          everybody,
          pair.map((place) => three[place]),
        );
        await world.pass(20_000);
      }
      const [shown, ...others] = await Promise.all(three.map((person) => shownBy(person, space)));
      for (const other of others) expect(other).toEqual(shown);
      expect(shown).toMatchObject({
        texts: expect.arrayContaining(NAMES.map((name) => `from the ${name} ${round}`)) as unknown,
      });
      // The friend hears of it from whichever device comes.
      const [, , last] = three;
      onlyTogether(world, everybody, [last, bob]);
      await world.pass(20_000);
      expect([...(await bob.texts('Alice'))].toSorted()).toEqual((shown as { texts: readonly string[] }).texts);
      world.network.heal();
      await world.pass(20_000);
      for (const person of three) expect(await shownBy(person, space)).toEqual(shown);
    },
    60_000,
  );

  async function actAlone(of: number): Promise<void> {
    const [desktop, laptop, tablet] = three;
    const [message] = await desktop.messages('Bob');
    const bobs = await bob.account();
    for (const [place, person] of three.entries()) {
      await person.say('Bob', `from the ${NAMES[place] ?? ''} ${of}`);
      // So that nothing is of the same moment.
      await world.pass(700);
    }
    must(await desktop.workspace.choose(space, { archived: of % 2 === 0 }));
    must(await laptop.workspace.setFavourite(space, message?.id as never, of % 2 === 1));
    must(await laptop.workspace.updateSettings({ theme: of % 2 === 1 ? 'dark' : 'light' }));
    await world.pass(700);
    must(await tablet.workspace.updateSettings({ theme: 'system' }));
    must(await tablet.workspace.setTags(bobs, [`tag ${of}`]));
    must(await tablet.workspace.saveDraft(space, `draft ${of}`));
    await world.pass(4000);
  }
});

describe('three own devices of which one is away', () => {
  it('DEV-12 DEV-25 DEV-77 one that was linked while the first slept has all of it, and the two meet later', async () => {
    const { world, alice, bob } = await two();
    await bob.say('Alice', 'before');
    await alice.say('Bob', 'answer');
    await world.pass(1000);
    const laptop = await linkDevice(alice, 104_729, 'Laptop');
    await world.pass(10_000);
    await alice.close();
    await world.pass(20_000);
    const tablet = await linkDevice(laptop, 15_485_863, 'Tablet');
    await world.pass(15_000);
    expect(await tablet.texts('Bob')).toEqual(['before', 'answer']);
    await laptop.close();
    await world.pass(20_000);
    // Only the tablet is there for the friend, and then for the desktop, which never met it.
    await bob.say('Alice', 'is anybody there?');
    await tablet.say('Bob', 'the tablet is');
    await world.pass(15_000);
    await bob.close();
    await alice.open();
    await world.pass(20_000);
    // Nobody has told the desktop yet that there is a tablet: it lets none in whom it does not know.
    expect(await alice.texts('Bob')).toEqual(['before', 'answer']);
    await laptop.open();
    await world.pass(30_000);
    const words = ['before', 'answer', 'is anybody there?', 'the tablet is'];
    expect([...(await alice.texts('Bob'))].toSorted()).toEqual(words.toSorted());
    await laptop.close();
    await world.pass(20_000);
    // From here on the two need nobody between them.
    await alice.say('Bob', 'and the desktop');
    await world.pass(3000);
    expect(await tablet.texts('Bob')).toContain('and the desktop');
    await alice.close();
    await bob.open();
    await laptop.open();
    await world.pass(30_000);
    const all = [...words, 'and the desktop'].toSorted();
    for (const [person, name] of [
      [tablet, 'Bob'],
      [laptop, 'Bob'],
      [bob, 'Alice'],
    ] as const)
      expect([...(await person.texts(name))].toSorted()).toEqual(all);
    expect((await bob.read(bob.workspace.contacts())).length).toBe(1);
  });

  it('DEV-4 DEV-27 DEV-62 what a device that was taken out told the one that was away counts no more', async () => {
    const { world, three, bob, space } = await story();
    const [desktop, laptop, tablet] = three;
    const everybody = [...three, bob];
    const taken = (await tablet.read(tablet.workspace.ownProfile())).device;
    onlyTogether(world, everybody, [laptop, bob]);
    await world.pass(12_000);
    must(await laptop.workspace.revokeDevice(taken));
    await world.pass(3000);
    // Neither the tablet nor the desktop knows.
    onlyTogether(world, everybody, [desktop, tablet]);
    await world.pass(15_000);
    await tablet.say('Bob', 'from whoever has it');
    must(await tablet.workspace.updateSettings({ theme: 'light' }));
    must(await tablet.workspace.choose(space, { archived: true }));
    await world.pass(5000);
    expect(await desktop.texts('Bob')).toContain('from whoever has it');
    onlyTogether(world, everybody, [desktop, laptop]);
    await world.pass(30_000);
    expect(await desktop.texts('Bob')).not.toContain('from whoever has it');
    expect(await laptop.texts('Bob')).not.toContain('from whoever has it');
    const [one, other] = [
      await desktop.read(desktop.workspace.settings()),
      await laptop.read(laptop.workspace.settings()),
    ];
    expect(one.theme).toBe(other.theme);
    world.network.heal();
    await world.pass(30_000);
    await desktop.say('Bob', 'without it');
    await world.pass(15_000);
    expect(await bob.texts('Alice')).not.toContain('from whoever has it');
    expect(await tablet.texts('Bob')).not.toContain('without it');
    expect(await laptop.texts('Bob')).toContain('without it');
  });
});
