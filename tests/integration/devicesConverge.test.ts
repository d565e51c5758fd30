/** Two devices of one person that do not hear of each other do as they like; when they meet again they come to the same. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { type Person, type World, must, setup } from './support/world.ts';

let world: World;
let alice: Person;
let laptop: Person;
let bob: Person;
let spaces: readonly SpaceId[];
/** Bob's messages, and Alice's own. */
let heard: readonly EventId[];
let own: readonly EventId[];

beforeAll(async () => {
  const met = await setup('Alice', 'Bob', 'Carol');
  world = met.world;
  [alice, bob] = met.people as [Person, Person, Person];
  for (const word of ['one', 'two', 'three', 'four']) await bob.say('Alice', word);
  await world.pass(1000);
  for (const word of ['first', 'second']) await alice.say('Bob', word);
  laptop = await linkDevice(alice, 104_729);
  await world.pass(15_000);
  spaces = [await alice.spaceWith('Bob'), await alice.spaceWith('Carol')];
  const messages = await alice.messages('Bob');
  heard = messages.filter((message) => !message.own).map(({ id }) => id as EventId);
  own = messages.filter((message) => message.own).map(({ id }) => id as EventId);
});

afterAll(async () => {
  for (const person of [alice, laptop, bob]) await person.close();
});

interface Act {
  /** On which of the two. */
  readonly on: 0 | 1;
  readonly pick: number;
  readonly value: number;
  /** How long after it the next comes, ms. */
  readonly pause: number;
}

const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.record({
    on: fc.constantFrom(0 as const, 1 as const),
    pick: fc.nat(7),
    value: fc.nat(7),
    pause: fc.constantFrom(0, 1, 700, 3000),
  }),
  { minLength: 1, maxLength: 8 },
);

/** Both act without each other, meet again, and show the same; what they showed before makes no difference. */
async function converges(
  act: (person: Person, act: Act) => Promise<unknown>,
  shown: (person: Person) => Promise<unknown>,
  { numRuns = 30, before = async (): Promise<void> => undefined, clocks = { min: -1_200_000, max: 1_200_000 } } = {},
): Promise<void> {
  let different = 0;
  await fc.assert(
    fc.asyncProperty(acts, fc.integer(clocks), async (all, ahead) => {
      // Their clocks are up to twenty minutes apart, and jump.
      laptop.clockOffset = () => ahead;
      await before();
      world.network.partition(...[alice, laptop].map(({ transport }) => (transport === null ? [] : [transport])));
      await world.pass(100);
      for (const one of all) {
        await act(one.on === 0 ? alice : laptop, one);
        await world.pass(one.pause);
      }
      await world.pass(4000);
      if (JSON.stringify(await shown(laptop)) !== JSON.stringify(await shown(alice))) different += 1;
      world.network.heal();
      await world.pass(25_000);
      expect(await shown(laptop)).toEqual(await shown(alice));
    }),
    { numRuns },
  );
  // Where they never differ, nothing is proved.
  expect(different).toBeGreaterThan(numRuns / 3);
}

const chatRows = async (person: Person) =>
  new Map((await person.read(person.workspace.conversations())).map((row) => [row.space, row]));
const from = <T>(list: readonly T[], place: number): T => list[place % list.length] as T;

describe('acts on two devices that are apart', () => {
  it('DEV-60 come to the same pins, quiet, archive and folders', async () => {
    await converges(
      async ({ workspace }, { pick, value }) => {
        const space = from(spaces, value);
        if (pick < 2)
          return must(await workspace.pinChats(from([[], spaces, [space], [...spaces].toReversed()], value)));
        if (pick < 4) return must(await workspace.choose(space, { archived: value > 3 }));
        if (pick < 6) return must(await workspace.choose(space, { mutedUntil: value > 3 ? 8_640_000_000_000_000 : 0 }));
        const rule = { people: true, groups: value > 3, tags: [], muted: 'any' as const, unread: false };
        return must(await workspace.saveFolder({ id: 'folder-of-two', name: `Folder ${value}`, rule, chosen: [] }));
      },
      async (person) => {
        const rows = await chatRows(person);
        const { folders } = await person.read(person.workspace.housekeeping());
        return [spaces.map((space) => rows.get(space)?.preferences), folders];
      },
    );
  });

  it('DEV-11 come to the same settings and profile', async () => {
    await converges(
      async ({ workspace }, { pick, value }) => {
        if (pick < 3) return must(await workspace.updateSettings({ theme: from(['dark', 'light', 'system'], value) }));
        if (pick < 5) return must(await workspace.updateSettings({ locale: from(['ar', 'en', 'system'], value) }));
        if (pick < 7) return must(await workspace.updateSettings({ typing: value > 3, unarchive: value > 5 }));
        return must(await workspace.updateProfile({ name: `Alice ${value}`, avatar: { kind: 'generated' } }));
      },
      async (person) => {
        const { theme, locale, typing, unarchive } = await person.read(person.workspace.settings());
        const { profile } = await person.read(person.workspace.ownProfile());
        return { theme, locale, typing, unarchive, name: profile.name };
      },
    );
  });

  it('DEV-63 come to the same messages put by', async () => {
    await converges(
      async ({ workspace }, { pick, value }) =>
        must(await workspace.setFavourite(from(spaces, 0), from(heard, pick), value > 3)),
      async (person) => (await person.read(person.workspace.favourites())).map(({ id, savedAt }) => [id, savedAt]),
    );
  });

  it('DEV-65 come to the same drafts', async () => {
    await converges(
      async ({ workspace }, { pick, value }) =>
        must(await workspace.saveDraft(from(spaces, pick), value < 3 ? '' : `draft ${value}`)),
      async (person) => {
        const rows = await chatRows(person);
        return spaces.map((space) => rows.get(space)?.draft);
      },
    );
  });

  it('CHT-59 come to the same words of a message that both edited, and so does who reads them', async () => {
    await converges(
      async ({ workspace }, { pick, value }) =>
        must(await workspace.editMessage(from(spaces, 0), from(own, pick), { text: `edited ${value} ${pick}` })),
      async (person) => {
        const said = await person.messages('Bob');
        return said.map(({ id, body }) => [id, body.kind === 'text' ? body.text : body.kind]);
      },
    );
    const [known] = (await bob.read(bob.workspace.contacts())).filter(({ ownName }) => ownName !== 'Carol');
    expect(await bob.texts(known?.ownName ?? '')).toEqual(await alice.texts('Bob'));
  });

  it('DEV-64 come to the same marks of what was read, told to others or not', async () => {
    const places: number[] = [];
    // What was read once is read: there has to be something new each time.
    const before = async () => {
      for (const word of ['five', 'six', 'seven', 'eight']) {
        must(await bob.workspace.sendText(from(spaces, 0), word));
        await world.pass(500);
      }
      await world.pass(3000);
      const messages = await alice.messages('Bob');
      places.splice(0, places.length, ...messages.slice(-4).map(({ at }) => at));
    };
    await converges(
      async ({ workspace }, { pick, value }) => {
        if (pick === 7) return must(await workspace.updateSettings({ readReceipts: value > 3 }));
        return must(await workspace.markRead(from(spaces, 0), from(places, pick)));
      },
      async (person) => (await chatRows(person)).get(from(spaces, 0))?.unread,
      { numRuns: 15, before, clocks: { min: 0, max: 240_000 } },
    );
  });
});
