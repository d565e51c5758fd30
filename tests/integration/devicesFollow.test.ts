/** What a person put by, began or made on one device is on the other. */
import { describe, expect, it } from 'vitest';
import type { DeviceId } from '@shared/ids.ts';
import { found } from './support/groupStory.ts';
// Virtual time does not wait for an import: what is loaded late is loaded before.
import '@services/importing/runImport.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { type Person, must, two } from './support/world.ts';

async function story() {
  const { world, alice, bob } = await two();
  await bob.say('Alice', 'hello');
  await world.pass(1000);
  const laptop = await linkDevice(alice, 104_729);
  await world.pass(10_000);
  const space = await alice.spaceWith('Bob');
  return { world, alice, bob, laptop, space };
}

const deviceOf = async (person: Person): Promise<DeviceId> => (await person.read(person.workspace.ownProfile())).device;
const conversation = async (person: Person, name: string) =>
  (await person.read(person.workspace.conversations())).find((row) => row.name === name);
const savedBy = async (person: Person) => (await person.read(person.workspace.favourites())).map(({ id }) => id);

describe('what follows to other own devices', () => {
  it('DEV-63 messages put by are so on both, those from before included, and are let go on both', async () => {
    const { world, alice, bob } = await two();
    await bob.say('Alice', 'keep this');
    await world.pass(1000);
    const [message] = await alice.messages('Bob');
    const space = await alice.spaceWith('Bob');
    must(await alice.workspace.setFavourite(space, message?.id as never, true));
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(10_000);
    expect(await savedBy(laptop)).toEqual([message?.id]);
    must(await laptop.workspace.setFavourite(space, message?.id as never, false));
    await world.pass(2000);
    expect(await savedBy(alice)).toEqual([]);
  });

  it('DEV-63 stickers come with their pictures, and go', async () => {
    const { world, alice, laptop } = await story();
    const picture = {
      file: new File(['PICTURE a leaf'], 'leaf.png', { type: 'image/png' }),
      asFile: false,
      caption: '',
    };
    const { file } = must(await alice.workspace.makeSticker(picture, { emoji: '🍃', pack: 'Trees' }));
    await world.pass(15_000);
    const [sticker] = await laptop.read(laptop.workspace.stickers());
    expect(sticker).toMatchObject({ emoji: '🍃', pack: 'Trees', file: { blob: file.blob } });
    const state = laptop.workspace.fileState(file);
    const stop = state.subscribe(() => undefined);
    await world.pass(5000);
    expect(state.get().state).toBe('here');
    stop();
    must(await laptop.workspace.removeSticker(file.blob));
    await world.pass(3000);
    expect(await alice.read(alice.workspace.stickers())).toEqual([]);
  });

  it('DEV-65 what is begun on the one can be ended on the other', async () => {
    const { world, alice, laptop, space } = await story();
    must(await alice.workspace.saveDraft(space, 'Dear Bob'));
    await world.pass(5000);
    expect((await conversation(laptop, 'Bob'))?.draft).toBe('Dear Bob');
    must(await laptop.workspace.saveDraft(space, 'Dear Bob, see you'));
    await world.pass(5000);
    expect((await conversation(alice, 'Bob'))?.draft).toBe('Dear Bob, see you');
    must(await laptop.workspace.saveDraft(space, ''));
    await world.pass(3000);
    expect((await conversation(alice, 'Bob'))?.draft).toBe('');
  });

  it('DEV-65 a draft that was never seen elsewhere is not taken away by what was sent there', async () => {
    const { world, alice, laptop, space } = await story();
    must(await alice.workspace.saveDraft(space, 'short'));
    await world.pass(5000);
    await laptop.close();
    await world.pass(20_000);
    must(await alice.workspace.saveDraft(space, ''));
    await world.pass(3000);
    await alice.close();
    await laptop.open();
    must(await laptop.workspace.saveDraft(space, 'short, and more on the train'));
    await world.pass(3000);
    await laptop.close();
    await alice.open();
    must(await alice.workspace.saveDraft(space, 'quick'));
    await world.pass(3000);
    must(await alice.workspace.saveDraft(space, ''));
    await world.pass(3000);
    await laptop.open();
    await world.pass(20_000);
    for (const person of [alice, laptop])
      expect((await conversation(person, 'Bob'))?.draft).toBe('short, and more on the train');
  });

  it('DEV-64 what was read follows though nobody is told of it', async () => {
    const { world, alice, bob, laptop, space } = await story();
    must(await alice.workspace.updateSettings({ readReceipts: false }));
    await world.pass(3000);
    await bob.say('Alice', 'read me');
    await world.pass(2000);
    expect((await conversation(laptop, 'Bob'))?.unread).toBe(2);
    const last = (await alice.messages('Bob')).at(-1);
    must(await alice.workspace.markRead(space, last?.at ?? 0));
    await world.pass(3000);
    expect((await conversation(laptop, 'Bob'))?.unread).toBe(0);
    expect((await bob.messages('Alice')).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('DEV-64 what was read of a group is so on a device that was linked later', async () => {
    const { world, alice, bob } = await two();
    const space = await found(world, alice, { members: [bob], name: 'Garden' });
    must(await bob.workspace.sendText(space, 'in the garden'));
    await world.pass(2000);
    must(await alice.workspace.updateSettings({ readReceipts: false }));
    must(await alice.workspace.markRead(space, world.clock.now()));
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(20_000);
    expect(await conversation(laptop, 'Garden')).toMatchObject({ groupState: 'active', unread: 0 });
  });

  it('DEV-66 words to be said later are seen and changed on both, and said once by the one that has them', async () => {
    const { world, alice, bob, laptop, space } = await story();
    const dueAt = world.clock.now() + 60_000;
    const { id } = must(await alice.workspace.scheduleMessage(space, { text: 'at noon', dueAt }));
    await world.pass(3000);
    const waiting = async (person: Person) => person.read(person.workspace.schedules(space));
    expect(await waiting(laptop)).toMatchObject([{ text: 'at noon', dueAt, by: await deviceOf(alice) }]);
    must(await laptop.workspace.changeSchedule(id, { text: 'at one' }));
    await world.pass(3000);
    expect(await waiting(alice)).toMatchObject([{ text: 'at one' }]);
    await world.pass(80_000);
    expect(await bob.texts('Alice')).toEqual(['hello', 'at one']);
    expect([await waiting(alice), await waiting(laptop)]).toEqual([[], []]);
    const { id: other } = must(await alice.workspace.scheduleMessage(space, { text: 'never', dueAt: dueAt + 200_000 }));
    await world.pass(3000);
    must(await laptop.workspace.cancelSchedule(other));
    await world.pass(300_000);
    expect(await waiting(alice)).toEqual([]);
    expect(await bob.texts('Alice')).toEqual(['hello', 'at one']);
  });

  it('DEV-66 words of a device that was taken out are said by another, once', async () => {
    const { world, alice, bob, laptop, space } = await story();
    const dueAt = world.clock.now() + 120_000;
    must(await laptop.workspace.scheduleMessage(space, { text: 'happy birthday', dueAt }));
    await world.pass(3000);
    await laptop.close();
    must(await alice.workspace.revokeDevice(await deviceOfOther(alice)));
    await world.pass(60_000);
    expect(await bob.texts('Alice')).toEqual(['hello']);
    await world.pass(90_000);
    expect(await bob.texts('Alice')).toEqual(['hello', 'happy birthday']);
    // The other, which knows nothing of it, says them too late for anybody to hear.
    await laptop.open();
    await world.pass(60_000);
    expect(await bob.texts('Alice')).toEqual(['hello', 'happy birthday']);
  });

  it('DEV-69 who was refused for good is refused by the other device, too', async () => {
    const { world, alice, laptop } = await story();
    const carol = await world.person('Carol');
    const invite = must(await alice.workspace.createInvite());
    await world.pass(200);
    must(await carol.workspace.acceptInvite(invite.link));
    await world.pass(3000);
    must(await alice.workspace.blockRequest(await carol.account()));
    await world.pass(3000);
    expect(must(await laptop.workspace.refusedPeople()).map(({ account }) => account)).toEqual([await carol.account()]);
    must(await laptop.workspace.letAskAgain(await carol.account()));
    await world.pass(3000);
    expect(must(await alice.workspace.refusedPeople())).toEqual([]);
  });

  it('DEV-61 what was chosen as the app ended, before it was told, is told at the next start', async () => {
    const { world, alice, bob, laptop, space } = await story();
    const [message] = await alice.messages('Bob');
    await Promise.all([
      alice.workspace.updateSettings({ theme: 'dark' }),
      alice.workspace.setFavourite(space, message?.id as never, true),
    ]);
    await alice.kill();
    expect(bob.application).not.toBeNull();
    await alice.open();
    const here = await alice.read(alice.workspace.settings());
    await world.pass(20_000);
    expect(await laptop.read(laptop.workspace.settings())).toMatchObject({ theme: here.theme });
    expect(await savedBy(laptop)).toEqual(await savedBy(alice));
  });

  it('PRE-14 what is chosen about an imported chat stays where the chat is', async () => {
    const { world, alice, laptop, space } = await story();
    const lines = [{ path: 'WhatsApp Chat with Ana.txt', file: new Blob(['01/02/2023, 10:00 - Ana: hello']) }];
    const wish = { files: lines, chat: 0, name: 'Ana', me: null, order: 'day-first', withFiles: true } as const;
    const imported = must(await alice.workspace.importChat(wish)).space;
    must(await alice.workspace.pinChats([imported, space]));
    await world.pass(5000);
    expect((await conversation(laptop, 'Bob'))?.preferences.pinned).toBe(1);
    const kept = await laptop.stores.at(-1)?.feed.keeps.get('chat.preferences', imported);
    expect(kept).toMatchObject({ ok: true, value: null });
    // Who pins there names only what is there.
    must(await laptop.workspace.pinChats([]));
    await world.pass(5000);
    expect((await conversation(alice, 'Bob'))?.preferences.pinned).toBeNull();
    expect((await alice.read(alice.workspace.importedTalks()))[0]?.preferences.pinned).toBe(0);
  });
});

/** The device of an account that is not the one at hand. */
async function deviceOfOther(person: Person): Promise<DeviceId> {
  const other = (await person.read(person.workspace.devices())).find(({ isThis }) => !isThis);
  if (other === undefined) throw new Error('no other device');
  return other.device;
}
