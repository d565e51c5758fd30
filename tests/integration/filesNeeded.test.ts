/** Bytes that several things of a person need stay as long as one of them does. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
// Virtual time does not wait for an import: what is loaded late is loaded before.
import '@services/channels/channelCode.ts';
import '@services/importing/importCode.ts';
import '@services/importing/runImport.ts';
import { zipFiles } from '@domain/archive/zipFiles.ts';
import type { BlobId, SpaceId } from '@shared/ids.ts';
import { only, openChannel } from './support/channelStory.ts';
import { factsOf } from './support/programStory.ts';
import { type Person, must, two } from './support/world.ts';

const fixture = (path: string) =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`../fixtures/imports/whatsapp/${path}`, import.meta.url))));
const PHOTO = '00000004-PHOTO-2023-02-01-18-05-12.png';
const photo = () => new File([fixture(PHOTO)], PHOTO, { type: 'image/png' });
const NOT_A_PROGRAM = 'package-not-zip';

/** A small chat from elsewhere, with files of these names. */
async function importChat(person: Person, name: string, files: readonly string[] = []): Promise<SpaceId> {
  const text = (words: string) => new TextEncoder().encode(words);
  const lines = ['hello', ...files.map((file) => `${file} (file attached)`)];
  const said = lines.map((line, minute) => `01/02/2023, 10:${String(minute).padStart(2, '0')} - ${name}: ${line}`);
  const entries = [[`WhatsApp Chat with ${name}.txt`, text(said.join('\n'))] as const];
  const zip = zipFiles(new Map([...entries, ...files.map((file) => [file, text(`bytes of ${file}`)] as const)]));
  const chosen = [{ path: `WhatsApp Chat with ${name}.zip`, file: new Blob([new Uint8Array(zip)]) }];
  const wish = { files: chosen, chat: 0, name, me: null, order: 'day-first', withFiles: true } as const;
  return must(await person.workspace.importChat(wish)).space;
}

async function heldBy(person: Person): Promise<ReadonlySet<string>> {
  const { account } = await person.read(person.workspace.ownProfile());
  const { blobs } = must(await person.host.call('blob.list', { account, after: null }));
  return new Set(blobs.map(({ id }) => id));
}

/** Adds the picture as a mini program, which it is not. What is held after that. */
async function refuse(person: Person): Promise<ReadonlySet<string>> {
  const kept = await person.workspace.programs.addPackage(photo());
  expect(kept.ok ? null : kept.error.code).toBe(NOT_A_PROGRAM);
  return heldBy(person);
}

async function importPhoto(person: Person): Promise<BlobId> {
  const zip = zipFiles(
    new Map([
      ['_chat.txt', fixture('_chat.txt')],
      [PHOTO, fixture(PHOTO)],
    ]),
  );
  const files = [{ path: 'WhatsApp Chat - Hill Walkers.zip', file: new Blob([new Uint8Array(zip)]) }];
  const wish = { files, chat: 0, name: 'Hill Walkers', me: null, order: 'day-first', withFiles: true } as const;
  const { space } = must(await person.workspace.importChat(wish));
  const window = person.workspace.openImport(space);
  const found = () =>
    window.state.get().messages.flatMap(({ body }) => (body.kind === 'file' && body.file.picture ? [body.file] : []));
  await expect.poll(found).toHaveLength(1);
  const [file] = found();
  window.dispose();
  if (file === undefined) throw new Error('no photo');
  return file.blob;
}

