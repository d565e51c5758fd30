/** Checklist 37 to 44: what a program may do to a person and to the app around it. The browser itself is told to grant everything. */
import { expect } from '@playwright/test';
import { type BareServer, startBareServer } from './support/bareServer.ts';
import { Cage, newLabel } from './support/cage.ts';
import type { Tab } from '../../support/node/devTools.ts';
import { test } from './support/fixtures.ts';
import { begin, scripted, tellBare, tellCaged } from './support/tell.ts';

/** A camera and a microphone that are there and given without a question: what still refuses them is ours. */
const DEVICES = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--auto-select-desktop-capture-source=x',
];
let cage: Cage;
let bare: BareServer;
let outside: Tab;
test.beforeAll(async ({ builds }) => {
  cage = await Cage.open(builds.harness, DEVICES);
  bare = await startBareServer({});
  outside = await cage.browser.open(bare.alone(0, ''));
  await outside.until("document.readyState === 'complete'");
  await outside.send('Emulation.setGeolocationOverride', { latitude: 1, longitude: 1, accuracy: 1 });
});
test.afterAll(async () => {
  bare.close();
  await cage.close();
});

/** Asks for what needs a person's leave. */
const REQUESTS = `return oneByOne({
  camera: () => navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given'),
  microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given'),
  place: () => new Promise((done, no) => navigator.geolocation.getCurrentPosition(() => done('given'), () => no(new DOMException('', 'NotAllowedError')))),
  midi: () => navigator.requestMIDIAccess({ sysex: true }).then(() => 'given'),
  clipboard: () => navigator.clipboard.readText().then(() => 'given'),
  clipboardWrite: () => navigator.clipboard.writeText('x').then(() => 'given'),
  sensor: () => new Promise((done, no) => { const sensor = new Accelerometer(); sensor.onerror = ({ error }) => no(error); sensor.onactivate = () => done('given'); sensor.start(); }),
  full: () => document.documentElement.requestFullscreen().then(() => document.exitFullscreen()).then(() => 'given'),
});`;
const QUERIES = `return every(Object.fromEntries(['geolocation', 'camera', 'microphone', 'midi', 'clipboard-read', 'idle-detection', 'local-fonts']
  .map((name) => [name, () => navigator.permissions.query({ name, sysex: true }).then(({ state }) => state)])));`;
const FEATURES = 'return document.featurePolicy.allowedFeatures();';
/** What asks the browser for a chooser of its own, which a machine without a screen cannot show: the policy alone tells. */
const CHOSEN = [
  'usb',
  'hid',
  'serial',
  'bluetooth',
  'display-capture',
  'idle-detection',
  'storage-access',
  'payment',
  'publickey-credentials-get',
  'window-management',
  'keyboard-map',
];

test('CAGE-37 a program shows no notification, though the app may', async () => {
  const lines = `return [Notification.permission, await tried(() => Notification.requestPermission()), await tried(() => new Promise((done) => {
    const shown = new Notification('x'); shown.onshow = () => done('shown'); shown.onerror = () => done('refused'); }))];`;
  expect(await tellCaged(cage, 'notifier', { files: scripted(lines) })).toEqual(['denied', 'denied', 'refused']);
  expect(await tellBare(cage.tab, lines)).toEqual(['granted', 'granted', 'shown']);
});

