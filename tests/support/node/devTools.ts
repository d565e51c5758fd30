/**
 * A Chromium as a person starts it, told what to do over its DevTools protocol and watched by nothing else. Playwright's launch brings flags that
 * change what is kept apart, attaches to every frame, has a copy of every byte of every socket reported to it, and gives up on a page when the
 * process of a frame in it dies.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { browserPath } from './browserPath.ts';

/** What the browser answers a call with. */
export type Answered = Readonly<Record<string, unknown>>;

interface Word {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly result?: Answered;
  readonly error?: { readonly message: string };
}

interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

/** The wire to a browser: calls and their answers. */
class Wire {
  readonly #socket: WebSocket;
  readonly #deadline: number | null;
  readonly #waiting = new Map<number, (word: Word) => void>();
  readonly #listeners = new Set<(word: Word) => void>();
  #last = 0;

  private constructor(socket: WebSocket, deadline: number | null) {
    this.#socket = socket;
    this.#deadline = deadline;
    socket.on('message', (data: Buffer) => {
      const word = JSON.parse(data.toString()) as Word;
      if (word.id !== undefined) this.#waiting.get(word.id)?.(word);
      else for (const listener of this.#listeners) listener(word);
    });
  }

  static async open(url: string, deadline: number | null): Promise<Wire> {
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 64 * 1024 * 1024 });
    await once(socket, 'open');
    return new Wire(socket, deadline);
  }

  /** @throws when the browser says no, or nothing in time. */
  async send(method: string, params: object = {}, sessionId?: string): Promise<Answered> {
    this.#last += 1;
    const id = this.#last;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const answered = new Promise<Word>((resolve, reject) => {
      this.#waiting.set(id, resolve);
      if (this.#deadline === null) return;
      timer = setTimeout(() => reject(new Error(`no answer to ${method}`)), this.#deadline);
    });
    this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    const { result, error } = await answered.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(id);
    });
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  /** Resolves when a session tells of an event. */
  next(event: string, sessionId: string): Promise<void> {
    return new Promise((resolve) => {
      const listener = (word: Word) => {
        if (word.method !== event || word.sessionId !== sessionId) return;
        this.#listeners.delete(listener);
        resolve();
      };
      this.#listeners.add(listener);
    });
  }
}

/** One page. */
export class Tab {
  readonly #wire: Wire;
  readonly #session: string;

  constructor(wire: Wire, session: string) {
    this.#wire = wire;
    this.#session = session;
  }

  send(method: string, params: object = {}): Promise<Answered> {
    return this.#wire.send(method, params, this.#session);
  }

  /** Opens an address and waits until it has loaded. */
  async goto(url: string): Promise<void> {
    await this.send('Page.enable');
    const loaded = this.#wire.next('Page.loadEventFired', this.#session);
    await this.send('Page.navigate', { url });
    await loaded;
  }

  /** Evaluates an expression, as if after a click, and waits for what it promises. @throws what it throws. */
  async ask<T>(expression: string): Promise<T> {
    const asked = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
    // The protocol says what comes back; the asker knows the value.
    const { result, exceptionDetails } = (await this.send('Runtime.evaluate', asked)) as unknown as Evaluated;
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  }

  /** Waits until an expression is true, for 30 s at most. */
  async until(expression: string): Promise<void> {
    for (let turn = 0; turn < 600; turn += 1) {
      if (await this.ask<boolean>(expression).catch(() => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`it did not come to be so: ${expression}`);
  }

  /**
   * A person's click, in whichever frame is there. Not waited for: a page that dies of it never acknowledges it, and what it did is seen
   * elsewhere.
   */
  async click(x = 300, y = 30): Promise<void> {
    await this.send('Page.bringToFront');
    const mouse = { x, y, button: 'left', clickCount: 1 } as const;
    for (const type of ['mousePressed', 'mouseReleased'])
      this.send('Input.dispatchMouseEvent', { ...mouse, type }).catch(() => undefined);
  }
}

/** How a browser is started. */
export interface BrowserStart {
  /** Where it keeps its profile. */
  readonly profile: string;
  readonly args: readonly string[];
  /** How long it may take for an answer, ms; null: as long as it likes. */
  readonly deadline: number | null;
}

/** A running browser. */
export class PlainChromium {
  readonly #wire: Wire;
  readonly #process: ChildProcess;

  private constructor(wire: Wire, process: ChildProcess) {
    this.#wire = wire;
    this.#process = process;
  }

  static async start({ profile, args, deadline }: BrowserStart): Promise<PlainChromium> {
    const own = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const child = spawn(await browserPath(), [...own, ...asRoot, ...args, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return new PlainChromium(await Wire.open(await addressOf(child), deadline), child);
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Opens an address in a tab of its own, in front. */
  async open(url: string): Promise<Tab> {
    const { targetId } = await this.#wire.send('Target.createTarget', { url });
    return this.#attach(String(targetId));
  }

  /** The tab it started with. */
  async first(): Promise<Tab> {
    const [page] = await this.#pages();
    if (page === undefined) throw new Error('the browser has no page');
    return this.#attach(page.targetId);
  }

  /** A call to the browser itself. */
  send(method: string, params: object = {}): Promise<Answered> {
    return this.#wire.send(method, params);
  }

  /** Addresses of all pages that are open. */
  async pages(): Promise<string[]> {
    return (await this.#pages()).map(({ url }) => url).sort();
  }

  /** Ends it, and waits until it has. */
  async close(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, 'exit');
    // It may end before it has answered.
    this.#wire.send('Browser.close').catch(() => undefined);
    await ended;
  }

  async #pages() {
    const { targetInfos } = await this.#wire.send('Target.getTargets');
    const infos = targetInfos as readonly { readonly type: string; readonly url: string; readonly targetId: string }[];
    return infos.filter(({ type }) => type === 'page');
  }

  async #attach(targetId: string): Promise<Tab> {
    const { sessionId } = await this.#wire.send('Target.attachToTarget', { targetId, flatten: true });
    return new Tab(this.#wire, String(sessionId));
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      const [, address] = /DevTools listening on (ws:\S+)/.exec(text) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`the browser ended at its start: ${text}`)));
  });
}
