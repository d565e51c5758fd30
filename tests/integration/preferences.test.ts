/** How people keep their chats: on their own device, through restarts and lost databases; and the word that one writes. */
import { describe, expect, it } from 'vitest';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { emptyRule } from '@domain/preference/folders.ts';
import { FOREVER, defaultPreferences } from '@domain/preference/preferences.ts';
import { MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
import type { Wallpaper } from '@domain/preference/wallpaper.ts';
import { found } from './support/groupStory.ts';
import { type Person, must, setup, two } from './support/world.ts';

const HOUR = 3_600_000;

const chatOf = async (person: Person, other: string) => {
  const space = await person.spaceWith(other);
  const chat = (await person.read(person.workspace.conversations())).find((row) => row.space === space);
  if (chat === undefined) throw new Error('no such chat');
  return chat;
};
const chosen = async (person: Person, other: string) => (await chatOf(person, other)).preferences;
const badgeOf = (person: Person) => person.host.effects.badge;

describe('what is chosen about a chat', () => {
  it('PRE-2 PRE-3 PRE-4 it is there after a restart, and after the database was lost', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Carol');
    const [alice] = people;
    if (alice === undefined) throw new Error('three people');
    const [bob, carol] = [await alice.spaceWith('Bob'), await alice.spaceWith('Carol')];
    must(await alice.workspace.pinChats([carol, bob]));
    must(await alice.workspace.choose(bob, { mutedUntil: FOREVER, notify: 'mentions' }));
    must(await alice.workspace.setWallpaper({ kind: 'pattern', pattern: 'leaves', tone: 'sand' }));
    const rule = { ...emptyRule, people: true, unread: true };
    const { id } = must(await alice.workspace.saveFolder({ id: null, name: ' Friends ', rule, chosen: [bob] }));
    const look = async () => {
      expect(await chosen(alice, 'Bob')).toEqual({
        ...defaultPreferences,
        pinned: 1,
        mutedUntil: FOREVER,
        notify: 'mentions',
      });
      expect(await chosen(alice, 'Carol')).toEqual({ ...defaultPreferences, pinned: 0 });
      expect(await alice.read(alice.workspace.housekeeping())).toMatchObject({
        folders: [{ id, name: 'Friends', chosen: [bob], place: 0 }],
        wallpaper: { kind: 'pattern', pattern: 'leaves', tone: 'sand' },
      });
    };
    await look();
    await alice.close();
    await alice.open();
    await look();
    await alice.close();
    alice.disk = new MemoryDisk();
    await alice.open();
    await world.pass(20_000);
    await look();
  });

  it('SET-3 settings come back with the journal, and what is here wins', async () => {
    const { world, alice, bob } = await two();
    must(await alice.workspace.updateSettings({ readReceipts: false, theme: 'dark' }));
    must(await alice.workspace.updateSettings({ quietHours: { from: 0, to: 60 } }));
    await alice.close();
    alice.disk = new MemoryDisk();
    await alice.open();
    await world.pass(20_000);
    const settings = () => alice.read(alice.workspace.settings());
    expect(await settings()).toMatchObject({ readReceipts: false, theme: 'dark', quietHours: { from: 0, to: 60 } });
    await bob.say('Alice', 'do you tell what you read?');
    await world.pass(1000);
    const { space, last } = await chatOf(alice, 'Bob');
    must(await alice.workspace.markRead(space, last?.at ?? 0));
    await world.pass(2000);
    expect((await bob.messages('Alice')).at(-1)?.state).toBe('delivered');
    must(await alice.workspace.updateSettings({ theme: 'light' }));
    await alice.close();
    await alice.open();
    await world.pass(20_000);
    expect(await settings()).toMatchObject({ readReceipts: false, theme: 'light' });
  });

  it('PRE-5 pinning is told of all at once, and who is not named is not pinned any more', async () => {
    const { people } = await setup('Alice', 'Bob', 'Carol');
    const [alice] = people;
    if (alice === undefined) throw new Error('three people');
    const [bob, carol] = [await alice.spaceWith('Bob'), await alice.spaceWith('Carol')];
    must(await alice.workspace.pinChats([bob, carol, bob]));
    expect([(await chosen(alice, 'Bob')).pinned, (await chosen(alice, 'Carol')).pinned]).toEqual([0, 1]);
    must(await alice.workspace.pinChats([carol]));
    expect([(await chosen(alice, 'Bob')).pinned, (await chosen(alice, 'Carol')).pinned]).toEqual([null, 0]);
  });

  it('PRE-1 PRE-8 what does not fit is refused', async () => {
    const { alice } = await two();
    const space = await alice.spaceWith('Bob');
    const wrong = { mutedUntil: -1 };
    expect(await alice.workspace.choose(space, wrong)).toMatchObject({ error: { code: 'setting-invalid' } });
    expect(await alice.workspace.choose(space, { pinned: 3 } as object)).toMatchObject({ ok: false });
    const rule = { ...emptyRule, people: true };
    const draft = { id: null, rule, chosen: [] };
    expect(await alice.workspace.saveFolder({ ...draft, name: '  ' })).toMatchObject({ ok: false });
    for (let n = 0; n < 12; n += 1) must(await alice.workspace.saveFolder({ ...draft, name: `Folder ${n}` }));
    expect(await alice.workspace.saveFolder({ ...draft, name: 'One more' })).toMatchObject({ ok: false });
    const { folders } = await alice.read(alice.workspace.housekeeping());
    must(await alice.workspace.orderFolders(folders.map(({ id }) => id).toReversed()));
    must(await alice.workspace.removeFolder(folders[0]?.id ?? ''));
    const after = (await alice.read(alice.workspace.housekeeping())).folders;
    expect(after.map(({ name }) => name)).toEqual([...Array(11).keys()].map((n) => `Folder ${11 - n}`));
  });

  it('PRE-6 PRE-7 a chat muted for a while is told of again after it, and counts again', async () => {
    const { world, alice, bob } = await two();
    const space = await bob.spaceWith('Alice');
    must(await bob.workspace.choose(space, { mutedUntil: world.clock.now() + HOUR }));
    await alice.say('Bob', 'in the quiet');
    await world.pass(2000);
    expect(bob.notices).toEqual([]);
    expect((await chatOf(bob, 'Alice')).unread).toBe(1);
    expect([await bob.read(bob.workspace.unreadTotal()), badgeOf(bob) ?? 0]).toEqual([0, 0]);
    await world.pass(HOUR);
    expect((await chosen(bob, 'Alice')).mutedUntil).toBe(0);
    expect([await bob.read(bob.workspace.unreadTotal()), badgeOf(bob)]).toEqual([1, 1]);
    await alice.say('Bob', 'and after');
    await world.pass(2000);
    expect(bob.notices.map(({ body }) => body)).toEqual(['and after']);
  });

  it('PRE-7 a chat marked as unread counts as one until it is read', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'come back to this');
    await world.pass(2000);
    const { space, last } = await chatOf(bob, 'Alice');
    must(await bob.workspace.markRead(space, last?.at ?? 0));
    must(await bob.workspace.choose(space, { markedUnread: true }));
    expect([await bob.read(bob.workspace.unreadTotal()), badgeOf(bob)]).toEqual([1, 1]);
    must(await bob.workspace.markRead(space, last?.at ?? 0));
    expect((await chosen(bob, 'Alice')).markedUnread).toBe(false);
    expect([await bob.read(bob.workspace.unreadTotal()), badgeOf(bob)]).toEqual([0, 0]);
  });

  it('PRE-11 something new takes a chat out of the archive, unless it is muted or that is switched off', async () => {
    const { world, alice, bob } = await two();
    const space = await bob.spaceWith('Alice');
    const isArchived = async () => (await chosen(bob, 'Alice')).archived;
    must(await bob.workspace.choose(space, { archived: true }));
    await bob.say('Alice', 'own words do not');
    await world.pass(2000);
    expect(await isArchived()).toBe(true);
    await alice.say('Bob', 'a new one');
    await world.pass(2000);
    expect(await isArchived()).toBe(false);
    must(await bob.workspace.choose(space, { archived: true, mutedUntil: FOREVER }));
    await alice.say('Bob', 'while muted');
    await world.pass(2000);
    expect(await isArchived()).toBe(true);
    must(await bob.workspace.choose(space, { mutedUntil: 0 }));
    must(await bob.workspace.updateSettings({ unarchive: false }));
    await alice.say('Bob', 'while it is switched off');
    await world.pass(2000);
    expect(await isArchived()).toBe(true);
  });

  it('PRE-3 what was chosen about a chat goes with it', async () => {
    const { alice } = await two();
    const space = await alice.spaceWith('Bob');
    must(await alice.workspace.choose(space, { archived: true }));
    const contact = (await alice.read(alice.workspace.contacts()))[0];
    must(await alice.workspace.deleteContact(contact?.account ?? (await alice.account())));
    await alice.close();
    await alice.open();
    expect(JSON.stringify(await alice.read(alice.workspace.housekeeping()))).not.toContain(space);
  });

  it('PRE-2 an own picture behind the chats stays on the device while it is there, and goes after it', async () => {
    const { world, alice } = await two();
    const bytes = new TextEncoder().encode(`${MEMORY_PICTURE}of a wood`);
    const file = new File([bytes], 'wood.png', { type: 'image/png' });
    const taken = must(await alice.workspace.takeWallpaper({ file, asFile: false, caption: '' }));
    must(await alice.workspace.setWallpaper(taken));
    const blobs = async () => {
      const account = await alice.account();
      return must(await alice.host.call('blob.list', { account, after: null })).blobs.map(({ id }) => id);
    };
    const blobOf = (wallpaper: Wallpaper) => (wallpaper.kind === 'picture' ? wallpaper.blob : null);
    await alice.close();
    alice.disk = new MemoryDisk();
    await alice.open();
    await world.pass(60_000);
    expect(await blobs()).toEqual([blobOf(taken)]);
    const { wallpaper } = await alice.read(alice.workspace.housekeeping());
    expect(wallpaper).toEqual(taken);
    must(await alice.workspace.setWallpaper({ kind: 'none' }));
    await world.pass(25 * HOUR);
    expect(await blobs()).toEqual([]);
    const text = new File(['no picture'], 'a.png', { type: 'image/png' });
    expect(await alice.workspace.takeWallpaper({ file: text, asFile: false, caption: '' })).toMatchObject({
      error: { code: 'file-unreadable' },
    });
  });
});

