/** Mini programs as this browser keeps them: a frame at a place of its own, served by the real host. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type Page, chromium, expect, test } from '@playwright/test';
import * as v from 'valibot';
import type { AccountId } from '../../src/shared/ids.ts';
import type { ProgramSelf } from '../../src/shared/mini/bridge.ts';
import { canaryOutcomeSchema } from '../../src/shared/mini/hostPages.ts';
import { READY_MESSAGE } from '../../src/shared/mini/bridgeLimits.ts';
import { canaryPage } from '../../src/main/services/mini/hostPage.ts';
import { PROGRAM_SANDBOX } from '../../src/main/services/mini/programHeaders.ts';
import { testBrowserArguments, browserPath } from '../support/node/browserPath.ts';
import { connectTo } from '../support/node/browserHostUnderTest.ts';
import { makePackage } from '../support/node/zipBuilder.ts';
import { makeBlob } from '../support/shared/blobFixtures.ts';
import { type RunningHost, startHost } from './support/host.ts';

const account = 'A'.repeat(43) as AccountId;
const [ONE, TWO] = ['a'.repeat(26), 'b'.repeat(26)] as const;
const self: ProgramSelf = {
  version: 1,
  selfAddr: 'me',
  selfName: 'Ann </script>',
  isAppSender: false,
  isBroadcast: false,
  sendUpdateInterval: 1000,
  sendUpdateMaxSize: 128_000,
  banyan: null,
};

/** Tries everything a real program needs, and the shortest ways out, and tells its parent. */
const PROGRAM = `<!doctype html><meta charset="utf-8"><script src="webxdc.js"></script><script src="a b/ünï.js"></script>
<form onsubmit="event.preventDefault(); window.submitted = true"><button>go</button></form>
<script>
const late = () => new Promise((done) => setTimeout(() => done(false), 10_000));
const yes = (act) => Promise.race([(async () => act())(), late()]).then((value) => value !== false, () => false);
const started = (kind) => new Promise((done) => {
  const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
  worker.onmessage = () => done(true); worker.onerror = () => done(false);
});
const stored = () => new Promise((done) => {
  const request = indexedDB.open('kept');
  request.onsuccess = () => { request.result.close(); done(true); };
  request.onerror = () => done(false);
});
(async () => {
  const files = await navigator.storage.getDirectory();
  const before = [localStorage.getItem('kept'), (await indexedDB.databases()).length, (await caches.keys()).length, 0];
  for await (const name of files.keys()) before[3] += 1;
  await caches.open('kept');
  await files.getFileHandle('kept', { create: true });
  localStorage.setItem('kept', 'yes');
  document.querySelector('form button').click();
  const wasm = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
  const out = (address) => yes(() => fetch(address, { mode: 'no-cors' }));
  const frame = document.createElement('iframe');
  document.body.append(frame);
  parent.postMessage({
    type: 'told', before,
    inside: {
      api: typeof window.webxdc?.sendUpdate === 'function' && webxdc.selfName === 'Ann <' + '/script>',
      named: window.named === true, secure: isSecureContext, submitted: window.submitted === true,
      evaluated: await yes(() => new Function('return true')()), wasm: await yes(() => WebAssembly.compile(wasm)),
      blob: await yes(() => fetch(URL.createObjectURL(new Blob(['x'])))), data: await yes(() => fetch('data:,x')),
      worker: await yes(() => started()), database: await yes(() => stored()), own: await yes(() => fetch('index.html').then((a) => a.ok)),
    },
    outside: {
      app: await out('http://localhost:' + location.port + '/'),
      target: await out('http://canary-target.localhost:' + location.port + '/'),
      other: await out('http://${TWO}.localhost:' + location.port + '/'),
      child: await yes(() => frame.contentWindow.fetch('http://canary-target.localhost:' + location.port + '/', { mode: 'no-cors' })),
      cookie: document.cookie !== '', window: window.open('about:blank') !== null,
      parent: await yes(() => parent.document.title),
      service: await yes(() => navigator.serviceWorker.register('a b/ünï.js')),
      camera: await yes(() => navigator.mediaDevices?.getUserMedia({ video: true }) ?? false),
      full: await yes(() => document.documentElement.requestFullscreen()),
    },
  }, '*');
})();
</script>`;

let host: RunningHost;
let context: BrowserContext;
let page: Page;
let directory: string;
let mount: (label: string) => Promise<string>;
let hostCall: Awaited<ReturnType<typeof connectTo>>;