test('CAGE-37 what needs a person’s leave is refused, though the browser grants it, when asked and when checked', async () => {
  const inside = await tellCaged<Record<string, string>>(cage, 'asker', { files: scripted(REQUESTS) });
  await outside.send('Page.bringToFront');
  const control = await tellBare<Record<string, string>>(outside, REQUESTS);
  expect(Object.entries(inside).filter(([, outcome]) => outcome === 'given')).toEqual([]);
  for (const name of ['camera', 'microphone', 'place', 'clipboard', 'clipboardWrite', 'full'])
    expect([name, control[name]]).toEqual([name, 'given']);
  // Where there is no MIDI on the machine, leave is given all the same.
  expect(['given', 'refused: InvalidStateError']).toContain(control['midi']);
  expect(inside['midi']).toMatch(/NotAllowedError|SecurityError/);
  const [states, open] = [
    await tellCaged<Record<string, string>>(cage, 'checker', { files: scripted(QUERIES) }),
    await tellBare<Record<string, string>>(outside, QUERIES),
  ];
  expect(Object.entries(states).filter(([, state]) => state === 'granted')).toEqual([]);
  expect(Object.values(open).filter((state) => state === 'granted').length).toBeGreaterThan(4);
});

test('CAGE-37 a program opens no chooser of the browser’s for files, though a person pressed', async () => {
  const lines = 'return tried(() => showOpenFilePicker());';
  expect(await tellCaged(cage, 'chooser', { files: scripted(lines) })).toBe('refused: SecurityError');
  await outside.send('Page.bringToFront');
  // The control: outside it is not refused; there is no screen to show it on.
  expect(['refused: AbortError', 'late']).toContain(await tellBare(outside, lines));
});

test('CAGE-37 devices and choosers of the browser are switched off by policy', async () => {
  const allowed = await tellCaged<readonly string[]>(cage, 'features', { files: scripted(FEATURES) });
  const control = await tellBare<readonly string[]>(outside, FEATURES);
  const offered = CHOSEN.filter((name) => control.includes(name));
  expect(offered.length).toBeGreaterThan(6);
  expect(offered.filter((name) => allowed.includes(name))).toEqual([]);
  process.stdout.write(`    a program may still use: ${allowed.join(', ')}\n`);
});

/** Links of every kind and target, clicked by a script and opened by one. */
const LINKER = `for (const url of ${JSON.stringify([
  'https://xn--80ak6aa92e.com/',
  'mailto:a@b.example?body=secret',
  'tel:1',
  'banyan://invite/x',
  'intent://x',
  'ms-settings:',
])}) for (const target of ['', '_top', '_blank', 'other']) {
    const link = document.createElement('a');
    Object.assign(link, { href: url, target });
    document.body.append(link);
    for (let number = 0; number < 5; number += 1) link.click();
    window.open(url, target);
  }`;

test('CAGE-38 many clicks on links open nothing, and give one question at most', async () => {
  const before = await cage.browser.pages();
  const closed = async () => {
    expect(await cage.browser.pages()).toEqual(before);
    expect(await cage.tab.ask('location.origin')).toBe(cage.host.origin);
  };
  const lines = `${LINKER} return window.open('about:blank') === null;`;
  expect(await tellCaged(cage, 'linker', { files: scripted(lines) })).toBe(true);
  await closed();
  await cage.until('linker', ({ prompt }) => prompt === 'link');
  // One was asked, and none waits behind it.
  await cage.call('accept', 'linker');
  expect((await cage.facts('linker')).prompt).toBe(null);
  await closed();
  // The control: outside, one click opens one.
  await tellBare(outside, "window.open('about:blank')");
  expect(await cage.browser.pages()).toHaveLength(before.length + 1);
});

test('CAGE-38 without a press nobody is asked', async () => {
  const said = "webxdc.sendUpdate({ payload: 'clicked' }, '');";
  const index = `<!doctype html><meta charset="utf-8"><title>program</title><script src="webxdc.js"></script><body><script>${LINKER} ${said}</script>`;
  await cage.show('eager', { files: { 'index.html': index } });
  await cage.until('eager', (facts) => facts.said.includes('clicked'));
  expect((await cage.facts('eager')).prompt).toBe(null);
});

