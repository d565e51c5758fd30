import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { zipFiles } from '@domain/archive/zipFiles.ts';
import { importedMessageId, importedPersonId } from '@domain/importing/ids.ts';
// Virtual time does not wait for an import: what is loaded late is loaded before.
import '@services/importing/importCode.ts';
import '@services/importing/runImport.ts';
import type { ChosenExport, ImportWish, ScannedExport } from '@services/workspace/importWorkspace.ts';
import type { Message } from '@services/workspace/messageViews.ts';
import type { SpaceId } from '@shared/ids.ts';
import { type Person, must, setup, two } from './support/world.ts';

const fixture = (path: string) =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`../fixtures/imports/${path}`, import.meta.url))));
const PHOTO = '00000004-PHOTO-2023-02-01-18-05-12.png';
const TELEGRAM_PHOTO = 'photos/photo_1@01-03-2023_09-30-00.png';

const whatsapp = (change: (text: string) => string = (text) => text): readonly ChosenExport[] => [
  {
    path: 'WhatsApp Chat - Hill Walkers.zip',
    file: new Blob([
      new Uint8Array(
        zipFiles(
          new Map([
            ['_chat.txt', new TextEncoder().encode(change(new TextDecoder().decode(fixture('whatsapp/_chat.txt'))))],
            [PHOTO, fixture(`whatsapp/${PHOTO}`)],
          ]),
        ),
      ),
    ]),
  },
];
const telegram = (): readonly ChosenExport[] => [
  { path: 'ChatExport/result.json', file: new Blob([fixture('telegram/result.json')]) },
  { path: `ChatExport/${TELEGRAM_PHOTO}`, file: new Blob([fixture(`telegram/${TELEGRAM_PHOTO}`)]) },
];

async function scan(person: Person, files: readonly ChosenExport[]): Promise<ScannedExport> {
  const { signal } = new AbortController();
  return must(await person.workspace.scanExport(files, { signal, onProgress: () => undefined }));
}

async function take(person: Person, files: readonly ChosenExport[], wish: Partial<ImportWish> = {}): Promise<SpaceId> {
  const full: ImportWish = { files, chat: 0, name: 'A chat', me: null, order: 'day-first', withFiles: true, ...wish };
  return must(await person.workspace.importChat(full)).space;
}

async function messagesOf(person: Person, space: SpaceId): Promise<readonly Message[]> {
  const window = person.workspace.openImport(space);
  await expect.poll(() => window.state.get().status).not.toBe('loading');
  const { messages, status } = window.state.get();
  window.dispose();
  expect(status).toBe('ready');
  return messages;
}

const wordsOf = ({ body }: Message) =>
  body.kind === 'text' ? body.text : body.kind === 'file' ? body.caption : body.kind;

/** Blobs that a person's host keeps. */
async function blobsOf(person: Person): Promise<readonly string[]> {
  const { account } = await person.read(person.workspace.ownProfile());
  return must(await person.host.call('blob.list', { account, after: null })).blobs.map(({ id }) => id);
}

async function one(): Promise<Person> {
  const { people } = await setup('Alice');
  const [alice] = people;
  if (alice === undefined) throw new Error('nobody');
  return alice;
}