test.beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'banyan-programs-'));
  host = await startHost({ dataDir: join(directory, 'data'), isFirst: true });
  hostCall = await connectTo({ url: host.address, origin: host.origin }, { sockets: false });
  const blob = makeBlob(makePackage({ 'index.html': PROGRAM, 'a b/ünï.js': 'window.named = true;' }));
  await hostCall.call('blob.begin', { account, id: blob.id, ...blob.outline });
  for (const [index, bytes] of blob.chunks.entries())
    await hostCall.call('blob.write', { account, id: blob.id, index, bytes });
  mount = async (label) => {
    const mounted = await hostCall.call('mini.mount', { account, package: blob.id, label, self });
    if (!mounted.ok) throw new Error(mounted.error.message);
    return mounted.value.url;
  };
  context = await chromium.launchPersistentContext(join(directory, 'profile'), {
    executablePath: await browserPath(),
    args: [...testBrowserArguments],
  });
  page = await context.newPage();
  await page.goto(host.address);
});
test.afterAll(async () => {
  await context.close();
  hostCall.close();
  await host.end('SIGTERM');
  await rm(directory, { recursive: true, force: true });
});

/** Puts `url` into a frame of the app's page, as the app does, and answers what the frame says first. */
function frame(url: string): Promise<unknown> {
  return page.evaluate(
    ([address, sandbox, ready]) =>
      new Promise<unknown>((resolve) => {
        const { document, addEventListener } = globalThis as unknown as PageGlobals;
        const element = document.createElement('iframe');
        const listen = (event: FrameMessage) => {
          if (event.source !== element.contentWindow || event.origin !== new URL(address).origin) return;
          if (typeof event.data === 'string' && event.data.startsWith(ready)) return;
          element.remove();
          resolve(event.data);
        };
        addEventListener('message', listen);
        element.setAttribute('sandbox', sandbox);
        element.setAttribute('src', address);
        document.body.append(element);
        setTimeout(() => resolve('silent'), 30_000);
      }),
    [url, PROGRAM_SANDBOX, READY_MESSAGE] as const,
  );
}

/** The few members of the page that are used; this file is compiled without a DOM. */
interface PageGlobals {
  readonly document: PageDocument;
  addEventListener(name: 'message', listen: (event: FrameMessage) => void): void;
}
interface FrameMessage {
  readonly data: unknown;
  readonly source: unknown;
  readonly origin: string;
}
interface PageDocument {
  createElement(name: string): FrameElement;
  readonly body: { append(element: FrameElement): void };
}
interface FrameElement {
  readonly contentWindow: unknown;
  setAttribute(name: string, value: string): void;
  remove(): void;
}

interface Told {
  readonly before: readonly unknown[];
  readonly inside: Readonly<Record<string, boolean>>;
  readonly outside: Readonly<Record<string, boolean>>;
}
/** What a program found when it started: local storage, databases, caches, files. */
const [NOTHING, KEPT] = [[null, 0, 0, 0] as const, ['yes', 1, 1, 1] as const];
const only = (facts: Readonly<Record<string, boolean>>, value: boolean) =>
  Object.entries(facts)
    .filter(([, fact]) => fact === value)
    .map(([name]) => name);

test('SRV-4 SRV-5 WEB-16 a program has what it needs, and no way out', async () => {
  await mount(TWO);
  const told = (await frame(await mount(ONE))) as Told;
  expect(only(told.inside, false)).toEqual([]);
  expect(only(told.outside, true)).toEqual([]);
  expect(told.before).toEqual(NOTHING);
});

test('SRV-8 SRV-9 programs keep things apart, over a new mount, until they are wiped', async () => {
  expect(((await frame(await mount(ONE))) as Told).before).toEqual(KEPT);
  expect(((await frame(await mount(TWO))) as Told).before).toEqual(NOTHING);
  const wiped = await hostCall.call('mini.wipe', { label: ONE });
  expect(wiped.ok && (await frame(wiped.value.url ?? ''))).toBe('banyan:wiped');
  expect(((await frame(await mount(ONE))) as Told).before).toEqual(NOTHING);
  expect(((await frame(await mount(TWO))) as Told).before).toEqual(KEPT);
});

test('WEB-18 SRV-10 the canary finds that this browser keeps programs in, and would find a hole', async () => {
  const canary = await hostCall.call('mini.canary', {});
  const url = canary.ok ? (canary.value.url ?? '') : '';
  expect(v.parse(canaryOutcomeSchema, await frame(url)).outcome).toBe('shut');
});

test('SRV-10 without the header the canary finds the hole', async () => {
  const server = createServer((request, response) => {
    const name = request.headers.host?.split('.')[0];
    const target = `http://canary-target.${request.headers.host?.split('.').at(-1) ?? ''}/`;
    response.setHeader('Content-Type', 'text/html');
    response.end(name === 'canary' ? canaryPage(target, []).html : 'here');
  });
  const { port } = await new Promise<AddressInfo>((resolve) => {
    server.listen(0, '::', () => resolve(server.address() as AddressInfo));
  });
  await page.goto(`http://localhost:${port}/`);
  expect(await frame(`http://canary.localhost:${port}/`)).toEqual({ type: 'banyan:canary', outcome: 'open' });
  await page.goto(host.origin);
  server.close();
});

test('WEB-17 a program opened by itself is refused', async () => {
  const alone = await context.newPage();
  expect((await alone.goto(await mount(ONE)))?.status()).toBe(403);
  await alone.close();
});
