import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { type SignalingServer, listenSignaling } from '../../../src/main/services/signaling/signalingServer.ts';
import { openHostInside } from '../../../src/peer/hostInside.ts';
import { temporaryDirectory } from '../../support/node/temporaryDirectory.ts';
import { NodePerson, TestBox, befriend, confirm, found, linkTestBox, must, offer } from './nodePerson.ts';

let server: SignalingServer;

beforeEach(async () => {
  server = await listenSignaling({ host: '127.0.0.1', port: 0 });
  return () => server.close();
});

const person = (name: string) => new NodePerson(name, server.url).open();

async function annAndBo() {
  const [ann, bo] = [await person('Ann'), await person('Bo')];
  await befriend(ann, bo);
  await bo.say(ann.account, 'before the box');
  return { ann, bo, annId: ann.account, boId: bo.account };
}

it('BOX-2 BOX-5 what was written while a desktop slept it reads from the box, the writer being gone', async () => {
  const { ann, bo, annId, boId } = await annAndBo();
  const box = await linkTestBox(ann);
  expect(box.said.join('')).toMatch(/belongs to: Ann\nNumber of this box: \S.*\n/);
  await found(async () => ((await box.health())['contacts'] === 1 ? true : null));
  await ann.close();
  await bo.say(annId, 'while you sleep');
  await bo.delivered(annId);
  await bo.close();
  await ann.open();
  await found(async () => ((await ann.texts(boId)).includes('while you sleep') ? true : null));
  const events = async () => Number((await box.health())['events']);
  const before = await events();
  await ann.say(boId, 'and back');
  await found(async () => ((await events()) > before ? true : null));
  await ann.close();
  await bo.open();
  await found(async () => ((await bo.texts(annId)).includes('and back') ? true : null));
});

it('BOX-4 BOX-11 a box that was ended and started again gives what it took', async () => {
  const { ann, bo, annId, boId } = await annAndBo();
  const box = await linkTestBox(ann);
  await found(async () => ((await box.health())['contacts'] === 1 ? true : null));
  await ann.close();
  await bo.say(annId, 'kept over a restart');
  await bo.delivered(annId);
  await bo.close();
  expect(await box.stop()).toBe(0);
  expect(existsSync(join(box.directory, 'host.lock'))).toBe(false);
  expect((await box.run()).running).toBe(true);
  await ann.open();
  await found(async () => ((await ann.texts(boId)).includes('kept over a restart') ? true : null));
});

it('BOX-6 FIL-14 a photo sent by a desktop that sleeps now comes from the box', async () => {
  const { ann, bo, annId, boId } = await annAndBo();
  const box = await linkTestBox(ann);
  await found(async () => ((await box.health())['contacts'] === 1 ? true : null));
  await bo.close();
  const bytes = new Uint8Array(700_000).map((_, index) => (index * 31) % 251);
  const file = { name: 'photo.bin', type: 'application/octet-stream', size: bytes.length };
  const slice = (start: number, end: number) => ({ arrayBuffer: async () => bytes.slice(start, end).buffer });
  const content = { ...file, slice, arrayBuffer: async () => bytes.slice().buffer };
  must(await ann.acts.sendFiles(ann.spaceWith(boId), [{ file: content, asFile: true, caption: '' }]));
  await found(async () => {
    const { files } = (await box.health()) as { files: { complete: number } };
    return files.complete === 1 ? true : null;
  });
  await ann.close();
  await bo.open();
  const row = await found(async () => must(await bo.store.blobs.all()).find(({ state }) => state === 'complete'));
  const read = must(await bo.host.call('blob.read', { account: bo.account, id: row.id, index: 0 }));
  expect(read.bytes).toEqual(bytes.slice(0, read.bytes?.length));
  expect(annId).toBe(
    (await found(async () => (await bo.messages(annId)).find(({ body }) => body.kind === 'file'))).author,
  );
});

it('BOX-2 keeps no identity when nobody says yes, and says what to do', async () => {
  const ann = await person('Ann');
  const box = new TestBox();
  box.answer = 'n';
  const running = box.run('--link', await offer(ann));
  await confirm(ann, await found(() => box.digits));
  expect(await running).toEqual({ running: false, exitCode: 5 });
  expect(box.said.join('')).toContain('Nothing was kept');
  expect(await box.run()).toEqual({ running: false, exitCode: 5 });
  expect(box.said.join('')).toContain('belongs to nobody yet');
  box.answer = null;
  const asked = box.run('--link', await offer(ann));
  const before = box.digits;
  await confirm(ann, await found(() => (box.digits === before ? null : box.digits)));
  expect(await asked).toEqual({ running: false, exitCode: 5 });
  expect(box.said.join('')).toContain('run this in a terminal');
});

it('BOX-2 says that a code is none', async () => {
  const box = new TestBox();
  expect(await box.run('--link', 'https://example.org/')).toEqual({ running: false, exitCode: 5 });
  expect(box.said.join('')).toContain('not a code of a device');
});

it('BOX-3 BOX-8 one process has the directory, and tells how it is', async () => {
  const ann = await person('Ann');
  const box = await linkTestBox(ann);
  const second = new TestBox();
  Object.assign(second, { directory: box.directory });
  expect(await second.run()).toEqual({ running: false, exitCode: 3 });
  expect(await second.run('--status')).toEqual({ running: false, exitCode: 0 });
  expect(second.said.join('')).toContain('running');
  await box.stop();
  expect(await second.run('--status')).toEqual({ running: false, exitCode: 6 });
});

it('BOX-3 leaves a directory alone in which a Banyan with windows keeps its keys', async () => {
  const directory = temporaryDirectory();
  const other = openHostInside({ dataDir: directory, version: '0', signaling: () => [] });
  onTestFinished(() => other.close());
  await other.host.call('vault.write', { name: 'desktop.identity.v1', value: new Uint8Array([1]) });
  const box = new TestBox();
  Object.assign(box, { directory });
  expect(await box.run()).toEqual({ running: false, exitCode: 1 });
  expect(box.said.join('')).toContain('belongs to a Banyan with windows');
});

it('BOX-7 what it says of itself names nobody', async () => {
  const { ann, bo, annId, boId } = await annAndBo();
  const box = await linkTestBox(ann);
  await found(async () => ((await box.health())['contacts'] === 1 ? true : null));
  await bo.say(annId, 'a secret word');
  const said = box.said.filter((text) => !text.includes('belongs to')).join('') + JSON.stringify(await box.health());
  for (const word of ['Ann', 'Bo ', annId, boId, 'secret', server.url]) expect(said).not.toContain(word);
});

it('BOX-12 says that it was taken out of its account, also after it was started again', async () => {
  const ann = await person('Ann');
  const box = await linkTestBox(ann);
  expect((await box.health())['isMember']).toBe(true);
  const { device } = await found(async () => (await ann.devices()).find(({ isThis }) => !isThis));
  must(await ann.acts.revokeDevice(device));
  await found(async () => ((await box.health())['isMember'] === false ? true : null));
  expect(box.said.join('')).toContain('taken out of its account');
  await box.stop();
  await box.run();
  await found(async () => ((await box.health())['isMember'] === false ? true : null));
});