describe('what needs a file', () => {
  it('FIL-16 a refused program takes nothing from an imported chat', async () => {
    const { alice, world } = await two();
    const blob = await importPhoto(alice);
    expect(await refuse(alice)).toContain(blob);
    await world.pass(60_000);
    expect(await heldBy(alice)).toContain(blob);
  });

  it('FIL-16 nor from a message, and of what nothing needs nothing stays', async () => {
    const { alice, world } = await two();
    expect((await refuse(alice)).size).toBe(0);
    const space = await alice.spaceWith('Bob');
    must(await alice.workspace.sendFiles(space, [{ file: photo(), asFile: true, caption: '' }]));
    await world.pass(1000);
    const [blob] = await heldBy(alice);
    expect(blob).toBeDefined();
    expect(await refuse(alice)).toContain(blob);
  });

  it('FIL-16 nor from a sticker', async () => {
    const { alice } = await two();
    const blob = await importPhoto(alice);
    must(await alice.workspace.bringSticker(photo(), { emoji: '🏔️', pack: '', blob }));
    for (const { id } of (await alice.read(alice.workspace.imports())).chats)
      must(await alice.workspace.removeImport(id));
    expect(await heldBy(alice)).toEqual(new Set([blob]));
    expect(await refuse(alice)).toContain(blob);
  });

  it('FIL-16 a sticker that goes leaves the picture to the imported chat', async () => {
    const { alice } = await two();
    const blob = await importPhoto(alice);
    must(await alice.workspace.bringSticker(photo(), { emoji: '🏔️', pack: '', blob }));
    must(await alice.workspace.removeSticker(blob));
    expect(await heldBy(alice)).toContain(blob);
  });

  it('FIL-16 nor from a picture behind chats', async () => {
    const { alice } = await two();
    const blob = await importPhoto(alice);
    const wallpaper = { kind: 'picture', blob, size: photo().size, mime: 'image/png', dim: 40 } as const;
    must(await alice.workspace.setWallpaper(wallpaper));
    for (const { id } of (await alice.read(alice.workspace.imports())).chats)
      must(await alice.workspace.removeImport(id));
    expect(await refuse(alice)).toEqual(new Set([blob]));
  });

  it('FIL-16 FIL-9 removed from a chat, or cleared with it, it stays for the imported chat, and that is said', async () => {
    const { alice, world } = await two();
    const blob = await importPhoto(alice);
    const space = await alice.spaceWith('Bob');
    must(await alice.workspace.sendFiles(space, [{ file: photo(), asFile: true, caption: '' }]));
    await world.pass(1000);
    const removed = await alice.workspace.removeFile(blob);
    expect(removed.ok ? null : removed.error.code).toBe('file-needed');
    must(await alice.workspace.clearFiles(space));
    expect(await heldBy(alice)).toContain(blob);
  });

  it('FIL-16 an upload that is stopped takes nothing from an imported chat', async () => {
    const { alice, world } = await two();
    const blob = await importPhoto(alice);
    const space = await alice.spaceWith('Bob');
    must(await alice.workspace.sendFiles(space, [{ file: photo(), asFile: true, caption: '' }]));
    for (const { id } of alice.workspace.uploads.get()) must(await alice.workspace.cancelUpload(id));
    await world.pass(60_000);
    expect(await heldBy(alice)).toContain(blob);
  });

  it('FIL-16 a program of one’s own stays, also where its mark is gone', async () => {
    const { alice, world } = await two();
    const id = await importPhoto(alice);
    alice.host.programs.know(factsOf(id));
    const { facts } = must(await alice.workspace.programs.addPackage(photo()));
    for (const chat of (await alice.read(alice.workspace.imports())).chats)
      must(await alice.workspace.removeImport(chat.id));
    must(await alice.workspace.keepFile(facts.package, false));
    const removed = await alice.workspace.removeFile(facts.package);
    expect(removed.ok ? null : removed.error.code).toBe('file-needed');
    await world.pass(60_000);
    expect(await heldBy(alice)).toContain(facts.package);
  });

  it('FIL-16 a picture of a draft stays, also where its mark is gone', async () => {
    const { alice, world } = await two();
    const { id: channel } = await openChannel(alice, 'Rivers of the north');
    const picture = { file: new File([`${MEMORY_PICTURE}a river`], 'river.jpg'), asFile: false, caption: '' };
    const { file } = must(await alice.workspace.keepArticlePicture(picture));
    const blocks = [{ block: 'picture', file, caption: '', description: '' }] as const;
    const words = { title: 'Rivers', summary: '', series: '', document: { v: 1 as const, blocks } };
    must(await alice.workspace.saveArticle({ id: 'rivers', channel, post: null, publishAt: null, ...words }));
    must(await alice.workspace.keepFile(file.blob, false));
    const removed = await alice.workspace.removeFile(file.blob);
    expect(removed.ok ? null : removed.error.code).toBe('file-needed');
    await world.pass(60_000);
    expect(await heldBy(alice)).toContain(file.blob);
  });

  it('FIL-16 FIL-9 while an imported chat cannot be read files stay, and that is said; words that end go', async () => {
    const { alice, world } = await two();
    await importChat(alice, 'Ben');
    const { outline } = only((await alice.read(alice.workspace.imports())).chats);
    must(await alice.host.call('blob.remove', { account: await alice.account(), id: outline.blob }));
    await alice.close();
    await alice.open();
    const space = await alice.spaceWith('Bob');
    const before = await heldBy(alice);
    must(await alice.workspace.sendFiles(space, [{ file: photo(), asFile: true, caption: '' }]));
    await expect.poll(async () => (await heldBy(alice)).size).toBe(before.size + 1);
    const held = await heldBy(alice);
    const blob = only([...held].filter((id) => !before.has(id))) as BlobId;
    const removed = await alice.workspace.removeFile(blob);
    expect(removed.ok ? null : removed.error.code).toBe('file-unsure');
    const clear = async () => {
      const cleared = await alice.workspace.clearFiles(space);
      return cleared.ok ? null : cleared.error.code;
    };
    // The bytes are held before the message that speaks of them is.
    await expect.poll(clear).toBe('file-unsure');
    must(await alice.workspace.setTimer(space, 60_000));
    must(await alice.workspace.sendText(space, 'hush'));
    await expect.poll(async () => (await heldBy(alice)).size).toBe(held.size + 1);
    await world.pass(180_000);
    await expect.poll(() => heldBy(alice)).toEqual(held);
  });
});
