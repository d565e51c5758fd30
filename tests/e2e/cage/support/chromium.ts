/**
 * Chromium as a person starts it, with a log of its network. Not by Playwright's launch: that brings flags which change what is kept apart,
 * attaches to every frame, and gives up on a page when the process of a frame in it dies.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { browserArguments, browserPath } from '../../../support/node/browserPath.ts';
import { type NetLog, readNetLog } from './netLog.ts';

/** Names that Chromium itself asks for at its start are answered with nothing: they are no program's, and nothing of a test leaves the machine. */
const QUIET = ['google.com', 'googleapis.com', 'gstatic.com', 'gvt1.com']
  .flatMap((name) => [`MAP ${name} ~NOTFOUND`, `MAP *.${name} ~NOTFOUND`])
  .join(',');

const DEADLINE = 20_000;

/** The wire to a browser: calls and their answers. */
class Wire {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as Answer;
      this.#waiting.get(answer.id ?? 0)?.(answer);
    });
  }

  static async open(url: string): Promise<Wire> {
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 64 * 1024 * 1024 });
    await once(socket, 'open');
    return new Wire(socket);
  }

  /** @throws when the browser says no, or nothing for 20 s. */
  async send(method: string, params: object = {}, sessionId?: string): Promise<Readonly<Record<string, unknown>>> {
    this.#last += 1;
    const id = this.#last;
    const answered = new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${method}`)), DEADLINE);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
    });
    this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    const { result, error } = await answered.finally(() => this.#waiting.delete(id));
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }
}

interface Answer {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

/** One page. */
export class Tab {
  readonly #wire: Wire;
  readonly #session: string;

  constructor(wire: Wire, session: string) {
    this.#wire = wire;
    this.#session = session;
  }

  send(method: string, params: object = {}): Promise<Readonly<Record<string, unknown>>> {
    return this.#wire.send(method, params, this.#session);
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

  /** Waits until an expression is true, for 15 s at most. */
  async until(expression: string): Promise<void> {
    for (let turn = 0; turn < 300; turn += 1) {
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

/** A running browser. */
export class Chromium {
  readonly #wire: Wire;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(wire: Wire, process: ChildProcess, folder: string) {
    this.#wire = wire;
    this.#process = process;
    this.#folder = folder;
  }

  /** `generous` is the app's origin; with it, everything is granted that a person could grant. */
  static async launch(args: readonly string[] = [], generous: string | null = null): Promise<Chromium> {
    const folder = await mkdtemp(join(tmpdir(), 'banyan-cage-'));
    if (generous !== null) await writePreferences(join(folder, 'profile'), generous);
    const child = spawn(
      await browserPath(),
      [
        ...browserArguments.filter((name) => name !== '--disable-quic'),
        '--headless=new',
        '--remote-debugging-port=0',
        `--user-data-dir=${join(folder, 'profile')}`,
        `--log-net-log=${join(folder, 'net-log.json')}`,
        `--host-resolver-rules=${QUIET}`,
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ...args,
        'about:blank',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    return new Chromium(await Wire.open(await addressOf(child)), child, folder);
  }

  /** Opens an address in a tab of its own, in front. */
  async open(url: string): Promise<Tab> {
    const { targetId } = await this.#wire.send('Target.createTarget', { url });
    const { sessionId } = await this.#wire.send('Target.attachToTarget', { targetId, flatten: true });
    return new Tab(this.#wire, String(sessionId));
  }

  /** A call to the browser itself. */
  send(method: string, params: object = {}): Promise<Readonly<Record<string, unknown>>> {
    return this.#wire.send(method, params);
  }

  /** Addresses of all pages that are open. */
  async pages(): Promise<string[]> {
    const { targetInfos } = await this.#wire.send('Target.getTargets');
    const infos = targetInfos as readonly { readonly type: string; readonly url: string }[];
    return infos.flatMap(({ type, url }) => (type === 'page' ? [url] : [])).sort();
  }

  /** Ends it; answers what its network did. */
  async close(): Promise<NetLog> {
    const ended = once(this.#process, 'exit');
    await this.#wire.send('Browser.close');
    await ended;
    const log = await readNetLog(join(this.#folder, 'net-log.json'));
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
    return log;
  }
}

/** What is given to every origin without a question, by the name of its setting. */
const GIVEN = [
  'geolocation',
  'media_stream_camera',
  'media_stream_mic',
  'midi',
  'midi_sysex',
  'clipboard',
  'idle_detection',
  'local_fonts',
  'sensors',
  'window_placement',
] as const;

/**
 * As a person's yes is kept: to everyone for all that a policy can switch off, and for notifications, for which there is no policy, to `app`
 * alone. What DevTools grants instead goes past the policy and holds for every frame of a page, unlike a yes.
 */
async function writePreferences(profile: string, app: string): Promise<void> {
  const exceptions = { notifications: { [`${app},*`]: { setting: 1 } } };
  const everyone = Object.fromEntries(GIVEN.map((name) => [name, 1]));
  await mkdir(join(profile, 'Default'), { recursive: true });
  const preferences = { profile: { content_settings: { exceptions }, default_content_setting_values: everyone } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
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
