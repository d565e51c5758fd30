/** What of an export of everything comes back into the account. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { zipFiles } from '@domain/archive/zipFiles.ts';
import { dataPath } from '@domain/exporting/all/form.ts';
// Virtual time does not wait for an import: what is loaded late is loaded before.
import '@services/exporting/all/exportAll.ts';
import '@services/importing/importCode.ts';
import '@services/channels/channelCode.ts';
import '@services/moments/momentReads.ts';
import '@services/cashu/mintViews.ts';
import '@services/wallet/walletReads.ts';
import { type Settings, settingsSchema } from '@domain/settings/settings.ts';
import { HostBlobStore } from '@services/blobs/hostBlobStore.ts';
import { bytesSource } from '@services/channels/keepBytes.ts';
import { type BackKind, type ChosenExport, backKinds } from '@services/workspace/importWorkspace.ts';
import { createHash } from 'node:crypto';
import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { idOf } from '../support/shared/storeFixtures.ts';
import { archiveIn, exportOf } from './support/exports.ts';
import { type Person, must, setup, two } from './support/world.ts';

const chosen = (zip: Uint8Array): readonly ChosenExport[] => [
  { path: 'banyan.zip', file: new Blob([new Uint8Array(zip)]) },
];
const watched = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
const plan = async (person: Person, zip: Uint8Array) => must(await person.workspace.planBack(chosen(zip), watched()));
const bring = async (person: Person, zip: Uint8Array, kinds: readonly BackKind[] = backKinds) =>
  must(await person.workspace.bringBack({ files: chosen(zip), kinds }, watched()));
const RULE = { people: true, groups: false, tags: [], muted: 'any' as const, unread: false };

/** The head of a PNG of so many pixels, and some more. */
function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

/** Alice, with all that can come back, her export, and then without it. */
async function story() {
  const { world, alice, bob } = await two();
  const { workspace } = alice;
  const space = await alice.spaceWith('Bob');
  const said = (await alice.say('Bob', 'Keep this')) as EventId;
  const [contact] = await alice.read(workspace.contacts());
  if (contact === undefined) throw new Error('nobody');
  const { account } = contact;
  must(await workspace.setRemark(account, 'Robert'));
  must(await workspace.setTags(account, ['work', 'rowing']));
  must(await workspace.updateSettings({ theme: 'dark', readReceipts: false, signaling: ['wss://own.example'] }));
  const { id: folder } = must(await workspace.saveFolder({ id: null, name: 'Rowers', rule: RULE, chosen: [space] }));
  must(await workspace.setFavourite(space, said, true));
  must(await workspace.saveDraft(space, 'half a thought'));
  const shelf = new HostBlobStore({ host: alice.host, account: await alice.account() });
  const { id: blob } = must(await shelf.put(bytesSource(png(512, 300))));
  must(await workspace.bringSticker(new Blob([png(512, 300)]), { emoji: '🚣', pack: 'Boats', blob }));
  await world.pass(3000);
  const made = await exportOf(alice);
  const lose = async () => {
    must(await workspace.setRemark(account, ''));
    must(await workspace.setTags(account, ['work']));
    must(await workspace.updateSettings({ theme: 'system', readReceipts: true, signaling: [] }));
    must(await workspace.removeFolder(folder));
    must(await workspace.setFavourite(space, said, false));
    must(await workspace.saveDraft(space, ''));
    must(await workspace.removeSticker(blob));
    await world.pass(3000);
  };
  return { world, alice, bob, zip: made.zip, account, space, said, blob, lose };
}

/** All that may come back, as it is now. */
async function now(person: Person) {
  const { workspace } = person;
  const [contact] = await person.read(workspace.contacts());
  const { theme, readReceipts, signaling } = await person.read(workspace.settings());
  const { folders } = await person.read(workspace.housekeeping());
  const [row] = await person.read(workspace.conversations());
  return {
    contact: [contact?.remark, contact?.tags.toSorted()],
    settings: [theme, readReceipts, signaling],
    folders: folders.map(({ name, chosen: inIt }) => [name, inIt.length]),
    favourites: (await person.read(workspace.favourites())).map(({ id }) => id),
    draft: row?.draft,
    stickers: (await person.read(workspace.stickers())).map(({ file, emoji, pack }) => [file.blob, emoji, pack]),
  };
}

