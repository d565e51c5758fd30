/** People as the benchmarks need them: each with a host process, a browser profile on disk and a page. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, type Page, chromium } from '@playwright/test';
import { browserArguments, browserPath } from '../../tests/support/node/browserPath.ts';
import { type BenchHost, endLater, out, startHost, temporary } from './hosts.ts';
import type { Tools, Watch } from './pageContract.ts';

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
  /** Where all of theirs is kept: `data` of the host, `browser`. */
  readonly home: string;
  readonly host: BenchHost;
}

/** Ends one person before the others, to give the machine back. */
export async function end(person: Person): Promise<void> {
  await person.context.close();
}

/** What `--version` of the browser says. */
export async function browserVersion(): Promise<string> {
  return execFileSync(await browserPath(), ['--version'], { encoding: 'utf8' }).trim();
}

/** Opens the first start's screen of a new person. */
export async function startPerson(): Promise<Person> {
  const home = await temporary();
  const host = await startHost(join(home, 'data'));
  const directory = join(home, 'browser');
  const context = await chromium.launchPersistentContext(directory, {
    executablePath: await browserPath(),
    headless: true,
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    args: [...browserArguments],
  });
  endLater(() => context.close());
  await context.addInitScript({ path: join(out, 'watch/watch.js') });
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('pageerror', (error) => console.error(`  page error: ${error.message}`));
  await page.goto(host.url);
  const { origin, port } = new URL(host.url);
  return { page, context, host, home, origin, signaling: `ws://localhost:${port}/signal`, directory };
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
    const patience = script === 'banyanTools' || method.startsWith('scroll') ? LONG_PATIENCE : PATIENCE;
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