test('CAGE-39 no program fills the screen; a locked pointer is the browser’s to free', async () => {
  const lines = `return every({ full: () => document.documentElement.requestFullscreen(), child: () => { const frame = document.createElement('iframe');
    frame.allow = 'fullscreen'; document.body.append(frame); return frame.contentDocument.documentElement.requestFullscreen(); }, picture: () => documentPictureInPicture.requestWindow() });`;
  const inside = await tellCaged<Record<string, string>>(cage, 'filler', { files: scripted(lines) });
  expect(Object.values(inside).every((outcome) => outcome.startsWith('refused'))).toBe(true);
  await outside.send('Page.bringToFront');
  const control =
    'const told = await tried(() => document.documentElement.requestFullscreen()); await document.exitFullscreen(); return told;';
  expect(await tellBare(outside, control)).toBe('done');
});

test('CAGE-40 a program cannot keep itself open or the person busy', async () => {
  const lines = `addEventListener('beforeunload', (event) => { event.preventDefault(); return 'stay'; });
    const began = performance.now();
    const said = [];
    for (let number = 0; number < 50; number += 1) { alert('x'); said.push(confirm('x'), prompt('x')); }
    if (typeof print === 'function') print();
    return { quick: performance.now() - began < 5000, yes: said.filter((answer) => answer !== false && answer !== null).length };`;
  expect(await tellCaged(cage, 'stayer', { files: scripted(lines) })).toEqual({ quick: true, yes: 0 });
  await cage.call('close', 'stayer');
  expect((await cage.facts('stayer')).state).toBe('closed');
  expect(
    await cage.tab.ask(
      `document.querySelector('[data-programs]').shadowRoot.querySelector('iframe[title="stayer"]') === null`,
    ),
  ).toBe(true);
});

test('CAGE-42 a program names no window', async () => {
  const title = await cage.tab.ask('document.title');
  await tellCaged(cage, 'namer', {
    files: scripted("document.title = 'Your bank'; history.replaceState(null, '', '/your-bank');"),
  });
  expect(await cage.tab.ask('[document.title, location.pathname]')).toEqual([title, '/']);
  // The control: a page by itself does.
  expect(await tellBare(outside, "document.title = 'Your bank'; return document.title;")).toBe('Your bank');
});

test('CAGE-43 a program that hangs or dies takes nobody along, and comes back', async () => {
  await begin(cage, 'neighbour', {
    files: scripted("setInterval(() => webxdc.sendUpdate({ payload: 'alive' }, ''), 300); return true;"),
  });
  await begin(cage, 'hanger', { files: scripted('for (;;);') });
  const dies = `const frame = document.createElement('iframe'); document.body.append(frame);
    const peer = new frame.contentWindow.RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:9' }] });
    peer.createDataChannel('x'); await peer.setLocalDescription(await peer.createOffer());`;
  await begin(cage, 'dier', { files: scripted(dies) });
  const { said } = await cage.facts('neighbour');
  await cage.until('hanger', ({ state }) => state === 'unresponsive');
  await cage.until('dier', ({ state }) => state === 'crashed' || state === 'unresponsive');
  await cage.until('neighbour', (facts) => facts.said.length > said.length + 3);
  for (const name of ['hanger', 'dier']) {
    await cage.call('reload', name);
    await cage.until(name, ({ state, ports }) => state === 'ready' && ports === 2);
  }
});

test('CAGE-44 a program that was removed leaves nothing', async () => {
  const lines = `const found = [localStorage.getItem('kept'), (await indexedDB.databases()).length, (await caches.keys()).length];
    localStorage.setItem('kept', 'yes'); indexedDB.open('kept'); await caches.open('kept'); return found;`;
  const files = scripted(lines);
  const label = newLabel();
  await tellCaged(cage, 'kept once', { files, label });
  expect(await tellCaged(cage, 'kept twice', { files, label })).toEqual(['yes', 1, 1]);
  for (const name of ['kept once', 'kept twice']) await cage.call('close', name);
  expect(await cage.call('wipe', label)).toBe('ok');
  expect(await tellCaged(cage, 'after the wipe', { files, label })).toEqual([null, 0, 0]);
});
