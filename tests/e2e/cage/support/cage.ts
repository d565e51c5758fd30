/** The browser edition as a person has it, with programs in it: the real host, its policy on the page around, the product's own frames. */
import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountId, BlobId } from '../../../../src/shared/ids.ts';
import type { ProgramSelf } from '../../../../src/shared/mini/bridge.ts';
import { connectTo } from '../../../support/node/browserHostUnderTest.ts';
import { makePackage } from '../../../support/node/zipBuilder.ts';
import { makeBlob } from '../../../support/shared/blobFixtures.ts';
import type { CageHarness, CagedFacts } from '../../../support/shared/cage.ts';
import { type RunningHost, startHost } from '../../support/host.ts';
import type { Files } from './bareServer.ts';
import type { Tab } from '../../../support/node/devTools.ts';
import { Chromium } from './chromium.ts';
import type { NetLog } from './netLog.ts';

const account = 'A'.repeat(43) as AccountId;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** What a program is told of who has it open. */
export const SELF: ProgramSelf = {
  version: 1,
  selfAddr: 'me',
  selfName: 'Ann',
  isAppSender: false,
  isBroadcast: false,
  sendUpdateInterval: 1000,
  sendUpdateMaxSize: 128_000,
  banyan: null,
};

/** A label as the app makes them. */
export const newLabel = (): string => [...randomBytes(26)].map((byte) => ALPHABET[byte % 32]).join('');

/** What is put into a cage. */
export interface Caging {
  readonly files: Files;
  readonly label?: string;
  readonly href?: string;
  readonly self?: ProgramSelf;
}

/** A running app with programs. */
export class Cage {
  readonly host: RunningHost;
  readonly tab: Tab;
  readonly browser: Chromium;
  readonly calls: Awaited<ReturnType<typeof connectTo>>;
  private readonly data: string;

  private constructor(parts: Pick<Cage, 'host' | 'tab' | 'browser' | 'calls'>, data: string) {
    this.host = parts.host;
    this.tab = parts.tab;
    this.browser = parts.browser;
    this.calls = parts.calls;
    this.data = data;
  }

  /** Starts host and browser, which grants whatever it is asked for, and opens the harness, built into `harness`, in place of the app. */
  static async open(harness: string, args: readonly string[] = []): Promise<Cage> {
    const data = await mkdtemp(join(tmpdir(), 'banyan-cage-host-'));
    const host = await startHost({ dataDir: data, isFirst: true, renderer: harness });
    const calls = await connectTo({ url: host.address, origin: host.origin }, { sockets: false });
    const browser = await Chromium.launch(args, host.origin);
    const tab = await browser.open(host.address);
    await tab.until('globalThis.cage !== undefined');
    return new Cage({ host, tab, browser, calls }, data);
  }

  get port(): number {
    return Number(new URL(this.host.origin).port);
  }

  /** Calls the harness. */
  call<Name extends keyof CageHarness>(
    name: Name,
    ...values: Parameters<CageHarness[Name]>
  ): Promise<Awaited<ReturnType<CageHarness[Name]>>> {
    return this.tab.ask(`cage.${name}(${values.map((value) => JSON.stringify(value)).join(', ')})`);
  }

  /** Puts a package with these files into the store; answers its address. */
  async pack(files: Files): Promise<BlobId> {
    const blob = makeBlob(makePackage(files));
    await this.calls.call('blob.begin', { account, id: blob.id, ...blob.outline });
    for (const [index, bytes] of blob.chunks.entries())
      await this.calls.call('blob.write', { account, id: blob.id, index, bytes });
    return blob.id;
  }

  /** Shows a program over all others; answers its label. @throws when it is refused. */
  async show(name: string, caging: Caging): Promise<string> {
    const { files, label = newLabel(), href = null, self = SELF } = caging;
    const packed = await this.pack(files);
    const outcome = await this.call('mount', { name, account, package: packed, label, self, href });
    if (outcome !== 'ok') throw new Error(`${name} is not shown: ${outcome}`);
    await this.call('place', name, { x: 0, y: 0, width: 600, height: 300 });
    await this.until(name, ({ state }) => state === 'ready');
    return label;
  }

  facts(name: string): Promise<CagedFacts> {
    return this.call('facts', name);
  }

  /** Waits until what is known of a program is so, for 30 s at most. */
  async until(name: string, isSo: (facts: CagedFacts) => boolean): Promise<CagedFacts> {
    for (let turn = 0; turn < 300; turn += 1) {
      const facts = await this.facts(name);
      if (isSo(facts)) return facts;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`it did not come to be so: ${JSON.stringify(await this.facts(name)).slice(0, 2000)}`);
  }

  /** Ends everything; answers what the browser's network did. */
  async close(): Promise<NetLog> {
    const log = await this.browser.close();
    this.calls.close();
    await this.host.end('SIGTERM');
    await rm(this.data, { recursive: true, force: true, maxRetries: 5 });
    return log;
  }
}
