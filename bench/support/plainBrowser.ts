/**
 * A browser that nothing watches. Playwright has every frame of every socket reported to it, a copy of each byte in text: with 256 MB
 * that is most of what one would measure. Here a page is told what to run, and nothing else is asked of it.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';

/** A page of such a browser. */
export interface PlainPage {
  readonly pid: number;
  /** Opens an address and waits until it has loaded. */
  goto(url: string): Promise<void>;
  /** Runs an expression and answers what it, or its promise, came to. */
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<void>;
}

interface Reply {
  readonly id?: number;
  readonly method?: string;
  readonly result?: { readonly result?: { readonly value?: unknown }; readonly exceptionDetails?: unknown };
  readonly error?: { readonly message: string };
}

/** Starts a browser with a profile of its own. */
export async function openPlainBrowser(program: string, args: readonly string[]): Promise<PlainPage> {
  const child = spawn(program, [...args, '--headless=new', '--remote-debugging-port=0', 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the browser ended')));
    createInterface({ input: child.stderr }).on('line', (line) => {
      const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const targets = (await (await fetch(`http://${new URL(address).host}/json/list`)).json()) as readonly {
    readonly type: string;
    readonly webSocketDebuggerUrl: string;
  }[];
  const page = targets.find(({ type }) => type === 'page');
  if (page === undefined) throw new Error('the browser has no page');
  const ask = await connect(page.webSocketDebuggerUrl);
  return {
    pid: child.pid ?? 0,
    goto: async (url) => {
      await ask.until('Page.loadEventFired', () => ask.send('Page.navigate', { url }));
    },
    evaluate: async (expression) => {
      const reply = await ask.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (reply?.exceptionDetails !== undefined) throw new Error(JSON.stringify(reply.exceptionDetails));
      return reply?.result?.value;
    },
    close: async () => {
      child.kill();
      await exited;
    },
  };
}

async function connect(url: string) {
  const socket = new WebSocket(url);
  const waiting = new Map<number, (reply: Reply) => void>();
  const events = new Map<string, () => void>();
  let next = 0;
  socket.on('message', (data: Buffer) => {
    const reply = JSON.parse(data.toString()) as Reply;
    if (reply.method !== undefined) events.get(reply.method)?.();
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const send = async (method: string, params: object = {}): Promise<Reply['result']> => {
    next += 1;
    const id = next;
    const reply = await new Promise<Reply>((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
    waiting.delete(id);
    if (reply.error !== undefined) throw new Error(`${method}: ${reply.error.message}`);
    return reply.result;
  };
  await send('Page.enable');
  const until = async (event: string, act: () => Promise<unknown>): Promise<void> => {
    const happened = new Promise<void>((resolve) => {
      events.set(event, resolve);
    });
    await act();
    await happened;
  };
  return { send, until };
}