describe('chats from elsewhere', () => {
  it('IMP-1 IMP-2 a look at an export of WhatsApp tells who is in it, and how its dates are', async () => {
    const { alice } = await two();
    const found = await scan(alice, whatsapp());
    expect(found).toMatchObject({
      source: 'whatsapp',
      name: 'Hill Walkers',
      files: 1,
      order: { order: 'day-first', isSure: true },
    });
    expect(found.chats[0]?.people.map(({ name, messages }) => [name, messages])).toEqual([
      ['Ana Lindqvist', 3],
      ['Bo', 3],
      ['Cyd', 2],
      ['علي', 1],
      ['李雷', 1],
    ]);
  });

  it('IMP-5 IMP-6 IMP-7 a chat of WhatsApp is read as any chat, and says what is not in it', async () => {
    const { alice } = await two();
    const space = await take(alice, whatsapp(), { name: 'Hill Walkers', me: 'Bo' });
    const messages = await messagesOf(alice, space);
    expect(messages.map(wordsOf)).toEqual([
      expect.stringContaining('end-to-end encrypted'),
      'Who is coming up the hill on Saturday?',
      'I am, if the *weather* holds.\nBring soup: the hut is closed.',
      '',
      'Lovely! https://example.org/route',
      '📎 …',
      'meet at eight',
      'recalled',
      'صباح الخير، أنا في الطريق',
      '我也在路上，带了茶叶\n[32/02/2023, 18:10:00] Cyd: a line with a day that is none',
      '📎 00000012-AUDIO-2023-02-02-08-20-00.opus',
    ]);
    expect(messages.map(({ own }) => own)).toEqual([
      ...[false, false, true, false, false, true, true],
      ...[false, false, false, false],
    ]);
    expect(messages[6]?.edited).toBeDefined();
    expect(messages[3]?.body).toMatchObject({
      kind: 'file',
      file: { mime: 'image/png', picture: { width: 320, height: 240 } },
    });
    const people = await alice.read(alice.workspace.importedPeople(space));
    expect(people?.chat).toMatchObject({ name: 'Hill Walkers', messages: 11, unread: 1, missing: 2 });
    expect(people?.unread).toEqual(['[32/02/2023, 18:10:00] Cyd: a line with a day that is none']);
  });

  it('IMP-4 IMP-7 a chat of Telegram: answers, signs, polls, what was passed on', async () => {
    const { alice } = await two();
    const found = await scan(alice, telegram());
    expect(found.chats.map(({ name, messages }) => [name, messages])).toEqual([['Allotment', 7]]);
    const space = await take(alice, telegram(), { me: 'user12' });
    const messages = await messagesOf(alice, space);
    expect(messages.map(wordsOf)).toEqual([
      'Dita · create group · Allotment · Dita, Emil',
      'Seeds are in the **green shed**.',
      'The first beans',
      'They look good',
      '📊 Who waters on Sunday?\n• Dita — 2\n• Emil — 0',
      'Frost tonight',
      '📎 plan.pdf',
    ]);
    const [, , photo, answer] = messages;
    expect(answer).toMatchObject({
      own: true,
      reply: { id: photo?.id, message: { body: { caption: 'The first beans' } } },
    });
    expect(answer?.reactions).toMatchObject([{ sign: '👍', own: false }]);
    expect(answer?.reactions?.[0]?.people).toHaveLength(2);
    expect(messages[5]?.forwarded).toBe(true);
  });

  it('IMP-10 it is here after a restart, and after the database was lost', async () => {
    const { alice, world } = await two();
    const space = await take(alice, whatsapp(), { name: 'Hill Walkers' });
    const before = (await messagesOf(alice, space)).map(wordsOf);
    await alice.close();
    await alice.open();
    expect((await messagesOf(alice, space)).map(wordsOf)).toEqual(before);
    // The clean-up of files that nothing speaks of comes, and leaves it alone.
    await world.pass(60_000);
    await alice.close();
    alice.disk = new MemoryDisk();
    await alice.open();
    await world.pass(60_000);
    expect((await messagesOf(alice, space)).map(wordsOf)).toEqual(before);
    expect((await alice.read(alice.workspace.imports())).chats.map(({ name }) => name)).toEqual(['Hill Walkers']);
  });

  it('IMP-12 deleted, it takes along what no other imported chat has', async () => {
    const { alice, world } = await two();
    const blobs = async () => (await blobsOf(alice)).length;
    expect(await blobs()).toBe(0);
    const first = await take(alice, whatsapp());
    const second = await take(
      alice,
      whatsapp((text) => text.replaceAll('Bo:', 'Bob:')),
      { name: 'Again' },
    );
    const both = await blobs();
    must(await alice.workspace.removeImport(first));
    expect(await blobs()).toBeLessThan(both);
    const [, , , photo] = await messagesOf(alice, second);
    if (photo?.body.kind !== 'file') throw new Error('no photo');
    const state = alice.workspace.fileState(photo.body.file);
    const stop = state.subscribe(() => undefined);
    await expect.poll(() => state.get().state).toBe('here');
    stop();
    must(await alice.workspace.removeImport(second));
    await world.pass(60_000);
    expect(await blobs()).toBe(0);
  });

  it('IMP-17 the same file a second time is passed over, and says so', async () => {
    const alice = await one();
    for (const files of [whatsapp(), telegram()]) {
      const wish = { files, chat: 0, name: 'A chat', me: null, order: 'day-first', withFiles: true } as const;
      const first = must(await alice.workspace.importChat(wish));
      expect(first.already).toBe(0);
      const before = await blobsOf(alice);
      const again = must(await alice.workspace.importChat({ ...wish, name: 'Again' }));
      expect(again).toEqual({ space: first.space, name: 'A chat', is: 'here', fresh: 0, already: first.fresh });
      // Nor is a file lost by leaving files out.
      const bare = must(await alice.workspace.importChat({ ...wish, withFiles: false }));
      expect(bare).toMatchObject({ space: first.space, fresh: 0 });
      expect((await blobsOf(alice)).toSorted()).toEqual(before.toSorted());
    }
    expect((await alice.read(alice.workspace.imports())).chats).toHaveLength(2);
  });

  it('IMP-17 a longer export of a chat that is here adds to it what is new', async () => {
    const alice = await one();
    const wish = { chat: 0, name: 'A chat', me: null, order: 'day-first', withFiles: true } as const;
    const { space, fresh: count } = must(await alice.workspace.importChat({ ...wish, files: whatsapp() }));
    must(await alice.workspace.renameImport(space, 'Hills'));
    const before = await messagesOf(alice, space);
    const longer = whatsapp((text) => `${text.trimEnd()}\n[03/02/2023, 09:00:00] Bo: one more\n`);
    const added = must(await alice.workspace.importChat({ ...wish, me: 'Bo', files: longer }));
    expect(added).toEqual({ space, name: 'Hills', is: 'more', fresh: 1, already: count });
    const after = await messagesOf(alice, space);
    expect(after.map(({ id }) => id).slice(0, count)).toEqual(before.map(({ id }) => id));
    expect(after.map(wordsOf).at(-1)).toBe('one more');
    expect(after.at(-1)?.own).toBe(true);
    expect((await alice.read(alice.workspace.imports())).chats.map(({ name }) => name)).toEqual(['Hills']);
    // The shorter one is a part of it.
    const part = must(await alice.workspace.importChat({ ...wish, files: whatsapp() }));
    expect(part).toEqual({ space, name: 'Hills', is: 'here', fresh: 0, already: count });
    expect((await messagesOf(alice, space)).map(wordsOf)).toHaveLength(count + 1);
    must(await alice.workspace.removeImport(space));
    expect(await blobsOf(alice)).toEqual([]);
  });

  it('IMP-17 another chat that begins with the same line of the app stands beside', async () => {
    const alice = await one();
    const line = '01/02/2023, 10:00 - Messages and calls are end-to-end encrypted';
    const chat = (said: string): readonly ChosenExport[] => [
      { path: 'WhatsApp Chat with Ana.txt', file: new Blob([`${line}\n${said}`]) },
    ];
    await take(alice, chat('01/02/2023, 10:01 - Ana: hello'));
    await take(alice, chat('01/02/2023, 10:01 - Cyd: hello'));
    await take(alice, chat(''));
    expect((await alice.read(alice.workspace.imports())).chats).toHaveLength(3);
  });

  it('IMP-10 nobody is told of it, or given any of it', async () => {
    const { alice, bob, world } = await two();
    const said = (await bob.messages('Alice')).length;
    const space = await take(alice, whatsapp());
    const [, , , photo] = await messagesOf(alice, space);
    if (photo?.body.kind !== 'file') throw new Error('no photo');
    const asked = await bob.workspace.downloadFile(photo.body.file.blob);
    expect(asked.ok ? null : asked.error.code).toBe('file-missing');
    await world.pass(30_000);
    expect((await bob.messages('Alice')).length).toBe(said);
    expect(await blobsOf(bob)).toEqual([]);
  });

  it('IMP-1 what is no export is told of as that, and nothing of it stays', async () => {
    const { alice } = await two();
    const chosen = (text: string, path: string): readonly ChosenExport[] => [{ path, file: new Blob([text]) }];
    const asked = { signal: new AbortController().signal, onProgress: () => undefined };
    for (const files of [
      chosen('hello\nthere', 'notes.txt'),
      chosen('{"messages":[]}', 'result.json'),
      chosen('x', 'a.png'),
    ]) {
      const found = await alice.workspace.scanExport(files, asked);
      expect(found.ok ? null : found.error.code).toBe('import-unknown');
    }
    const damaged = await alice.workspace.scanExport(chosen('PK nothing', 'a.zip'), asked);
    expect(damaged.ok ? null : damaged.error.code).toBe('import-damaged');
    expect(await blobsOf(alice)).toEqual([]);
  });

  it('IMP-12 stopped half way, nothing of it stays', async () => {
    const alice = await one();
    const lines = Array.from({ length: 3000 }, (_, index) => `01/02/2023, 10:00 - Ana: line ${index}`);
    const files = [{ path: 'WhatsApp Chat with Ana.txt', file: new Blob([lines.join('\n')]) }];
    const taking = alice.workspace.importChat({
      files,
      chat: 0,
      name: 'x',
      me: null,
      order: 'day-first',
      withFiles: true,
    });
    must(await alice.workspace.cancelImport());
    const taken = await taking;
    expect(taken.ok ? null : taken.error.code).toBe('upload-cancelled');
    expect(await blobsOf(alice)).toEqual([]);
    expect(await alice.read(alice.workspace.imports())).toEqual({ chats: [], running: null, interrupted: null });
  });

  it('IMP-12 a long chat is read in a window that moves', async () => {
    const { alice } = await two();
    const lines = Array.from({ length: 1700 }, (_, index) => `01/02/2023, 10:00 - Ana: line ${index}`);
    const space = await take(alice, [{ path: 'WhatsApp Chat with Ana.txt', file: new Blob([lines.join('\n')]) }]);
    const window = alice.workspace.openImport(space);
    const words = () => window.state.get().messages.map(wordsOf);
    await expect.poll(() => words().at(-1)).toBe('line 1699');
    expect(words()).toHaveLength(50);
    for (let count = 1; count <= 9; count += 1) {
      window.older();
      await expect.poll(() => words()[0]).toBe(`line ${1650 - count * 50}`);
    }
    expect(words()).toHaveLength(400);
    expect(window.state.get().hasNewer).toBe(true);
    expect(await window.around(importedMessageId(space, 3))).toBe(true);
    await expect.poll(() => words()[0]).toBe('line 0');
    expect(words()).toContain('line 3');
    window.newer();
    await expect.poll(() => words().at(-1)).toBe('line 102');
    window.latest();
    await expect.poll(() => words().at(-1)).toBe('line 1699');
    window.dispose();
  });

  it('IMP-12 what of it is lost is counted, and what lies before is gone to', async () => {
    const { alice } = await two();
    const lines = Array.from({ length: 1700 }, (_, index) => `01/02/2023, 10:00 - Ana: line ${index}`);
    const space = await take(alice, [{ path: 'WhatsApp Chat with Ana.txt', file: new Blob([lines.join('\n')]) }]);
    const { account } = await alice.read(alice.workspace.ownProfile());
    const { blobs } = must(await alice.host.call('blob.list', { account, after: null }));
    // The outline is the smallest, then the last page, which is not full.
    const [, lastPage] = blobs.toSorted((small, large) => small.size - large.size);
    if (lastPage === undefined) throw new Error('no page');
    must(await alice.host.call('blob.remove', { account, id: lastPage.id }));
    await alice.close();
    await alice.open();
    const window = alice.workspace.openImport(space);
    await expect.poll(() => window.state.get()).toMatchObject({ status: 'ready', messages: [], lost: 50 });
    expect(window.state.get().hasOlder).toBe(true);
    window.older();
    await expect.poll(() => window.state.get().messages.map(wordsOf).at(-1)).toBe('line 1499');
    expect(window.state.get().lost).toBe(50);
    window.older();
    await expect.poll(() => window.state.get().messages.map(wordsOf)[0]).toBe('line 1100');
    expect(window.state.get().lost).toBe(0);
    window.dispose();
  });

  it('IMP-15 IMP-16 it is told to the list, put before the chat of a contact, and what was chosen about it goes with it', async () => {
    const { alice, world } = await two();
    const space = await take(alice, whatsapp(), { name: 'Hill Walkers' });
    const [bob] = await alice.read(alice.workspace.contacts());
    if (bob === undefined) throw new Error('no contact');
    const listed = () => alice.read(alice.workspace.importedTalks());
    const { chats } = await alice.read(alice.workspace.imports());
    expect(await listed()).toMatchObject([
      { space, kind: 'imported', name: 'Hill Walkers', messages: 11, activeAt: chats[0]?.to, contact: null },
    ]);
    must(await alice.workspace.pinChats([space]));
    expect(await listed()).toMatchObject([{ preferences: { pinned: 0 } }]);
    must(await alice.workspace.linkImport(space, bob.account));
    // It left the list: a pin that nobody sees is none of those one may have.
    expect(await listed()).toMatchObject([{ contact: bob.account, preferences: { pinned: null } }]);
    must(await alice.workspace.pinChats([space]));
    const stranger = await alice.workspace.linkImport(space, importedPersonId(space, 1));
    expect(stranger.ok ? null : stranger.error.code).toBe('contact-missing');
    // As it was, after a restart and from the journal alone.
    await alice.close();
    alice.disk = new MemoryDisk();
    await alice.open();
    await world.pass(60_000);
    expect(await listed()).toMatchObject([{ contact: bob.account, preferences: { pinned: 0 } }]);
    must(await alice.workspace.linkImport(space, null));
    expect(await listed()).toMatchObject([{ contact: null }]);
    must(await alice.workspace.removeImport(space));
    expect(await listed()).toEqual([]);
    expect(await alice.stores.at(-1)?.feed.keeps.get('chat.preferences', space)).toMatchObject({
      ok: true,
      value: null,
    });
  });
});
