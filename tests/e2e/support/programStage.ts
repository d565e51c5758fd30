import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, type Page, expect } from '@playwright/test';
import { programHeaders } from '../../../src/main/services/mini/programHeaders.ts';
import { programFiles } from '../../../scripts/mini/packProgram.mjs';
import { expectAccessible } from './axe.ts';

/** Programs played to several people without the app: a log that all of them share, and pages with the host's own headers. */
export interface Stage {
  /** What was sent, in its order. */
  readonly updates: readonly SentUpdate[];
  /** What a page complained of. */
  readonly complaints: readonly string[];
  enter(name: string, options?: BrowserContextOptions): Promise<Page>;
}

/** An update with its author. */
interface SentUpdate {
  readonly sender: string;
  readonly payload: unknown;
  readonly info?: string;
  readonly summary?: string;
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  png: 'image/png',
};

/** What a page has for a host here. It runs in the page. */
function playHost(self: { readonly address: string; readonly name: string }): void {
  type Play = (kind: string, value: unknown) => Promise<void>;
  const play: Play = (kind, value) => (globalThis as unknown as { readonly play: Play }).play(kind, value);
  let listener: (update: unknown) => void = () => undefined;
  let onBytes: (bytes: Uint8Array) => void = () => undefined;
  const hear = (updates: unknown[]) => updates.forEach((update) => listener(update));
  const channel = {
    setListener: (next: typeof onBytes) => {
      onBytes = next;
    },
    send: (bytes: Uint8Array) => void play('bytes', [...bytes]),
    leave: () => undefined,
  };
  const webxdc = {
    selfAddr: self.address,
    selfName: self.name,
    sendUpdateInterval: 1000,
    sendUpdateMaxSize: 128_000,
    isAppSender: self.address === 'addr-1',
    isBroadcast: false,
    sendUpdate: (update: unknown) => void play('update', update),
    setUpdateListener: async (next: typeof listener) => {
      listener = next;
      await play('listen', null);
    },
    joinRealtimeChannel: () => channel,
    sendToChat: () => Promise.resolve(),
  };
  Object.assign(globalThis, { webxdc, hear, hearBytes: (bytes: number[]) => onBytes(Uint8Array.from(bytes)) });
}

/** Sets a stage for a program of ours. */
export async function stageProgram(browser: Browser, id: string): Promise<Stage> {
  const files = await programFiles(fileURLToPath(new URL(`../../../resources/mini-programs/${id}`, import.meta.url)));
  const byPath = new Map(files.map(({ path, bytes }) => [path, Buffer.from(bytes)]));
  const updates: SentUpdate[] = [];
  const complaints: string[] = [];
  const pages: Page[] = [];
  const tell = (page: Page, all: readonly SentUpdate[]) =>
    page.evaluate(
      (heard) => (globalThis as unknown as { readonly hear: (updates: unknown[]) => void }).hear(heard),
      all.map((update, at) => ({ ...update, serial: at + 1, max_serial: updates.length })),
    );
  return {
    updates,
    complaints,
    async enter(name, options = {}) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const address = `addr-${pages.push(page)}`;
      page.on('console', (message) => {
        // Said of the host's own header; a page of its own is not framed here.
        const isOfSandbox = message.text().startsWith('An iframe which has both allow-scripts');
        if (['error', 'warning'].includes(message.type()) && !isOfSandbox)
          complaints.push(`${name}: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(`${name}: ${String(error)}`));
      await page.exposeFunction('play', async (kind: string, value: unknown) => {
        if (kind === 'listen') await tell(page, updates);
        if (kind === 'update') {
          const update = { ...(value as object), sender: address } as SentUpdate;
          updates.push(update);
          await Promise.all(pages.filter((other) => !other.isClosed()).map((other) => tell(other, [update])));
        }
        if (kind === 'bytes') {
          const others = pages.filter((other) => other !== page && !other.isClosed());
          const give = (bytes: number[]) =>
            (globalThis as unknown as { readonly hearBytes: (bytes: number[]) => void }).hearBytes(bytes);
          await Promise.all(others.map((other) => other.evaluate(give, value as number[])));
        }
      });
      await page.route('**/*', (route) => {
        const path = decodeURIComponent(new URL(route.request().url()).pathname.slice(1)) || 'index.html';
        const script = `(${playHost.toString()})(${JSON.stringify({ address, name })})`;
        const body = path === 'webxdc.js' ? Buffer.from(script) : byPath.get(path);
        if (body === undefined) return route.fulfill({ status: 404, headers: programHeaders([]) });
        const headers = { ...programHeaders([]), 'Content-Type': TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain' };
        return route.fulfill({ status: 200, body, headers });
      });
      await page.goto('http://program.localhost/');
      return page;
    },
  };
}

/** The page has nothing that the accessibility rules call wrong, fits its width, and nobody complained. */
export async function expectSound(stage: Stage, page: Page): Promise<void> {
  await expectAccessible(page, await page.title());
  expect(stage.complaints).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
}