describe('what is told', () => {
  it('NTF-5 NTF-6 quiet hours, choices of a chat and what a notice may show', async () => {
    const { world, alice, bob } = await two();
    const space = await bob.spaceWith('Alice');
    const say = async (text: string) => {
      await alice.say('Bob', text);
      await world.pass(1000);
    };
    const minutes = () => {
      const now = new Date(world.clock.now());
      return now.getHours() * 60 + now.getMinutes();
    };
    must(await bob.workspace.updateSettings({ quietHours: { from: minutes(), to: (minutes() + 60) % 1440 } }));
    await say('in quiet hours');
    must(await bob.workspace.updateSettings({ quietHours: null }));
    must(await bob.workspace.choose(space, { notify: 'none' }));
    await say('nothing of this chat');
    must(await bob.workspace.choose(space, { notify: 'mentions' }));
    await say('no mention');
    expect(bob.notices).toEqual([]);
    const [start, length] = [6, 4];
    const mentions = [{ account: await bob.account(), start, length }];
    must(await alice.workspace.sendText(await alice.spaceWith('Bob'), 'hello @Bob!', { mentions }));
    await world.pass(1000);
    expect(bob.notices.at(-1)).toMatchObject({ body: 'hello @Bob!', isAnswerable: true });
    must(await bob.workspace.choose(space, { notify: 'all' }));
    must(await bob.workspace.updateSettings({ noticeContent: 'name' }));
    await say('a secret');
    expect(bob.notices.at(-1)).toEqual({ tag: space, title: 'Alice', body: '💬', isAnswerable: false });
    must(await bob.workspace.updateSettings({ noticeContent: 'nothing' }));
    await say('another');
    expect(bob.notices.at(-1)).toEqual({ tag: space, title: 'Banyan', body: '💬', isAnswerable: false });
    must(await bob.workspace.markRead(space, (await chatOf(bob, 'Alice')).last?.at ?? 0));
    expect(bob.cleared).toEqual([space]);
  });

  it('NTF-6 where the host tells of the lock, words are shown only while it is open, and go when it closes', async () => {
    const { world, alice, bob } = await two();
    const space = await bob.spaceWith('Alice');
    must(await bob.workspace.updateSettings({ noticeContent: 'unlocked' }));
    await alice.say('Bob', 'nobody knows of a lock');
    await world.pass(1000);
    expect(bob.notices.at(-1)).toMatchObject({ title: 'Alice', body: '💬' });
    bob.host.emit('power.changed', { state: 'unlock' });
    await alice.say('Bob', 'open');
    await world.pass(1000);
    expect(bob.notices.at(-1)).toMatchObject({ title: 'Alice', body: 'open' });
    bob.host.emit('power.changed', { state: 'lock' });
    expect(bob.cleared).toEqual([space]);
    await alice.say('Bob', 'closed');
    await world.pass(1000);
    expect(bob.notices.at(-1)).toMatchObject({ title: 'Banyan', body: '💬' });
  });

  it('NTF-8 what was taken back or changed is told no more as it was, by whom it counts', async () => {
    const { world, alice, bob } = await two();
    const space = await bob.spaceWith('Alice');
    const say = async (text: string) => {
      const { id } = must(await alice.workspace.sendText(space, text));
      await world.pass(1000);
      return id;
    };
    await say('an older one');
    const first = await say('a slp of the pen');
    must(await alice.workspace.editMessage(space, first, { text: 'a *slip* of the pen' }));
    await world.pass(1000);
    expect(bob.notices.at(-1)).toMatchObject({ tag: space, title: 'Alice', body: 'a slip of the pen' });
    expect(bob.cleared).toEqual([]);
    must(await alice.workspace.react(space, first, '👍'));
    await world.pass(1000);
    expect([bob.notices.length, bob.cleared]).toEqual([3, []]);
    must(await alice.workspace.recallMessage(space, first));
    await world.pass(1000);
    expect([bob.notices.length, bob.cleared]).toEqual([3, [space]]);
    // Nothing is shown any more: nothing of it comes back, and another that is taken back clears nothing.
    const second = await say('told');
    await say('and the last');
    must(await alice.workspace.recallMessage(space, second));
    await world.pass(1000);
    expect(bob.notices.at(-1)).toMatchObject({ body: 'and the last' });
    expect(bob.cleared).toEqual([space]);
  });

  it('NTF-8 what who runs a group takes away is told no more', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Carol');
    const [alice, bob, carol] = people as [Person, Person, Person];
    const space = await found(world, alice, { members: [bob, carol] });
    const { id } = must(await bob.workspace.sendText(space, 'rude'));
    await world.pass(1000);
    expect(carol.notices.at(-1)).toMatchObject({ tag: space, body: 'Bob: rude' });
    must(await alice.workspace.recallMessage(space, id));
    await world.pass(2000);
    expect(carol.cleared).toEqual([space]);
  });

  it('NTF-7 an answer given in the notice is said, and what was there is read', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'are you there?');
    await world.pass(1000);
    const tag = bob.notices.at(-1)?.tag ?? '';
    bob.actOnNotice(tag, { kind: 'reply', text: '   ' });
    await world.pass(1000);
    expect((await chatOf(bob, 'Alice')).unread).toBe(1);
    bob.actOnNotice(tag, { kind: 'reply', text: ' on my way ' });
    await world.pass(2000);
    expect(await alice.texts('Bob')).toEqual(['are you there?', 'on my way']);
    expect((await chatOf(bob, 'Alice')).unread).toBe(0);
    await alice.say('Bob', 'good');
    await world.pass(1000);
    bob.actOnNotice(tag, { kind: 'read' });
    await world.pass(2000);
    expect((await chatOf(bob, 'Alice')).unread).toBe(0);
    expect((await alice.messages('Bob')).map(({ state }) => state)).toEqual(['read', 'received', 'read']);
    bob.actOnNotice('not a chat', { kind: 'read' });
    await world.pass(1000);
  });
});

