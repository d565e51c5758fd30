/** Mini programs in a real Electron: what their views can do and reach. The layers that must hold alone are `SEC-60` to `SEC-66`. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { makePackage } from '../../support/node/zipBuilder.ts';
import { makeBlob } from '../../support/shared/blobFixtures.ts';
import { type LaunchedDesktop, launchDesktop, makeProfile, needElectron } from './launch.ts';

needElectron();

const label = 'abcdefghijklmnopqrstuvw234';
const account = 'A'.repeat(43);
const self = {
  version: 1,
  selfAddr: 'me',
  selfName: 'Ann',
  isAppSender: false,
  isBroadcast: false,
  sendUpdateInterval: 1000,
  sendUpdateMaxSize: 128_000,
  banyan: null,
};

let profile: Awaited<ReturnType<typeof makeProfile>>;
let desktop: LaunchedDesktop;
/** Everything that reached this machine's own listener. */
let reached: string[];
let sink: { readonly port: number; close(): void };

test.beforeEach(async () => {
  reached = [];
  const server = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.end('reached');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  sink = { port: (server.address() as AddressInfo).port, close: () => server.close() };
  profile = await makeProfile();
  desktop = await launchDesktop(profile.path);
});
test.afterEach(async () => {
  await desktop.application.close();
  await profile.remove();
  sink.close();
});

/** Puts a package into the app and shows it; answers how to evaluate an expression in its page. */
async function show(page: string): Promise<(expression: string) => Promise<unknown>> {
  const blob = makeBlob(makePackage({ 'index.html': page, 'other.html': 'other' }));
  const bytes = (from: Uint8Array) => `new Uint8Array([${from.join(',')}])`;
  const call = (method: string, input: string) => desktop.ask(`window.banyanHost.call('${method}', ${input})`);
  const id = `account: '${account}', id: '${blob.id}'`;
  await call('blob.begin', `{ ${id}, size: ${blob.outline.size}, hashes: ${bytes(blob.outline.hashes)} }`);
  for (const [index, chunk] of blob.chunks.entries())
    await call('blob.write', `{ ${id}, index: ${index}, bytes: ${bytes(chunk)} }`);
  await desktop.ask(
    "window.states = []; window.banyanHost.on('view.changed', ({ state }) => window.states.push(state)); window.ports = []; addEventListener('message', ({ data, ports }) => { if (data?.type === 'banyan:program-port') window.ports.push(ports.length); }); null",
  );
  const mounted = await desktop.call('mini.mount', { account, package: blob.id, label, self });
  expect(mounted).toMatchObject({ ok: true, value: { url: `banyan-mini://${label}/` } });
  const opened = await desktop.call('view.open', { label, bounds: { x: 100, y: 100, width: 300, height: 300 } });
  expect(opened).toEqual({ ok: true, value: {} });
  await expect.poll(() => desktop.ask('window.states.at(-1)')).toBe('ready');
  return (expression) =>
    desktop.application.evaluate(async ({ webContents }, asked) => {
      const contents = webContents.getAllWebContents().find((one) => one.getURL().startsWith('banyan-mini:'));
      // Electron types what a page answers as `any`.
      const answer: unknown = await contents?.executeJavaScript(asked, true);
      return answer;
    }, expression);
}

const PAGE = '<!doctype html><script src="webxdc.js"></script><p>program</p>';
const failed = (act: string) =>
  `Promise.race([(async () => ${act})(), new Promise((_, no) => setTimeout(no, 3000))]).then(() => false, () => true)`;

test('SEC-60 SEC-61 SEC-66 a program is there, isolated, under its headers, with our script and a port', async () => {
  const ask = await show(PAGE);
  expect(await ask('[location.href, isSecureContext, typeof require, typeof process, typeof banyanHost]')).toEqual([
    `banyan-mini://${label}/`,
    true,
    'undefined',
    'undefined',
    'undefined',
  ]);
  expect(await ask("[typeof webxdc.sendUpdate, webxdc.selfName, document.querySelector('p').textContent]")).toEqual([
    'function',
    'Ann',
    'program',
  ]);
  expect(await ask("fetch('/').then((answer) => answer.headers.get('connection-allowlist'))")).toBe(
    '(response-origin);webrtc=block',
  );
  await expect.poll(() => desktop.ask('window.ports')).toEqual([1]);
  expect(await ask("localStorage.setItem('a', 'b'); localStorage.getItem('a')")).toBe('b');
});

test('SEC-62 SEC-63 a program reaches nothing, this machine neither', async () => {
  const ask = await show(PAGE);
  // The control: the listener is there.
  expect(await (await fetch(`http://127.0.0.1:${sink.port}/control`)).text()).toBe('reached');
  const address = `http://127.0.0.1:${sink.port}`;
  for (const act of [
    `fetch('${address}/fetch', { mode: 'no-cors' })`,
    `fetch('https://example.com/', { mode: 'no-cors' })`,
    `fetch('app://banyan/index.html')`,
    `new Promise((yes, no) => { const socket = new WebSocket('ws://127.0.0.1:${sink.port}/'); socket.onopen = yes; socket.onerror = no; })`,
    `new Promise((yes, no) => { const image = new Image(); image.onload = yes; image.onerror = no; image.src = '${address}/image'; })`,
  ])
    expect([act, await ask(failed(act))]).toEqual([act, true]);
  await ask(`navigator.sendBeacon('${address}/beacon'); location.href = '${address}/navigation'; null`);
  await desktop.page.waitForTimeout(1000);
  expect(await ask('location.origin')).toBe(`banyan-mini://${label}`);
  expect(reached).toEqual(['/control']);
});

test('SEC-62 SEC-63 proxy and filter hold without the policy and the header', async () => {
  await show(PAGE);
  const outcome = await desktop.application.evaluate(
    async ({ session }, { partition, port }) => {
      const program = session.fromPartition(partition);
      const proxy = await program.resolveProxy(`http://127.0.0.1:${port}/`);
      const answer = await program.fetch(`http://127.0.0.1:${port}/session`).then(
        () => 'reached',
        () => 'refused',
      );
      return { proxy, answer };
    },
    { partition: `persist:mini-${label}`, port: sink.port },
  );
  expect(outcome).toEqual({ proxy: 'SOCKS5 127.0.0.1:9', answer: 'refused' });
  expect(reached).toEqual([]);
});

test('SEC-64 SEC-65 a program has no permission, no window, and its own pages', async () => {
  const ask = await show(PAGE);
  for (const act of [
    'navigator.mediaDevices.getUserMedia({ audio: true })',
    'document.documentElement.requestFullscreen()',
    'navigator.clipboard.readText()',
  ])
    expect([act, await ask(failed(act))]).toEqual([act, true]);
  expect(await ask("window.open('about:blank') === null")).toBe(true);
  await ask("location.href = 'other.html'; null");
  await expect.poll(() => ask('document.body.textContent')).toBe('other');
});

test('WIN-13 WIN-14 a crash takes nobody along, and figures are there', async () => {
  await show(PAGE);
  expect(await desktop.call('view.figures', {})).toMatchObject({ ok: true, value: { views: [{ label }] } });
  await desktop.application.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .find((one) => one.getURL().startsWith('banyan-mini:'))
      ?.forcefullyCrashRenderer(),
  );
  await expect.poll(() => desktop.ask('window.states.at(-1)')).toBe('crashed');
  expect(await desktop.call('host.describe', {})).toMatchObject({ ok: true });
  await desktop.call('view.reload', { label });
  await expect.poll(() => desktop.ask('window.states.at(-1)')).toBe('ready');
});
