/** Checklist 31 to 36 in a real frame, with the app's own host behind the port; each rule by itself is in the unit tests of `services/mini`. */
import { expect } from '@playwright/test';
import { Cage } from './support/cage.ts';
import { test } from './support/fixtures.ts';
import { begin, ending, scripted, tellCaged } from './support/tell.ts';

let cage: Cage;
test.beforeAll(async ({ builds }) => {
  cage = await Cage.open(builds.harness);
});
test.afterAll(() => cage.close());

test('CAGE-31 a key of prototypes is a key like others, and a flood is held back', async () => {
  const lines = `
    webxdc.sendUpdate({ payload: JSON.parse('{"__proto__":{"polluted":1}}') }, '');
    for (let number = 0; number < 2000; number += 1) webxdc.sendUpdate({ payload: number }, '');`;
  await begin(cage, 'flood', { files: scripted(lines) });
  const { said } = await cage.until('flood', (facts) => facts.said.length > 15);
  expect(said.filter((payload) => typeof payload === 'number').length).toBeLessThan(30);
  expect(await cage.tab.ask('({}).polluted === undefined')).toBe(true);
  expect(said.slice(0, 3)).toEqual(['began', JSON.parse('{"__proto__":{"polluted":1}}'), 0]);
});

test('CAGE-31 CAGE-32 what the specification forbids is refused by the script in the page', async () => {
  const lines = `
    const circle = {}; circle.circle = circle;
    const send = (payload) => () => webxdc.sendUpdate({ payload }, '');
    const refused = await every({ large: send('x'.repeat(200000)), circle: send(circle), none: send(undefined), big: send(1n) });
    const channel = webxdc.joinRealtimeChannel();
    Object.assign(refused, await every({ text: () => channel.send('text'), array: () => channel.send([1]), long: () => channel.send(new Uint8Array(128001)),
      twice: () => void webxdc.joinRealtimeChannel() }));
    const sent = await tried(() => channel.send(new Uint8Array(128000)));
    channel.leave();
    refused.left = await tried(() => channel.send(new Uint8Array(1)));
    const again = await tried(() => void webxdc.joinRealtimeChannel());
    return { refused, sent, again };`;
  const told = await tellCaged<{ readonly refused: Record<string, string> }>(cage, 'forbidden', {
    files: scripted(lines),
  });
  for (const [act, outcome] of Object.entries(told.refused))
    expect([act, outcome]).toEqual([act, expect.stringContaining('refused')]);
  expect(told).toMatchObject({ sent: 'done', again: 'done' });
});

test('CAGE-33 an href stays within the program', async () => {
  const places = [
    'javascript:alert(1)',
    'https://evil.example/x',
    '//evil.example/x',
    '../../up',
    'a\\..\\..\\b',
    'data:text/html,x',
    'page.html?a#b',
  ];
  const lines = `for (const href of ${JSON.stringify(places)}) webxdc.sendUpdate({ payload: href, href, info: 'x' }, '');`;
  await tellCaged(cage, 'linker', { files: scripted(lines) });
  const { lines: said } = await cage.facts('linker');
  const kept = said.flatMap(({ info, href }) => (info === null ? [] : [href]));
  expect(kept).toHaveLength(places.length);
  const base = 'http://program.localhost/';
  for (const href of kept) expect(new URL(href ?? '', base).origin).toBe(new URL(base).origin);
  expect(kept.at(-1)).toBe('/page.html?a#b');
});

test('CAGE-34 CAGE-35 nothing is sent or read until the person says so, however often a program asks', async () => {
  const lines = `
    for (let number = 0; number < 10; number += 1) webxdc.sendToChat({ text: 'spam', file: { name: '../../evil.exe', plainText: 'x' } }).catch(() => {});
    await new Promise((done) => setTimeout(done, 300));
    const files = await tried(() => webxdc.importFiles({ extensions: ['.txt'] }));
    const two = await tried(() => webxdc.sendToChat({ file: { name: 'a', plainText: 'x', base64: 'eA==' } }));
    return { files: String(files), two };`;
  expect(await tellCaged(cage, 'sender', { files: scripted(lines) })).toMatchObject({ two: 'refused: TypeError' });
  expect(await cage.facts('sender')).toMatchObject({ prompt: 'send-to-chat', sent: 0 });
  // The control: a person who agrees once has sent one.
  await cage.call('accept', 'sender');
  await cage.until('sender', ({ sent }) => sent === 1);
});

test('CAGE-35 importFiles without a click opens no picker, asks in the app, and ends when the person gives up', async () => {
  const files = scripted("return (await webxdc.importFiles({ mimeTypes: ['image/*'] })).length;");
  const ask =
    "<script>webxdc.importFiles({}).then((files) => webxdc.sendUpdate({ payload: { told: files.length } }, ''));</script>";
  const [index] = [files['index.html']];
  await cage.show('importer', { files: { 'index.html': `${String(index)}${ask}` } });
  await cage.until('importer', ({ prompt }) => prompt === 'import-files');
  await cage.call('accept', 'importer');
  expect(await ending(cage, 'importer')).toBe(0);
});

test('CAGE-36 an update names 64 people at most, and is not sent oftener than others', async () => {
  const lines = `const notify = Object.fromEntries(Array.from({ length: 1000 }, (_, number) => ['address' + number, 'wake up']));
    for (let number = 0; number < 100; number += 1) webxdc.sendUpdate({ payload: number, notify }, '');
    await new Promise((done) => setTimeout(done, 1000));`;
  await begin(cage, 'notifier', { files: scripted(lines) });
  await cage.until('notifier', (facts) => facts.lines.some(({ notified }) => notified > 0));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const notified = (await cage.facts('notifier')).lines.filter((line) => line.notified > 0);
  expect(Math.max(...notified.map((line) => line.notified))).toBe(64);
  expect(notified.length).toBeLessThan(30);
});
