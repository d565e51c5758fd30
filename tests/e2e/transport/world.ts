import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { listenSignaling, type SignalingServer } from '../../../src/main/services/signaling/signalingServer.ts';
import { testBrowserArguments, browserPath } from '../../support/node/browserPath.ts';
import type { TransportDriver } from '../../support/shared/transportDriver.ts';
import type { EngineName, TransportHarness } from '../../support/shared/transportHarness.ts';
import { buildTestPage } from '../support/testPage.ts';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** The built harness page on a port of its own, and a signaling service that can be stopped and started. */
export interface Grounds {
  readonly pageUrl: string;
  readonly signalingUrl: string;
  stopSignaling(): Promise<void>;
  startSignaling(): Promise<void>;
  close(): Promise<void>;
}

function serve(folder: string, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    const name = path.normalize((request.url ?? '/').split('?')[0] ?? '/');
    const file = path.join(folder, name === '/' ? 'index.html' : name);
    readFile(file).then(
      (content) =>
        response
          .writeHead(200, { 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream' })
          .end(content),
      () => response.writeHead(404).end(),
    );
  });
  return new Promise((resolve) => server.listen(0, host, () => resolve(server)));
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

/** `host` is where page and signaling listen; a name other than the loopback's is for machines in namespaces of their own. */
export async function prepareGrounds(host = '127.0.0.1'): Promise<Grounds> {
  const folder = await buildTestPage('transport-harness', await mkdtemp(path.join(tmpdir(), 'banyan-transport-')));
  const server = await serve(folder, host);
  let signaling: SignalingServer | null = await listenSignaling({ host, port: 0 });
  const signalingUrl = signaling.url;
  return {
    pageUrl: `http://${host === '127.0.0.1' ? 'localhost' : host}:${portOf(server)}/`,
    signalingUrl,
    stopSignaling: async () => {
      await signaling?.close();
      signaling = null;
    },
    startSignaling: async () => {
      signaling ??= await listenSignaling({ host, port: Number(new URL(signalingUrl).port) });
    },
    close: async () => {
      await signaling?.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Call = <Name extends keyof TransportHarness>(
  name: Name,
  ...parameters: Parameters<TransportHarness[Name]>
) => Promise<Awaited<ReturnType<TransportHarness[Name]>>>;

/** One Chromium process with the harness page in it. */
export interface Machine {
  readonly browser: Browser;
  readonly page: () => Page;
  /** Leaves the page (it may have crashed) for a fresh one. */
  renewPage(): Promise<void>;
  readonly harness: Call;
  /** A transport of this machine, driven from here. */
  driver(name: string): TransportDriver;
  close(): Promise<void>;
}

const METHODS = [
  'join',
  'leave',
  'links',
  'listen',
  'received',
  'send',
  'close',
  'nudge',
  'status',
  'dispose',
] as const satisfies readonly (keyof TransportDriver)[];

export async function startMachine(
  grounds: Grounds,
  launch: { readonly executablePath?: string } = {},
): Promise<Machine> {
  const executablePath = launch.executablePath ?? (await browserPath());
  const browser = await chromium.launch({
    executablePath,
    args: [...testBrowserArguments, `--unsafely-treat-insecure-origin-as-secure=${new URL(grounds.pageUrl).origin}`],
  });
  const openPage = async (): Promise<Page> => {
    const opened = await browser.newPage();
    await opened.goto(grounds.pageUrl);
    await opened.waitForFunction('globalThis.harness !== undefined');
    return opened;
  };
  let page = await openPage();
  const harness = ((name: string, ...parameters: readonly unknown[]) =>
    page.evaluate(
      ([method, values]) => {
        // The page put it there; what crosses is plain data, typed by `Call`.
        const all = (globalThis as unknown as { harness: Record<string, (...values: readonly unknown[]) => unknown> })
          .harness;
        const called = all[method];
        if (called === undefined) throw new Error(`no ${method}`);
        return called(...values);
      },
      [name, parameters] as const,
    )) as Call;
  return {
    browser,
    page: () => page,
    renewPage: async () => {
      const old = page;
      page = await openPage();
      await old.close();
    },
    harness,
    driver: (name) =>
      // Every method takes and gives plain data, so that one line forwards them all.
      Object.fromEntries(
        METHODS.map((method) => [
          method,
          (...parameters: readonly unknown[]) => harness('call', name, method, parameters),
        ]),
      ) as unknown as TransportDriver,
    close: () => browser.close(),
  };
}

/** Two machines on grounds of their own. */
export interface TwoMachines {
  readonly grounds: Grounds;
  readonly machines: readonly [Machine, Machine];
  close(): Promise<void>;
}

export async function startTwoMachines(): Promise<TwoMachines> {
  const grounds = await prepareGrounds();
  const machines = [await startMachine(grounds), await startMachine(grounds)] as const;
  return {
    grounds,
    machines,
    close: async () => {
      for (const machine of machines) await machine.close();
      await grounds.close();
    },
  };
}

export interface PeerPlace {
  readonly machine: Machine;
  readonly name: string;
  readonly driver: TransportDriver;
}

export async function startPeer(
  machine: Machine,
  options: { readonly name: string; readonly grounds: Grounds; readonly engine: EngineName },
): Promise<PeerPlace> {
  await machine.harness('create', options.name, { signaling: [options.grounds.signalingUrl], engine: options.engine });
  return { machine, name: options.name, driver: machine.driver(options.name) };
}
