import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
import { zipFiles } from '@domain/archive/zipFiles.ts';
import { dataPath } from '@domain/exporting/all/form.ts';
// Virtual time does not wait for an import: what is loaded late is loaded before.
import '@services/exporting/all/exportAll.ts';
import '@services/importing/importCode.ts';
import '@services/importing/all/runImportAll.ts';
import '@services/importing/runImport.ts';
import '@services/channels/channelCode.ts';
import '@services/moments/momentReads.ts';
import '@services/cashu/mintViews.ts';
import '@services/wallet/walletReads.ts';
import type { EventId } from '@shared/ids.ts';
import type { ChosenExport, ImportedAll } from '@services/workspace/importWorkspace.ts';
import { archiveIn, exportOf } from './support/exports.ts';
import { type Person, must, setup, two } from './support/world.ts';

const chosen = (zip: Uint8Array): readonly ChosenExport[] => [
  { path: 'banyan.zip', file: new Blob([new Uint8Array(zip)]) },
];
const WISH = { withFiles: true, momentsName: 'Moments' };

async function bring(person: Person, zip: Uint8Array): Promise<ImportedAll> {
  return must(await person.workspace.importAll({ ...WISH, files: chosen(zip) }));
}

async function codeOf(person: Person, zip: Uint8Array): Promise<readonly [string | null, string | null]> {
  const asked = { signal: new AbortController().signal, onProgress: () => undefined };
  const scanned = await person.workspace.scanAll(chosen(zip), asked);
  const taken = await person.workspace.importAll({ ...WISH, files: chosen(zip) });
  return [scanned.ok ? null : scanned.error.code, taken.ok ? null : taken.error.code];
}

/** Alice, who said much, and her export. */
async function story() {
  const { world, alice, bob } = await two();
  const space = await alice.spaceWith('Bob');
  const first = (await alice.say('Bob', 'Lunch now?')) as EventId;
  await world.pass(500);
  must(await bob.workspace.sendText(space, 'نعم **Yes**', { reply: first }));
  must(await bob.workspace.react(space, first, '👍'));
  must(await alice.workspace.editMessage(space, first, { text: 'Lunch at one?' }));
  const file = new File([`${MEMORY_PICTURE}sea`], 'sea.jpg');
  must(await alice.workspace.sendFiles(space, [{ file, asFile: false, caption: 'the sea' }]));
  await world.pass(2000);
  const poll = { question: 'Where?', options: ['Here', 'There'], several: false, closes: null };
  must(await alice.workspace.sendPoll(space, poll));
  const moment = { files: [], link: null, program: null, shared: null, life: null } as const;
  for (const text of ['A day out', 'Another day']) {
    must(await alice.workspace.postMoment({ ...moment, text, audience: { kind: 'contacts' } }));
    await world.pass(1000);
  }
  await world.pass(3000);
  return { world, alice, bob, space, made: await exportOf(alice) };
}

async function stranger(): Promise<Person> {
  const { people } = await setup('Zoe');
  const [zoe] = people;
  if (zoe === undefined) throw new Error('nobody');
  return zoe;
}

async function wordsIn(person: Person, name: string): Promise<readonly string[]> {
  const { chats } = await person.read(person.workspace.imports());
  const chat = chats.find((one) => one.name === name);
  if (chat === undefined) throw new Error(`no ${name} among ${chats.map((one) => one.name).join(', ')}`);
  const window = person.workspace.openImport(chat.id);
  await expect.poll(() => window.state.get().status).toBe('ready');
  const { messages } = window.state.get();
  window.dispose();
  return messages.map(({ body, own }) => {
    const words = body.kind === 'text' ? body.text : body.kind === 'file' ? body.caption : body.kind;
    return `${own ? 'me' : 'other'}: ${words}`;
  });
}

async function blobCount(person: Person): Promise<number> {
  const { account } = await person.read(person.workspace.ownProfile());
  return must(await person.host.call('blob.list', { account, after: null })).blobs.length;
}

/** The same archive with some files changed; the manifest is made to fit them where that is asked for. */
function changed(zip: Uint8Array, changes: Readonly<Record<string, string | null>>, isFitting: boolean): Uint8Array {
  const files = new Map(archiveIn(zip).files);
  const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json'))) as {
    files: { path: string; bytes: number; sha256: string }[];
  };
  for (const [path, text] of Object.entries(changes)) {
    if (text === null) {
      files.delete(path);
      continue;
    }
    const bytes = new TextEncoder().encode(text);
    files.set(path, bytes);
    const said = manifest.files.find((one) => one.path === path);
    if (said === undefined || !isFitting) continue;
    said.bytes = bytes.length;
    said.sha256 = createHash('sha256').update(bytes).digest('hex');
  }
  if (!('manifest.json' in changes)) files.set('manifest.json', new TextEncoder().encode(JSON.stringify(manifest)));
  return zipFiles(files);
}

