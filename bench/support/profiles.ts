/** People as the benchmarks need them: each with a host process, a browser profile on disk and a page. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, type Page, chromium } from '@playwright/test';
import { findBrowser, findPlaywrightBrowser } from '../../scripts/setup/browser.mjs';
import type { Tools, Watch } from './pageContract.ts';
import { type PlainPage, openPlainBrowser } from './plainBrowser.ts';

// Where the product and the pages' scripts were built; beside this program unless it says otherwise.
const out = process.env['BANYAN_BENCH_OUT'] ?? fileURLToPath(new URL('../', import.meta.url));
const FLAGS = [
  // Playwright's own list switches storage partitioning off; a later list replaces it.
  '--disable-features=HttpsUpgrades,MediaRouter,PaintHolding,DestroyProfileOnBrowserClose,LensOverlay',
  ...[
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
  ],
  '--disable-sync',
];

/** Everything started here, ended by {@link endAll} in the reverse order. */
const ends: (() => Promise<void>)[] = [];

/** A running person. */
export interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Of the app, without a slash. */
  readonly origin: string;
  /** The host's signaling service. */
  readonly signaling: string;
  /** Where the browser keeps its profile; names its processes. */
  readonly directory: string;
  readonly hostPid: number;
}

/** Ends one person before the others, to give the machine back. */
export async function end(person: Person): Promise<void> {
  await person.context.close();
}

/** Ends everything that was started. */
export async function endAll(): Promise<void> {
  for (const stop of ends.splice(0).toReversed()) await stop().catch((error: unknown) => console.error(String(error)));
}

async function temporary(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'banyan-bench-'));
  ends.push(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
}

interface RunningHost {
  readonly url: string;
  readonly child: ChildProcess;
}

