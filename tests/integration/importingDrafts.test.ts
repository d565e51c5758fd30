/** Drafts of articles of an export come back into the channels one still writes for. */
import { describe, expect, it } from 'vitest';
// Virtual time does not wait for an import: what is loaded late is loaded before.
import '@services/exporting/all/exportAll.ts';
import '@services/importing/importCode.ts';
import '@services/channels/channelCode.ts';
import '@services/moments/momentReads.ts';
import '@services/cashu/mintViews.ts';
import '@services/wallet/walletReads.ts';
import { MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
import { zipFiles } from '@domain/archive/zipFiles.ts';
import type { Block } from '@domain/article/document.ts';
import type { ChannelDraft } from '@services/workspace/channelWorkspace.ts';
import type { SpaceId } from '@shared/ids.ts';
import { only, openChannel, textsOf } from './support/channelStory.ts';
import { archiveIn, exportOf } from './support/exports.ts';
import { linkDevice } from './support/linkedDevice.ts';
import { type Person, must, setup, two } from './support/world.ts';

const watched = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
const filesOf = (zip: Uint8Array) => [{ path: 'banyan.zip', file: new Blob([new Uint8Array(zip)]) }];
const plan = async (person: Person, zip: Uint8Array) =>
  must(await person.workspace.planBack(filesOf(zip), watched())).counts.drafts;
const bring = async (person: Person, zip: Uint8Array) =>
  must(await person.workspace.bringBack({ files: filesOf(zip), kinds: ['drafts'] }, watched()));
const draftsOf = (person: Person, channel: SpaceId) => person.read(person.workspace.channels.drafts(channel));

const WORDS: readonly Block[] = [
  { block: 'heading', level: 2, spans: [{ text: 'Rivers' }] },
  { block: 'paragraph', spans: [{ text: 'They ' }, { text: 'flow', bold: true }] },
  { block: 'list', ordered: true, items: [{ level: 0, spans: [{ text: 'one' }] }] },
  { block: 'table', header: true, rows: [[[{ text: 'a' }], [{ text: 'b' }]]] },
];
const PAID: readonly Block[] = [
  { block: 'payment', code: 'banyan:pay-somebody', label: 'Buy me a tea' },
  {
    ...{ block: 'product', picture: null, name: 'Tea', amount: '3', unit: 'EUR', words: 'Hot' },
    opens: { what: 'payment', code: 'banyan:pay-somebody' },
  },
];

/** Alice writes at an article with a picture, to go out tomorrow, and exports everything. */
async function story() {
  const { world, alice } = await two();
  const { workspace } = alice;
  const { id: channel } = await openChannel(alice, 'Rivers of the north');
  const picture = new File([`${MEMORY_PICTURE}a river`], 'river.jpg', { type: 'image/jpeg' });
  const { file } = must(await workspace.keepArticlePicture({ file: picture, asFile: false, caption: '' }));
  const blocks: Block[] = [...WORDS, { block: 'picture', file, caption: 'Seen from above', description: '' }, ...PAID];
  const told = { title: 'Rivers', summary: 'Short', series: 'North', document: { v: 1 as const, blocks } };
  const publishAt = world.clock.now() + 24 * 3_600_000;
  must(await workspace.saveArticle({ id: 'rivers', channel, post: null, publishAt, ...told }));
  await world.pass(1000);
  return { world, alice, channel, zip: (await exportOf(alice)).zip };
}

function partsOf({ id, title, summary, series, publishAt, post }: ChannelDraft) {
  return { id, title, summary, series, publishAt, post };
}

describe('drafts of articles of an export', () => {
  it('IMA-13 come back with their pictures, to go out at no time, and once; undone they are gone', async () => {
    const { alice, channel, zip, world } = await story();
    expect(await plan(alice, zip)).toEqual({ fresh: 0, here: 1, without: 0, unread: 0 });
    must(await alice.workspace.deleteDraft('rivers'));
    await world.pass(1000);
    expect(await plan(alice, zip)).toEqual({ fresh: 1, here: 0, without: 0, unread: 0 });
    expect(await draftsOf(alice, channel)).toEqual([]);
    const back = await bring(alice, zip);
    expect([back.done, back.failed]).toEqual([1, 0]);
    await world.pass(1000);
    const draft = only(await draftsOf(alice, channel));
    const around = { id: 'rivers', title: 'Rivers', summary: 'Short', series: 'North', publishAt: null, post: null };
    expect(partsOf(draft)).toEqual(around);
    const { blocks } = draft.document;
    expect(blocks.slice(0, WORDS.length)).toEqual(WORDS);
    expect(blocks.slice(WORDS.length)).toMatchObject([
      // The memory's encoder takes no picture that it made itself: its words are there.
      { block: 'paragraph', spans: [{ text: 'Seen from above' }] },
      { block: 'paragraph', spans: [{ text: 'Buy me a tea' }] },
      { block: 'product', name: 'Tea', opens: null },
    ]);
    expect(await plan(alice, zip)).toMatchObject({ fresh: 0, here: 1 });
    expect(await back.undo()).toBe(0);
    await world.pass(1000);
    expect(await draftsOf(alice, channel)).toEqual([]);
  });

  it('IMA-13 come back with the pictures that are in the export, encoded anew', async () => {
    const { alice, channel, zip, world } = await story();
    must(await alice.workspace.deleteDraft('rivers'));
    await world.pass(1000);
    const files = new Map(archiveIn(zip).files);
    const path = only([...files.keys()].filter((name) => name.startsWith('media/')));
    files.set(path, new TextEncoder().encode(`${MEMORY_PICTURE}a river`));
    expect((await bring(alice, zipFiles(files))).done).toBe(1);
    await world.pass(1000);
    const { blocks } = only(await draftsOf(alice, channel)).document;
    const picture = only(blocks.filter(({ block }) => block === 'picture'));
    expect(picture).toMatchObject({
      caption: 'Seen from above',
      file: { mime: 'image/webp', picture: { width: 400 } },
    });
  });

  it.each([
    ['deleted', 'on this device'],
    ['published', 'on this device'],
    ['deleted', 'on another'],
  ])('IMA-13 DEV-75 come back on every own device and stay there where they were %s %s', async (how, where) => {
    const { world, alice, channel, zip } = await story();
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(60_000);
    const { workspace } = where === 'on another' ? laptop : alice;
    if (how === 'deleted') must(await workspace.deleteDraft('rivers'));
    else must(await workspace.publishArticle('rivers'));
    await world.pass(60_000);
    for (const person of [alice, laptop]) expect(await draftsOf(person, channel)).toEqual([]);
    const back = await bring(alice, zip);
    expect([back.done, back.failed]).toEqual([1, 0]);
    await world.pass(120_000);
    for (const person of [alice, laptop]) {
      const draft = only(await draftsOf(person, channel));
      expect(partsOf(draft)).toMatchObject({ id: 'rivers', title: 'Rivers', publishAt: null, post: null });
      expect(draft.document.blocks.slice(0, WORDS.length)).toEqual(WORDS);
    }
    expect(await back.undo()).toBe(0);
    await world.pass(60_000);
    for (const person of [alice, laptop]) expect(await draftsOf(person, channel)).toEqual([]);
  });

  it.each([0, 10_000])('IMA-13 DEV-76 published %i ms after they came back take back no other post', async (rest) => {
    const { world, alice, channel, zip } = await story();
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(60_000);
    must(await laptop.workspace.publishArticle('rivers'));
    await world.pass(60_000);
    expect((await bring(alice, zip)).done).toBe(1);
    const { changedAt, ...draft } = only(await draftsOf(alice, channel));
    must(await alice.workspace.saveArticle({ ...draft, title: 'Lakes', base: changedAt }));
    await world.pass(rest);
    must(await alice.workspace.publishArticle('rivers'));
    await world.pass(600_000);
    for (const person of [alice, laptop])
      expect((await textsOf(person, channel)).toSorted()).toEqual(['Lakes', 'Rivers']);
  });

  it('IMA-13 have no place where one does not write for their channel', async () => {
    const { zip } = await story();
    const [zoe] = (await setup('Zoe')).people;
    if (zoe === undefined) throw new Error('nobody');
    expect(await plan(zoe, zip)).toEqual({ fresh: 0, here: 0, without: 1, unread: 0 });
    expect((await bring(zoe, zip)).done).toBe(0);
  });
});
