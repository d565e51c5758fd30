/** One person at one computer: a host process, a Chromium process with a profile, and a page of the app. */
import { join } from 'node:path';
import { type BrowserContext, type Page, type WebSocketRoute, chromium, expect } from '@playwright/test';
import { testBrowserArguments, browserPath } from '../../support/node/browserPath.ts';
import { PATIENCE } from '../../support/shared/until.ts';
import { type RunningHost, startHost } from './host.ts';

/** How a person's browser is set up; all of it stays over a restart. */
export interface PersonOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  readonly locale?: string;
  /** A folder to serve in place of the product. */
  readonly renderer?: string;
  readonly permissions?: readonly string[];
  /** Whether the way to others can be taken away, see `pullCable`. */
  readonly hasCable?: boolean;
  /** More words of the host's command line. */
  readonly hostArguments?: readonly string[];
  /** The network namespace the host runs in; `browser` is a Chromium that does, too. */
  readonly namespace?: string;
  /** Whether the host looks for others in the network. */
  readonly hasNearby?: boolean;
  /** The Chromium to start in place of the usual one. */
  readonly browser?: string;
  /** Runs in every page before anything else. */
  readonly script?: string;
  /** More arguments of the browser. */
  readonly arguments?: readonly string[];
}

const DEFAULTS = {
  viewport: { width: 1280, height: 800 },
  permissions: ['clipboard-read', 'clipboard-write'],
} as const;

/** Remembers the connections to peers, so that they can be ended as by a network that went away. */
const recordLinks = `{
  const links = new Set();
  RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...values) {
      super(...values);
      links.add(this);
    }
  };
  globalThis.endLinks = () => {
    for (const link of links) link.close();
    links.clear();
  };
}`;

/** What the canary tried and did not get, once a mini program is near: the browser says so in the console. */
const CANARY = /ERR_NETWORK_ACCESS_REVOKED/;
/** Tests beside this one lay networks and take them away, which every browser of the machine notices. The app asks again. */
const OTHER_NETWORKS = /Failed to load resource: net::ERR_NETWORK_CHANGED/;

/** A person of a test. Their page is `page`; whatever goes wrong in it unexpectedly fails the test. */
export class Person {
  readonly name: string;
  private readonly folder: string;
  private readonly options: PersonOptions;
  private readonly expected: RegExp[] = [CANARY, OTHER_NETWORKS];
  private readonly complaints: string[] = [];
  private wasStarted = false;
  private isPulled = false;
  private readonly sockets = new Set<WebSocketRoute>();
  private host: RunningHost | null = null;
  private browser: BrowserContext | null = null;

  constructor(name: string, folder: string, options: PersonOptions = {}) {
    this.name = name;
    this.folder = folder;
    this.options = options;
  }

  /** The first page of the running browser. */
  get page(): Page {
    const page = this.context.pages()[0];
    if (page === undefined) throw new Error(`${this.name} has no page open`);
    return page;
  }

  get context(): BrowserContext {
    if (this.browser === null) throw new Error(`${this.name} has closed the app`);
    return this.browser;
  }

  get origin(): string {
    return this.running.origin;
  }

  private get running(): RunningHost {
    if (this.host === null) throw new Error(`the host of ${this.name} does not run`);
    return this.host;
  }

  /** Where the browser keeps its profile. */
  get profile(): string {
    return join(this.folder, 'profile');
  }

  /** Where the host keeps journal and keys. */
  get data(): string {
    return join(this.folder, 'data');
  }

  /** The process of the running host. */
  get hostProcess(): number {
    return this.running.pid;
  }

  /** What the page may say that would otherwise fail the test. */
  expectComplaint(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** Errors of pages and consoles that nobody expected. */
  get unexpected(): readonly string[] {
    return this.complaints.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
  }

  /** Starts the host, a first time or again. */
  async startHost(): Promise<void> {
    const { renderer, namespace, hostArguments, hasNearby } = this.options;
    const isFirst = !this.wasStarted;
    this.wasStarted = true;
    this.host = await startHost({
      dataDir: this.data,
      renderer,
      isFirst,
      namespace,
      hasNearby,
      arguments: hostArguments,
    });
  }

  /** Ends the host at once, as a crash would; the page stays. */
  async killHost(): Promise<void> {
    await this.running.end('SIGKILL');
    this.host = null;
  }

  /** Starts the browser on this person's profile and opens the app. */
  async open(): Promise<void> {
    const { viewport, permissions } = { ...DEFAULTS, ...this.options };
    const { colorScheme = 'light', locale = 'en-US', arguments: more = [] } = this.options;
    this.browser = await chromium.launchPersistentContext(this.profile, {
      executablePath: this.options.browser ?? (await browserPath()),
      args: [...testBrowserArguments, ...more],
      viewport,
      colorScheme,
      locale,
      permissions: [...permissions],
      reducedMotion: 'reduce',
    });
    this.browser.setDefaultTimeout(PATIENCE);
    this.browser.on('page', (page) => this.listen(page));
    for (const page of this.browser.pages()) this.listen(page);
    if (this.options.hasCable === true) await this.layCable(this.browser);
    if (this.options.script !== undefined) await this.browser.addInitScript(this.options.script);
    await this.page.goto(this.running.address);
  }

  /** Opens the address of the running host: the way back in after its restart. */
  async enter(page: Page = this.page): Promise<void> {
    await page.goto(this.running.address);
  }

  /** A second tab of the same profile. */
  async openTab(): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(this.running.origin);
    return page;
  }

  /** Goes to a place of the app, by its address. */
  async go(place: string): Promise<void> {
    await this.page.goto(`${this.running.origin}/#/${place}`);
  }

  /** Closes the browser; the host goes on. */
  async close(): Promise<void> {
    await this.context.close();
    this.browser = null;
  }

  /** Takes note that the browser's processes were killed. */
  async wasKilled(): Promise<void> {
    // Nobody is there any more to be told that it is closed.
    await this.context.close().catch(() => undefined);
    this.browser = null;
  }

  /** Opens the browser again on the same profile, once the app is there. */
  async reopen(): Promise<void> {
    await this.open();
    await expect(this.page.getByRole('navigation').first()).toBeVisible();
  }

  /**
   * Takes the way to others from this person, or gives it back: meeting points answer no more and live links end. The
   * person's own host stays in reach, as it does on a machine without a network. Only with the option `hasCable`.
   */
  async pullCable(): Promise<void> {
    this.isPulled = true;
    for (const socket of this.sockets) await socket.close();
    this.sockets.clear();
    await this.page.evaluate('endLinks()');
  }

  /** Gives the way to others back. */
  plugCable(): void {
    this.isPulled = false;
  }

  /** Ends what runs. */
  async leave(): Promise<void> {
    await this.browser?.close();
    this.browser = null;
    await this.host?.end('SIGTERM');
    this.host = null;
  }

  private async layCable(browser: BrowserContext): Promise<void> {
    await browser.addInitScript(recordLinks);
    await browser.routeWebSocket(/\/signal$/, (socket) => {
      if (this.isPulled) {
        void socket.close();
        return;
      }
      socket.connectToServer();
      this.sockets.add(socket);
    });
  }

  private listen(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(`${this.name}: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        this.complaints.push(`${this.name}: ${message.type()}: ${message.text()} (at ${message.location().url})`);
      }
    });
  }
}