describe('an export that is brought in', () => {
  it('IMA-2 comes back as chats that are only read, each word with who wrote it', async () => {
    const { made } = await story();
    const zoe = await stranger();
    expect(await bring(zoe, made.zip)).toEqual({
      ...{ chats: 2, messages: 6, already: 0, unread: 0, damaged: 0, missing: 0, broken: [] },
    });
    expect(await wordsIn(zoe, 'Bob')).toEqual([
      'me: Lunch at one?',
      'other: نعم **Yes**',
      'me: the sea',
      'me: 📊 Where?\n• Here — 0\n• There — 0',
    ]);
    expect(await wordsIn(zoe, 'Moments')).toEqual(['me: A day out', 'me: Another day']);
    expect(await zoe.read(zoe.workspace.conversations())).toEqual([]);
    expect(await zoe.read(zoe.workspace.contacts())).toEqual([]);
  });

  it('IMP-16 moments stand before nobody’s chat, a talk does', async () => {
    const { made } = await story();
    const { people } = await setup('Zoe', 'Yan');
    const [zoe, yan] = people as [Person, Person];
    await bring(zoe, made.zip);
    const talks = await zoe.read(zoe.workspace.importedTalks());
    expect(new Map(talks.map(({ name, isTalk }) => [name, isTalk]))).toEqual(
      new Map([
        ['Bob', true],
        ['Moments', false],
      ]),
    );
    for (const { space, isTalk } of talks) {
      const linked = await zoe.workspace.linkImport(space, await yan.account());
      expect(linked.ok ? null : linked.error.code).toBe(isTalk ? null : 'message-unfit');
    }
    const after = await zoe.read(zoe.workspace.importedTalks());
    expect(after.find(({ isTalk }) => !isTalk)?.contact).toBeNull();
  });

  it('IMA-4 exported again it says the same, line by line', async () => {
    const { made } = await story();
    const zoe = await stranger();
    await bring(zoe, made.zip);
    const again = archiveIn((await exportOf(zoe)).zip);
    const before = archiveIn(made.zip);
    for (const kind of ['messages', 'media'] as const)
      expect(again.text(dataPath(kind)), kind).toBe(before.text(dataPath(kind)));
    expect(again.text(dataPath('moments')).replaceAll(',"from":"banyan"}', '}')).toBe(before.text(dataPath('moments')));
    const third = await stranger();
    await bring(third, (await exportOf(zoe)).zip);
    const last = archiveIn((await exportOf(third)).zip);
    for (const kind of ['messages', 'moments', 'media', 'conversations'] as const)
      expect(last.text(dataPath(kind)), kind).toBe(again.text(dataPath(kind)));
  });

  it('EXA-6 what was imported goes out as that, whatever its export said of itself', async () => {
    const { made } = await story();
    const zoe = await stranger();
    await bring(zoe, made.zip);
    const [said = {}] = archiveIn(made.zip).lines('conversations');
    expect(said).toMatchObject({ kind: 'direct', name: 'Bob' });
    const told = { ...said, kind: 'imported', from: 'banyan' };
    expect(archiveIn((await exportOf(zoe)).zip).lines('conversations')).toEqual([told]);
    // Where it came from before is told on.
    const kept = await stranger();
    const other = `${JSON.stringify({ ...said, kind: 'imported', from: 'whatsapp' })}\n`;
    await bring(kept, changed(made.zip, { 'data/conversations.jsonl': other }, true));
    expect(archiveIn((await exportOf(kept)).zip).lines('conversations')).toEqual([{ ...told, from: 'whatsapp' }]);
  });

  it('EXA-6 imported moments, posts and channels say so in their own lines, and the list of pages of each', async () => {
    const { made } = await story();
    const zoe = await stranger();
    const [moment = ''] = archiveIn(made.zip).text('data/moments.jsonl').split('\n');
    const channel = 'Q'.repeat(43);
    const named = { name: 'Garden', description: 'What grows', link: null, feed: null, followed: true, role: 'owner' };
    const about = JSON.stringify({ id: channel, ...named, muted: false, posts: 2 });
    const post = (id: string, more: object) =>
      JSON.stringify({ ...(JSON.parse(moment) as object), id: id.repeat(43), author: channel, channel, ...more });
    const posts = [post('p', {}), post('q', { from: 'elsewhere' })];
    const data = { 'data/channels.jsonl': `${about}\n`, 'data/posts.jsonl': `${posts.join('\n')}\n` };
    await bring(zoe, changed(made.zip, data, true));
    must(
      await zoe.workspace.postMoment({
        ...{ files: [], link: null, program: null, shared: null, life: null },
        ...{ text: 'Mine', audience: { kind: 'contacts' } },
      }),
    );
    const own = archiveIn((await exportOf(zoe)).zip);
    expect(own.lines('moments').map(({ text, from }) => [text, from])).toEqual([
      ['Mine', undefined],
      ['Another day', 'banyan'],
      ['A day out', 'banyan'],
    ]);
    expect(own.lines('posts').map(({ from }) => from)).toEqual(['banyan', 'elsewhere']);
    expect(own.lines('channels')).toEqual([{ ...(JSON.parse(about) as object), from: 'banyan' }]);
    const page = own.text('index.html');
    for (const name of ['Bob', 'Moments', 'Garden'])
      expect(page).toMatch(new RegExp(`<bdi>${name}</bdi></a><br><small dir="auto">imported · `));
    expect(page.split('imported · ')).toHaveLength(4);
  });

  it('IMA-6 what is here already is passed over: the own talk, and the same export a second time', async () => {
    const { world, alice, made } = await story();
    expect(await bring(alice, made.zip)).toMatchObject({ chats: 0, messages: 0, already: 6 });
    expect(await bring(alice, made.zip)).toMatchObject({ chats: 0, messages: 0, already: 6 });
    const zoe = await stranger();
    await bring(zoe, made.zip);
    expect(await bring(zoe, made.zip)).toMatchObject({ chats: 0, messages: 0, already: 6 });
    await alice.say('Bob', 'one more');
    await world.pass(500);
    expect(await bring(zoe, (await exportOf(alice)).zip)).toMatchObject({ chats: 1, messages: 1, already: 6 });
  });

  it('IMA-6 one’s own export has chats of other apps and moments of others, and adds none of them again', async () => {
    const { made } = await story();
    const zoe = await stranger();
    await bring(zoe, made.zip);
    const text = ['10:00 - Ana: hello', '10:01 - Bo: hi'].map((line) => `01/02/2023, ${line}`).join('\n');
    const files = [{ path: 'WhatsApp Chat with Ana.txt', file: new Blob([text]) }];
    must(
      await zoe.workspace.importChat({ files, chat: 0, name: 'Ana', me: null, order: 'day-first', withFiles: true }),
    );
    const before = (await zoe.read(zoe.workspace.imports())).chats.map(({ name }) => name).toSorted();
    expect(before).toEqual(['Ana', 'Bob', 'Moments']);
    const own = (await exportOf(zoe)).zip;
    const blobs = await blobCount(zoe);
    for (const _time of [1, 2]) {
      expect(await bring(zoe, own)).toMatchObject({ chats: 0, messages: 0, already: 8 });
      expect((await zoe.read(zoe.workspace.imports())).chats.map(({ name }) => name).toSorted()).toEqual(before);
      expect(await blobCount(zoe)).toBe(blobs);
    }
  });

  it('IMA-1 of a later version, damaged, or none at all: refused with a word, and nothing is kept', async () => {
    const { made } = await story();
    const zoe = await stranger();
    const newer = archiveIn(made.zip).text('manifest.json').replace('"version": 1', '"version": 2');
    expect(await codeOf(zoe, changed(made.zip, { 'manifest.json': newer }, false))).toEqual([
      'import-newer',
      'import-newer',
    ]);
    const cut = made.zip.slice(0, made.zip.length - 300);
    expect(await codeOf(zoe, cut)).toEqual(['import-damaged', 'import-damaged']);
    expect(await codeOf(zoe, changed(made.zip, { 'manifest.json': '{"format"' }, false))).toEqual([
      'import-damaged',
      'import-damaged',
    ]);
    expect(await codeOf(zoe, changed(made.zip, { 'manifest.json': null }, false))).toEqual([
      'import-unknown',
      'import-unknown',
    ]);
    expect((await zoe.read(zoe.workspace.imports())).chats).toEqual([]);
  });

  it('IMA-1 IMA-3 files that were changed are left out, lines that are none are counted, paths lead nowhere', async () => {
    const { made } = await story();
    const zoe = await stranger();
    const { text } = archiveIn(made.zip);
    const messages = text('data/messages.jsonl');
    const edited = changed(made.zip, { 'data/messages.jsonl': messages.replace('Lunch', 'Money') }, false);
    expect(await bring(zoe, edited)).toMatchObject({ chats: 1, messages: 2, broken: ['data/messages.jsonl'] });
    const [first = '', second = ''] = messages.split('\n');
    const hostile = [
      first,
      '{"conversation":',
      '[]',
      'x'.repeat(5_000_000),
      JSON.stringify({ ...(JSON.parse(second) as object), conversation: 'A'.repeat(43) }),
      second.replace(
        '"kind":"text"',
        '"kind":"file","file":{"blob":null,"name":"x","size":1,"type":"a/b","path":"../../etc/passwd"}',
      ),
      first,
      second,
    ].join('\n');
    const bad = changed(made.zip, { 'data/messages.jsonl': hostile }, true);
    expect(await bring(zoe, bad)).toMatchObject({ chats: 1, messages: 2, already: 3, unread: 5 });
  });

  it('IMA-3 what names its talk by something that is no id is passed over, and the rest comes in', async () => {
    const { made } = await story();
    const zoe = await stranger();
    const [moment = ''] = archiveIn(made.zip).text('data/moments.jsonl').split('\n');
    const post = JSON.stringify({ ...(JSON.parse(moment) as object), channel: 'C'.repeat(43) });
    expect(await bring(zoe, changed(made.zip, { 'data/posts.jsonl': `${post}\n` }, true))).toMatchObject({
      ...{ chats: 2, messages: 6, unread: 1 },
    });
    const manifest = archiveIn(made.zip)
      .text('manifest.json')
      .replace(/"account": "[^"]+"/, `"account": "${'C'.repeat(43)}"`);
    expect(await codeOf(zoe, changed(made.zip, { 'manifest.json': manifest }, false))).toEqual([
      'import-damaged',
      'import-damaged',
    ]);
  });

  it('IMA-4 whatever lines an export has, they come out as they went in', async () => {
    const { made } = await story();
    const [conversation = ''] = archiveIn(made.zip).text('data/conversations.jsonl').split('\n');
    const { id } = JSON.parse(conversation) as { id: string };
    const word = fc.string({ unit: 'grapheme', maxLength: 40 });
    const person = fc.constantFrom('P'.repeat(43), 'Q'.repeat(43));
    const at = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((time) => new Date(time).toISOString());
    const said = fc.record(
      {
        at,
        author: fc.option(person),
        kind: fc.constantFrom('text', 'line', 'recalled', 'poll', 'unheard-of'),
        text: word,
        forwarded: fc.constant(true),
        versions: fc.array(fc.record({ text: word, at }), { maxLength: 3 }),
        reactions: fc.array(fc.record({ sign: fc.constant('👍'), people: fc.array(person, { maxLength: 2 }) }), {
          maxLength: 2,
        }),
        reply: fc.constant('R'.repeat(43)),
        later: word,
      },
      { requiredKeys: ['at', 'author', 'kind'] },
    );
    const property = fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 12 }), async (messages) => {
      const lines = messages.map((one, place) =>
        JSON.stringify({ conversation: id, id: String(place).padStart(43, 'm'), ...one }),
      );
      const text = `${lines.join('\n')}\n`;
      const reader = await stranger();
      const taken = await bring(reader, changed(made.zip, { 'data/messages.jsonl': text }, true));
      expect(taken.unread).toBe(0);
      expect(archiveIn((await exportOf(reader)).zip).text('data/messages.jsonl')).toBe(text);
    });
    await fc.assert(property, { numRuns: 12 });
  });

  it('IMA-7 stopped, nothing of it is kept', async () => {
    const { made } = await story();
    const zoe = await stranger();
    const taking = zoe.workspace.importAll({ ...WISH, files: chosen(made.zip) });
    const second = await zoe.workspace.importAll({ ...WISH, files: chosen(made.zip) });
    expect(second.ok ? null : second.error.code).toBe('import-busy');
    must(await zoe.workspace.cancelImport());
    const taken = await taking;
    expect(taken.ok ? null : taken.error.code).toBe('upload-cancelled');
    expect(await zoe.read(zoe.workspace.imports())).toMatchObject({ chats: [], running: null });
    const { account } = await zoe.read(zoe.workspace.ownProfile());
    expect(must(await zoe.host.call('blob.list', { account, after: null })).blobs).toEqual([]);
  });

  it('IMA-5 a file whose bytes are not what its name says is not taken', async () => {
    const { made } = await story();
    const zoe = await stranger();
    const path = String(archiveIn(made.zip).lines('media')[0]?.['path']);
    const other = changed(made.zip, { [path]: `${MEMORY_PICTURE}another picture` }, false);
    expect(await bring(zoe, other)).toMatchObject({ chats: 2, damaged: 1 });
    expect(await wordsIn(zoe, 'Bob')).toContain('me: 📎 photo.webp\nthe sea');
    // Nor are its bytes kept: there is as much as where the file was not in the archive at all.
    const without = await stranger();
    await bring(without, changed(made.zip, { [path]: null }, false));
    expect(await blobCount(zoe)).toBe(await blobCount(without));
  });
});