function startHost(dataDirectory: string): Promise<RunningHost> {
  const args = [join(out, 'app/main/browser.js'), '--data', dataDirectory, '--port', '0', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  ends.push(async () => {
    if (child.exitCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await exited;
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the host ended with ${code ?? 'no'} code`)));
    createInterface({ input: child.stdout }).once('line', (line) => {
      const { ready } = JSON.parse(line) as { readonly ready: string };
      resolve({ url: ready, child });
    });
  });
}

async function browserPath(): Promise<string> {
  const found = findBrowser();
  const path = 'path' in found ? found.path : await findPlaywrightBrowser();
  if (path === undefined) throw new Error('No Chromium was found: install one or set CHROMIUM_PATH.');
  return path;
}

/** What `--version` of the browser says. */
export async function browserVersion(): Promise<string> {
  return execFileSync(await browserPath(), ['--version'], { encoding: 'utf8' }).trim();
}

/** Opens the first start's screen of a new person. */
export async function startPerson(): Promise<Person> {
  const directory = await temporary();
  const { url, child } = await startHost(join(directory, 'data'));
  const profile = join(directory, 'browser');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await browserPath(),
    headless: true,
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    args: FLAGS,
  });
  ends.push(() => context.close());
  await context.addInitScript({ path: join(out, 'watch/watch.js') });
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('pageerror', (error) => console.error(`  page error: ${error.message}`));
  await page.goto(url);
  const { origin, port } = new URL(url);
  return {
    page,
    context,
    origin,
    signaling: `ws://localhost:${port}/signal`,
    directory: profile,
    hostPid: child.pid ?? 0,
  };
}

/** A person without an app, whose page of the app's origin nothing watches. */
export interface PlainPerson extends Omit<Person, 'page' | 'context'> {
  readonly page: PlainPage;
}

/** Where a host serves the worker with which the app checks signatures. */
export async function signatureWorker(): Promise<string> {
  const assets = await readdir(join(out, 'app/renderer/assets'));
  const name = assets.find((file) => /^signatureWorker-.*\.js$/u.test(file));
  if (name === undefined) throw new Error('the app was built without a worker for signatures');
  return `/assets/${name}`;
}

/** The large script, for pages. */
export const TOOLS_SCRIPT = join(out, 'tools/tools.js');

/** Opens an empty page of a new host's origin. */
export async function startPlain(): Promise<PlainPerson> {
  const directory = await temporary();
  const { url, child } = await startHost(join(directory, 'data'));
  const profile = join(directory, 'browser');
  const page = await openPlainBrowser(await browserPath(), [...FLAGS, '--no-sandbox', `--user-data-dir=${profile}`]);
  ends.push(() => page.close());
  // The first gives the cookie; the second is of the same origin and holds no script.
  await page.goto(url);
  const { origin, port } = new URL(url);
  await page.goto(`${origin}/nothing.txt`);
  return { page, origin, signaling: `ws://localhost:${port}/signal`, directory: profile, hostPid: child.pid ?? 0 };
}

/** A new person who has gone through the first start. */
export async function startNamed(name: string): Promise<Person> {
  const person = await startPerson();
  await person.page.getByRole('textbox').fill(name);
  await person.page.getByRole('button', { name: 'Start', exact: true }).click();
  await watch(person.page, 'listPainted');
  // The address of the host goes into the contact card a moment later.
  await person.page.waitForTimeout(500);
  return person;
}

/** The person's page with the product's modules, while the app itself is kept from starting there. */
export async function openTools(person: Person): Promise<void> {
  const { page, context, origin } = person;
  await page.goto('about:blank');
  // The document comes from the host all the same: one made up here could reach neither host nor signaling.
  const scripts = `${origin}/**/*.js`;
  await page.route(scripts, (route) => route.abort());
  await page.goto(origin);
  await page.unroute(scripts);
  const session = await context.newCDPSession(page);
  const expression = await readFile(join(out, 'tools/tools.js'), 'utf8');
  await session.send('Runtime.evaluate', { expression });
  await session.detach();
}

/** Opens the app at a hash path, in a new document, and waits for its list. */
export async function openApp({ page, origin }: Person, path = '/chats'): Promise<number> {
  await page.goto('about:blank');
  await page.goto(`${origin}/#${path}`);
  return watch(page, 'listPainted');
}

type Method<T> = { [K in keyof T]: T[K] extends (...parameters: never[]) => unknown ? K : never }[keyof T];
type Answer<T, K extends keyof T> = T[K] extends (...parameters: never[]) => infer R ? Awaited<R> : never;
type Asked<T, K extends keyof T> = T[K] extends (...parameters: infer P) => unknown ? P : never;

/** Calls the small script of a page. */
export function watch<K extends Method<Watch>>(
  page: Page,
  method: K,
  ...parameters: Asked<Watch, K>
): Promise<Answer<Watch, K>> {
  return call(page, ['banyanWatch', method, parameters]) as Promise<Answer<Watch, K>>;
}

/** Calls the large script of a page prepared by {@link openTools}. */
export function tools<K extends Method<Tools>>(
  page: Page,
  method: K,
  ...parameters: Asked<Tools, K>
): Promise<Answer<Tools, K>> {
  return call(page, ['banyanTools', method, parameters]) as Promise<Answer<Tools, K>>;
}

type Script = Readonly<Record<string, (...parameters: readonly unknown[]) => unknown>>;

/** Nothing asked of a page takes longer, ms; making a long history does. */
const PATIENCE = 60_000;
const LONG_PATIENCE = 1_200_000;

/** The pages' scripts are typed by pageContract.ts; what crosses is plain data. */
async function call(page: Page, request: readonly [string, string, readonly unknown[]]): Promise<unknown> {
  const [script, method] = request;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const patience = script === 'banyanTools' || method === 'scrollUp' ? LONG_PATIENCE : PATIENCE;
    timer = setTimeout(
      () => reject(new Error(`${script}.${method} did not answer within ${patience / 1000} s`)),
      patience,
    );
  });
  try {
    return await Promise.race([evaluate(page, request), late]);
  } catch (error) {
    await page.screenshot({ path: join(out, 'failure.png') }).catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function evaluate(page: Page, request: readonly [string, string, readonly unknown[]]): Promise<unknown> {
  return page.evaluate(([script, method, parameters]) => {
    const scripts = globalThis as unknown as Readonly<Record<string, Script | undefined>>;
    const found = scripts[script]?.[method];
    if (found === undefined) throw new Error(`${script}.${method} is not in this page`);
    return found(...parameters);
  }, request);
}