describe('what others learn', () => {
  it('PRE-13 who is linked sees that one writes, until it stops, is sent, or is switched off', async () => {
    const { world, alice, bob } = await two();
    const space = await alice.spaceWith('Bob');
    const shown = () => bob.workspace.typing.get().get(space) ?? [];
    const account = await alice.account();
    must(await alice.workspace.tellTyping(space, true));
    await world.pass(200);
    expect(shown()).toEqual([account]);
    must(await alice.workspace.tellTyping(space, false));
    await world.pass(200);
    expect(shown()).toEqual([]);
    must(await alice.workspace.tellTyping(space, true));
    await world.pass(200);
    await alice.say('Bob', 'here it is');
    await world.pass(1000);
    expect(shown()).toEqual([]);
    await world.pass(3000);
    must(await alice.workspace.tellTyping(space, true));
    await world.pass(200);
    expect(shown()).toEqual([account]);
    await world.pass(9000);
    expect(shown()).toEqual([]);
    must(await bob.workspace.updateSettings({ typing: false }));
    must(await alice.workspace.tellTyping(space, true));
    await world.pass(200);
    expect(shown()).toEqual([]);
    must(await bob.workspace.tellTyping(space, true));
    await world.pass(200);
    expect(alice.workspace.typing.get().size).toBe(0);
  });

  it('CHT-13 who lets nobody know is not shown what others read', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'did you see this?');
    await world.pass(1000);
    const { space, last } = await chatOf(bob, 'Alice');
    must(await bob.workspace.markRead(space, last?.at ?? 0));
    await world.pass(2000);
    const state = async () => [(await alice.messages('Bob')).at(-1)?.state, (await chatOf(alice, 'Bob')).last?.state];
    expect(await state()).toEqual(['read', 'read']);
    must(await alice.workspace.updateSettings({ readReceipts: false }));
    expect(await state()).toEqual(['delivered', 'delivered']);
    const own = (await alice.messages('Bob')).at(-1);
    const details = await alice.read(alice.workspace.messageDetails(space, { id: own?.id as never, at: own?.at ?? 0 }));
    expect(details).toMatchObject({ read: 0, delivered: 1 });
    must(await alice.workspace.updateSettings({ readReceipts: true }));
    expect(await state()).toEqual(['read', 'read']);
  });
});

