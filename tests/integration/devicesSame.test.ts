/** What the devices of one person come to know of each other's doing. */
import { describe, expect, it } from 'vitest';
import { FOREVER } from '@domain/preference/preferences.ts';
import { found } from './support/groupStory.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { type Person, must, setup, two } from './support/world.ts';

const conversation = async (person: Person, name: string) =>
  (await person.read(person.workspace.conversations())).find((row) => row.name === name);

const rule = { people: true, groups: false, tags: [], muted: 'any' as const, unread: false };

describe('own devices', () => {
  it('DEV-15 know the same people, and what was noted about them, whoever made it when', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Carol');
    const [alice, bob, carol] = people as [Person, Person, Person];
    must(await alice.workspace.setRemark(await bob.account(), 'Bobby'));
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(5000);
    const known = async () => (await laptop.read(laptop.workspace.contacts())).map(({ name }) => name).toSorted();
    expect(await known()).toEqual(['Bobby', 'Carol']);
    must(await laptop.workspace.setTags(await carol.account(), ['work']));
    must(await alice.workspace.setBlocked(await bob.account(), true));
    await world.pass(3000);
    const carolHere = (await alice.read(alice.workspace.contacts())).find(({ ownName }) => ownName === 'Carol');
    expect(carolHere?.tags).toEqual(['work']);
    expect((await laptop.read(laptop.workspace.contact(await bob.account())))?.blocked).toBe(true);
    must(await laptop.workspace.deleteContact(await carol.account()));
    await world.pass(3000);
    expect((await alice.read(alice.workspace.contacts())).map(({ ownName }) => ownName)).toEqual(['Bob']);
  });

  it('DEV-15 somebody met on the one is known to the other', async () => {
    const { world, alice } = await two();
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(5000);
    const dora = await world.person('Dora');
    await world.befriend(laptop, dora);
    await world.pass(5000);
    expect((await alice.read(alice.workspace.contacts())).map(({ ownName }) => ownName).toSorted()).toEqual([
      'Bob',
      'Dora',
    ]);
    await alice.say('Dora', 'hello from the desktop');
    await world.pass(15_000);
    expect(await dora.texts('Alice')).toEqual(['hello from the desktop']);
  });

  it('DEV-17 keep settings, pins and folders alike, and choices made apart both stand', async () => {
    const { world, alice } = await two();
    must(await alice.workspace.updateSettings({ theme: 'dark', zoom: 125 }));
    const space = await alice.spaceWith('Bob');
    must(await alice.workspace.pinChats([space]));
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(5000);
    expect(await laptop.read(laptop.workspace.settings())).toMatchObject({ theme: 'dark', zoom: 100 });
    expect((await conversation(laptop, 'Bob'))?.preferences.pinned).toBe(0);
    await laptop.close();
    await world.pass(20_000);
    must(await alice.workspace.choose(space, { mutedUntil: FOREVER }));
    await alice.close();
    await laptop.open();
    must(await laptop.workspace.choose(space, { notify: 'mentions' }));
    must(await laptop.workspace.saveFolder({ id: null, name: 'Work', rule, chosen: [] }));
    must(await laptop.workspace.updateSettings({ locale: 'ar' }));
    await alice.open();
    await world.pass(20_000);
    for (const person of [alice, laptop]) {
      expect((await conversation(person, 'Bob'))?.preferences).toMatchObject({
        mutedUntil: FOREVER,
        notify: 'mentions',
        pinned: 0,
      });
      expect((await person.read(person.workspace.housekeeping())).folders.map(({ name }) => name)).toEqual(['Work']);
      expect(await person.read(person.workspace.settings())).toMatchObject({ theme: 'dark', locale: 'ar' });
    }
  });

  it('CHT-13 what was read on the one is read on the other', async () => {
    const { world, alice, bob } = await two();
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(5000);
    await bob.say('Alice', 'read me');
    await world.pass(2000);
    expect((await conversation(laptop, 'Bob'))?.unread).toBe(1);
    const last = (await alice.messages('Bob')).at(-1);
    must(await alice.workspace.markRead(await alice.spaceWith('Bob'), last?.at ?? 0));
    await world.pass(3000);
    expect((await conversation(laptop, 'Bob'))?.unread).toBe(0);
  });

  it('DEV-16 are in the same groups, with what was said there, and say their part', async () => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice, bob] = people as [Person, Person];
    const space = await found(world, alice, { members: [bob], name: 'Garden' });
    must(await bob.workspace.sendText(space, 'in the garden'));
    await world.pass(2000);
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(20_000);
    expect((await conversation(laptop, 'Garden'))?.groupState).toBe('active');
    must(await laptop.workspace.sendText(space, 'from the laptop'));
    await world.pass(15_000);
    const words = async (person: Person) => {
      const window = person.workspace.openMessages(space);
      await world.pass(100);
      const { messages } = window.state.get();
      window.dispose();
      return messages.flatMap(({ body }) => (body.kind === 'text' ? [body.text] : []));
    };
    expect(await words(bob)).toEqual(['in the garden', 'from the laptop']);
    expect(await words(laptop)).toEqual(['in the garden', 'from the laptop']);
    expect(await words(alice)).toEqual(['in the garden', 'from the laptop']);
  });
});