/** The same archive with other lines of a kind, and a manifest that fits. */
function withLines(
  zip: Uint8Array,
  kind: BackKind,
  change: (lines: readonly string[]) => readonly string[],
): Uint8Array {
  const files = new Map(archiveIn(zip).files);
  const text = new TextDecoder();
  const lines = text
    .decode(files.get(dataPath(kind)))
    .split('\n')
    .filter((line) => line !== '');
  const bytes = new TextEncoder().encode(`${change(lines).join('\n')}\n`);
  files.set(dataPath(kind), bytes);
  const manifest = JSON.parse(text.decode(files.get('manifest.json'))) as {
    files: { path: string; bytes: number; sha256: string }[];
  };
  const told = manifest.files.find(({ path }) => path === dataPath(kind));
  if (told === undefined) throw new Error('not in it');
  Object.assign(told, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  files.set('manifest.json', new TextEncoder().encode(JSON.stringify(manifest)));
  return zipFiles(files);
}

describe('what comes back of an export', () => {
  it('IMA-8 IMA-12 is counted before anything is written, comes back as it was, once, and can be undone', async () => {
    const { alice, zip, blob, said, lose, world } = await story();
    await lose();
    const before = await now(alice);
    const { counts, strangers } = await plan(alice, zip);
    expect(Object.fromEntries(backKinds.map((kind) => [kind, counts[kind].fresh]))).toEqual({
      ...{ contacts: 1, settings: 3, stickers: 1, favourites: 1, drafts: 1 },
    });
    expect(strangers).toEqual([]);
    expect(await now(alice)).toEqual(before);
    const back = await bring(alice, zip);
    expect([back.done, back.failed, back.isStopped]).toEqual([7, 0, false]);
    await world.pass(1000);
    expect(await now(alice)).toEqual({
      contact: ['Robert', ['rowing', 'work']],
      // Whom one talks over is not said by a file.
      settings: ['dark', false, []],
      folders: [['Rowers', 1]],
      favourites: [said],
      draft: 'half a thought',
      stickers: [[blob, '🚣', 'Boats']],
    });
    const again = await bring(alice, zip);
    expect([again.done, again.failed]).toEqual([0, 0]);
    expect(await back.undo()).toBe(0);
    await world.pass(1000);
    expect(await now(alice)).toEqual(before);
  });

  it('IMA-9 IMA-11 leaves what was chosen since, and only what was wished comes', async () => {
    const { alice, zip, account, space, lose, world } = await story();
    await lose();
    must(await alice.workspace.setRemark(account, 'Bobby'));
    must(await alice.workspace.saveDraft(space, 'another thought'));
    const { counts } = await plan(alice, zip);
    expect(counts.drafts).toEqual({ fresh: 0, here: 1, without: 0, unread: 0 });
    await bring(alice, zip, ['contacts', 'drafts']);
    await world.pass(1000);
    expect(await now(alice)).toMatchObject({
      ...{ contact: ['Bobby', ['rowing', 'work']], draft: 'another thought' },
      ...{ settings: ['system', true, []], stickers: [], favourites: [], folders: [] },
    });
  });

  it('IMA-9 names those who are no contacts here; nothing of them is written', async () => {
    const { zip } = await story();
    const [zoe] = (await setup('Zoe')).people;
    if (zoe === undefined) throw new Error('nobody');
    const { counts, strangers } = await plan(zoe, zip);
    expect(strangers).toEqual(['Robert']);
    expect(counts.contacts).toMatchObject({ fresh: 0, without: 1 });
    expect(counts.favourites).toMatchObject({ fresh: 0, without: 1 });
    expect(counts.drafts).toMatchObject({ fresh: 0, without: 1 });
  });

  it('IMA-8 lines that cannot be read, or say what may not be, are counted, and the rest comes', async () => {
    const { alice, zip, lose } = await story();
    await lose();
    const bad = ['{"name":', '[]', '{"name":"theme","value":"<b>"}', '{"name":"blobBudget","value":1}'];
    const broken = withLines(zip, 'settings', (lines) => [
      ...bad,
      JSON.stringify({ name: 'retention', value: 1 }),
      ...lines.filter((line) => line.includes('"readReceipts"')),
    ]);
    const { counts } = await plan(alice, broken);
    expect(counts.settings).toEqual({ fresh: 1, here: 0, without: 3, unread: 2 });
    expect((await bring(alice, broken, ['settings'])).done).toBe(1);
    expect((await now(alice)).settings).toEqual(['system', false, []]);
  });

  it('IMA-10 over whom one talks, what is deleted and what is fetched is said by no export, whatever stands in it', async () => {
    const { alice, zip } = await story();
    const evil: Partial<Settings> = {
      signaling: ['wss://evil.example'],
      iceServers: [{ urls: ['turn:evil.example'] }],
      proxy: { mode: 'manual', kind: 'http', host: 'evil.example', port: 1 },
      mailboxes: ['wss://evil.example/mailbox'],
      ...{ nearby: false, saveData: true, mailbox: false },
      ...{ retention: 'messages-30', blobBudget: 0, feedFileDays: 30, articleBudget: 0 },
      autoDownload: { limit: 9_000_000_000, onMetered: true },
    };
    const before = await alice.read(alice.workspace.settings());
    const lines = Object.entries(evil).map(([name, value]) => JSON.stringify({ name, value }));
    const asked = withLines(zip, 'settings', () => lines);
    expect((await plan(alice, asked)).counts.settings).toMatchObject({ fresh: 0 });
    expect((await bring(alice, asked)).done).toBe(0);
    expect(await alice.read(alice.workspace.settings())).toEqual(before);
    // Each is one that differs, and holds by its form: nothing of it is refused for another reason.
    for (const [name, value] of Object.entries(evil)) {
      expect(Reflect.get(before, name), name).not.toEqual(value);
      expect(Reflect.get(v.parse(settingsSchema, evil), name), name).toEqual(value);
    }
  });

  it('IMA-11 a sticker that is another than it is called is refused, and so is what is no picture of one', async () => {
    const { alice, zip, lose } = await story();
    await lose();
    const files = new Map(archiveIn(zip).files);
    const path = [...files.keys()].find((name) => name.startsWith('media/'));
    if (path === undefined) throw new Error('no picture');
    files.set(path, png(512, 301));
    const other = await bring(alice, zipFiles(files), ['stickers']);
    expect([other.done, other.failed]).toEqual([0, 1]);
    const blob = idOf<SpaceId>('a blob') as string as BlobId;
    const large = await alice.workspace.bringSticker(new Blob([png(513, 1)]), { emoji: '', pack: '', blob });
    expect(large).toMatchObject({ error: { code: 'file-unreadable' } });
    const words = await alice.workspace.bringSticker(new Blob(['words']), { emoji: '', pack: '', blob });
    expect(words).toMatchObject({ error: { code: 'file-unreadable' } });
    expect((await now(alice)).stickers).toEqual([]);
  });

  it('IMA-12 stopped, what came stays and can be undone', async () => {
    const { alice, zip, lose } = await story();
    await lose();
    const before = await now(alice);
    const own = new AbortController();
    const onProgress = (done: number) => (done > 0.6 ? own.abort() : undefined);
    const wish = { files: chosen(zip), kinds: backKinds };
    const back = must(await alice.workspace.bringBack(wish, { signal: own.signal, onProgress }));
    expect(back.isStopped).toBe(true);
    expect(back.done).toBeGreaterThan(0);
    expect(await now(alice)).not.toEqual(before);
    expect(await back.undo()).toBe(0);
    expect(await now(alice)).toEqual(before);
    const early = new AbortController();
    early.abort();
    const none = await alice.workspace.bringBack(wish, { signal: early.signal, onProgress: () => undefined });
    expect(none).toMatchObject({ error: { code: 'upload-cancelled' } });
  });
});