describe('what was refused', () => {
  it('PRE-12 it is written down with why, and stays when the database is lost; who was refused may ask again', async () => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice, bob] = people;
    if (alice === undefined || bob === undefined) throw new Error('two people');
    const stranger = await world.person('Stranger');
    const invite = must(await alice.workspace.createInvite());
    await world.pass(200);
    must(await stranger.workspace.acceptInvite(invite.link));
    await world.pass(3000);
    must(await alice.workspace.blockRequest(await stranger.account()));
    const said = await bob.say('Alice', 'send me money');
    await world.pass(1000);
    const account = await bob.account();
    const message = { space: await alice.spaceWith('Bob'), id: said as never };
    must(await alice.workspace.report({ account, reason: 'scam', note: 'again', message }));
    must(await alice.workspace.setBlocked(account, true));
    const log = async () => must(await alice.workspace.refusals());
    const [blocked] = await log();
    if (blocked === undefined) throw new Error('no entry');
    must(await alice.workspace.explainRefusal(blocked, { reason: 'threat', note: 'enough' }));
    const look = async () =>
      expect(
        (await log()).map(({ deed, name, reason, note, message: about }) => [deed, name, reason, note, about?.text]),
      ).toEqual([
        ['blocked', 'Bob', 'threat', 'enough', undefined],
        ['reported', 'Bob', 'scam', 'again', 'send me money'],
        ['blocked', 'Stranger', null, '', undefined],
      ]);
    await look();
    expect(must(await alice.workspace.refusedPeople())).toMatchObject([{ name: 'Stranger' }]);
    await alice.close();
    alice.disk = new MemoryDisk();
    await alice.open();
    await world.pass(20_000);
    await look();
    must(await alice.workspace.letAskAgain(await stranger.account()));
    expect(must(await alice.workspace.refusedPeople())).toEqual([]);
    expect((await log())[0]).toMatchObject({ deed: 'unblocked', name: 'Stranger' });
    must(await alice.workspace.clearRefusals());
    expect(await log()).toEqual([]);
    expect(bob.notices.concat(stranger.notices).filter(({ body }) => /scam|enough/u.test(body))).toEqual([]);
  });
});
