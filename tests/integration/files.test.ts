import { describe, expect, it } from 'vitest';
import { BROKEN_PICTURE, MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { openApplication } from '@services/application/application.ts';
import type { OutgoingFile } from '@services/workspace/fileWorkspace.ts';
import { type Person, must, setup, two } from './support/world.ts';

const outgoing = (
  text: string | Uint8Array<ArrayBuffer>,
  name: string,
  change: Partial<OutgoingFile> = {},
): OutgoingFile => ({
  file: new File([text], name, { type: 'text/plain' }),
  asFile: false,
  caption: '',
  ...change,
});

async function send(from: Person, to: string, ...files: OutgoingFile[]): Promise<void> {
  must(await from.workspace.sendFiles(await from.spaceWith(to), files));
  await from.world.pass(1000);
}

async function filesOf(person: Person, other: string): Promise<readonly FileReference[]> {
  return (await person.messages(other)).flatMap(({ body }) => (body.kind === 'file' ? [body.file] : []));
}

async function onlyFile(person: Person, other: string): Promise<FileReference> {
  const [file] = await filesOf(person, other);
  if (file === undefined) throw new Error('no file came');
  return file;
}

/** Where a file stands for a person. */
async function stateOf(person: Person, file: FileReference): Promise<string> {
  const state = person.workspace.fileState(file);
  const stop = state.subscribe(() => undefined);
  await person.world.pass(50);
  stop();
  return state.get().state;
}

describe('files between people', () => {
  it('FIL-1 a picture goes encoded anew and nameless, a plain file as it is, under a cleaned name', async () => {
    const { world, alice, bob } = await two();
    await send(alice, 'Bob', outgoing(`${MEMORY_PICTURE}GPS 52.5`, 'PXL_20260101_Berlin.jpg', { caption: 'Look!' }));
    await send(alice, 'Bob', outgoing('minutes', 'a\u202Egpj.exe'));
    await send(alice, 'Bob', outgoing(`${MEMORY_PICTURE}raw`, 'raw.jpg', { asFile: true }));
    await world.pass(5000);
    const messages = (await bob.messages('Alice')).map(({ body }) => body);
    expect(messages[0]).toMatchObject({
      kind: 'file',
      caption: 'Look!',
      file: { name: 'photo.webp', mime: 'image/webp', picture: { width: 400, height: 300 } },
    });
    expect(messages[1]).toMatchObject({ file: { name: 'agpj.exe', mime: 'text/plain', size: 7, picture: null } });
    expect(messages[2]).toMatchObject({ file: { name: 'raw.jpg', picture: null, size: MEMORY_PICTURE.length + 3 } });
    for (const file of await filesOf(bob, 'Alice')) expect(await stateOf(bob, file)).toBe('here');
    expect(alice.workspace.uploads.get()).toEqual([]);
  });

  it('FIL-2 a picture that cannot be drawn is not sent as it is; sent as a file it is', async () => {
    const { alice, bob } = await two();
    await send(alice, 'Bob', outgoing(`${BROKEN_PICTURE}GPS`, 'a.jpg'));
    const [failed] = alice.workspace.uploads.get();
    expect(failed).toMatchObject({ name: 'a.jpg', error: 'file-unreadable' });
    must(await alice.workspace.retryUpload(failed?.id ?? ''));
    await alice.world.pass(1000);
    expect(alice.workspace.uploads.get()).toHaveLength(1);
    must(await alice.workspace.cancelUpload(failed?.id ?? ''));
    expect(alice.workspace.uploads.get()).toEqual([]);
    expect(await filesOf(bob, 'Alice')).toEqual([]);
  });

  it('FIL-3 files stand in the order in which they were chosen', async () => {
    const { alice, bob } = await two();
    const names = ['one', 'two', 'three', 'four'];
    await send(alice, 'Bob', ...names.map((name, index) => outgoing('x'.repeat(4000 - index * 999), name)));
    await alice.world.pass(3000);
    expect((await filesOf(bob, 'Alice')).map(({ name }) => name)).toEqual(names);
  });

  it('FIL-4 what the rule leaves out comes when it is asked for', async () => {
    const { world, alice, bob } = await two();
    must(await bob.workspace.updateSettings({ autoDownload: { limit: 10, onMetered: false } }));
    await send(alice, 'Bob', outgoing('more than ten bytes', 'long.txt'));
    await world.pass(3000);
    const file = await onlyFile(bob, 'Alice');
    expect(await stateOf(bob, file)).toBe('absent');
    expect(bob.workspace.fileUrl(file)).toBeNull();
    must(await bob.workspace.downloadFile(file.blob));
    await world.pass(3000);
    expect(await stateOf(bob, file)).toBe('here');
    expect(bob.workspace.fileUrl(file)).toContain(file.blob);
  });

  it('FIL-4 on a metered connection nothing comes by rule', async () => {
    const { world, alice, bob } = await two();
    bob.isMetered = true;
    await send(alice, 'Bob', outgoing('small', 'small.txt'));
    await world.pass(3000);
    expect(await stateOf(bob, await onlyFile(bob, 'Alice'))).toBe('absent');
  });

  it('SET-5 while data is saved nothing comes by rule, and own files are given as always', async () => {
    const { world, alice, bob } = await two();
    must(await bob.workspace.updateSettings({ saveData: true, autoDownload: { limit: 25_000_000, onMetered: true } }));
    await send(alice, 'Bob', outgoing('small', 'small.txt'));
    await world.pass(3000);
    expect(await stateOf(bob, await onlyFile(bob, 'Alice'))).toBe('absent');
    must(await alice.workspace.updateSettings({ saveData: true }));
    must(await bob.workspace.downloadFile((await onlyFile(bob, 'Alice')).blob));
    await world.pass(3000);
    expect(await stateOf(bob, await onlyFile(bob, 'Alice'))).toBe('here');
  });

  it('FIL-7 a file asked for while its sender is away comes when they are back', async () => {
    const { world, alice, bob } = await two();
    must(await bob.workspace.updateSettings({ autoDownload: { limit: 0, onMetered: false } }));
    await send(alice, 'Bob', outgoing('later', 'later.txt'));
    await world.pass(3000);
    const file = await onlyFile(bob, 'Alice');
    await alice.close();
    await world.pass(60_000);
    must(await bob.workspace.downloadFile(file.blob));
    await world.pass(3000);
    expect(await stateOf(bob, file)).toBe('waiting');
    await bob.close();
    await bob.open();
    await alice.open();
    await world.pass(60_000);
    expect(await stateOf(bob, file)).toBe('here');
  });

  it('FIL-5 a third person who knows the id is given nothing', async () => {
    const { world, people } = await setup('Alice', 'Bob', 'Carol');
    const [alice, bob, carol] = people as [Person, Person, Person];
    await send(alice, 'Bob', outgoing('for Bob alone', 'secret.txt'));
    await world.pass(3000);
    const file = await onlyFile(bob, 'Alice');
    expect(await stateOf(bob, file)).toBe('here');
    expect(await carol.workspace.downloadFile(file.blob)).toMatchObject({ ok: false, error: { code: 'file-missing' } });
    const access = await carol.host.call('blob.list', { account: await carol.account(), after: null });
    expect(access).toMatchObject({ ok: true, value: { blobs: [] } });
  });

  it('FIL-6 another tab sends files and follows them', async () => {
    const { world, alice, bob } = await two();
    const second = openApplication(alice.parts());
    await world.pass(500);
    const startup = second.startup.get();
    if (startup.status !== 'ready') throw new Error(startup.status);
    must(await startup.workspace.sendFiles(await alice.spaceWith('Bob'), [outgoing('from tab two', 'tab.txt')]));
    await world.pass(3000);
    const file = await onlyFile(bob, 'Alice');
    expect(file).toMatchObject({ name: 'tab.txt', size: 12 });
    const state = startup.workspace.fileState(file);
    const stop = state.subscribe(() => undefined);
    await world.pass(200);
    expect(state.get().state).toBe('here');
    stop();
    second.dispose();
  });

  it('FIL-8 deleting a contact takes the files of the chat along', async () => {
    const { world, alice, bob } = await two();
    await send(alice, 'Bob', outgoing('soon gone', 'gone.txt'));
    await world.pass(3000);
    must(await bob.workspace.deleteContact(await alice.account()));
    await world.pass(1000);
    const held = await bob.host.call('blob.list', { account: await bob.account(), after: null });
    expect(held).toMatchObject({ ok: true, value: { blobs: [] } });
  });

  it('FIL-8 a database that was lost finds its files again, own and received', async () => {
    const { world, alice, bob } = await two();
    await send(alice, 'Bob', outgoing('from Alice', 'a.txt'));
    await send(bob, 'Alice', outgoing('from Bob', 'b.txt'));
    await world.pass(5000);
    await bob.close();
    bob.disk = new MemoryDisk();
    await bob.open();
    await world.pass(30_000);
    for (const file of await filesOf(bob, 'Alice')) expect(await stateOf(bob, file)).toBe('here');
    const use = await bob.read(bob.workspace.storageUse());
    const origins = use.chats[0]?.files.map(({ name, origin }) => `${name} ${origin}`);
    expect(origins?.toSorted()).toEqual(['a.txt received', 'b.txt own']);
  });

  it('FIL-9 clearing a chat leaves what is kept for ever; what is gone can be fetched again', async () => {
    const { world, alice, bob } = await two();
    await send(alice, 'Bob', outgoing('keep', 'keep.txt'), outgoing('let go', 'go.txt'));
    await world.pass(5000);
    const [keep, go] = (await filesOf(bob, 'Alice')) as [FileReference, FileReference];
    must(await bob.workspace.keepFile(keep.blob, true));
    must(await bob.workspace.clearFiles(await bob.spaceWith('Alice')));
    await world.pass(200);
    expect([await stateOf(bob, keep), await stateOf(bob, go)]).toEqual(['here', 'absent']);
    must(await bob.workspace.downloadFile(go.blob));
    await world.pass(3000);
    expect(await stateOf(bob, go)).toBe('here');
  });

  it('FIL-10 the storage figures name what takes space, once', async () => {
    const { world, alice, bob } = await two();
    await send(alice, 'Bob', outgoing('twelve bytes', 'a.txt'), outgoing('twelve bytes', 'b.txt'));
    await world.pass(5000);
    const use = await bob.read(bob.workspace.storageUse());
    expect(use).toMatchObject({ fileBytes: 12, reclaimableBytes: 12 });
    expect(use.chats).toMatchObject([
      { name: 'Alice', bytes: 12, files: [{ size: 12, held: 12, origin: 'received' }] },
    ]);
    const own = await alice.read(alice.workspace.storageUse());
    expect(own).toMatchObject({ fileBytes: 12, reclaimableBytes: 0 });
  });
});
