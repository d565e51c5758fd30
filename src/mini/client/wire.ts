import type { BridgeCall, BridgeCallInput, BridgeCallOutput, FromProgram, ToProgram } from '@shared/mini/bridge.ts';
import { PING_MESSAGE, PONG_MESSAGE, PORT_MESSAGE, READY_MESSAGE } from '@shared/mini/bridgeLimits.ts';
import { NativePromise, complain, newChannel, newMark, openPort } from './builtIns.ts';
import type { Page, PageMessage } from './page.ts';

type Kind = ToProgram['type'];
type Said<K extends Kind> = Extract<ToProgram, { readonly type: K }>;
type Handlers = { [K in Kind]?: (message: Said<K>, passed: MessagePort | undefined) => void };

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The way to the host. What is said before the port is there waits for it. */
export interface Wire {
  send(message: FromProgram): void;
  /** Rejects with an `Error` that has a `code` (see `bridgeErrorCodes`). */
  call<C extends BridgeCall>(call: C, input: BridgeCallInput<C>): Promise<BridgeCallOutput[C]>;
  /** The handler is given the port that came with the message, if one did. */
  on<K extends Kind>(kind: K, handler: (message: Said<K>, passed: MessagePort | undefined) => void): void;
}

/** Tells the host that the page is there, and takes the one port that comes back. */
export function openWire(page: Page): Wire {
  const queue: FromProgram[] = [];
  const handlers: Handlers = {};
  const waiting = new Map<number, Waiting>();
  let lastCall = 0;
  let post: ((message: FromProgram) => void) | null = null;

  const hear = (message: ToProgram, passed: MessagePort | undefined) => {
    if (message.type === 'reply') settle(waiting, message);
    else if (message.type === 'warning') complain('warning', message.code);
    else handOn(handlers, message, passed);
  };
  takePort(page, (port) => {
    const answer = openPort(port, (data, passed) => {
      if (data === PING_MESSAGE) answer(PONG_MESSAGE);
      else hear(data, passed);
    });
    post = answer;
    for (const message of queue) answer(message);
    queue.length = 0;
  });
  const send = (message: FromProgram) => {
    if (post === null) queue.push(message);
    else post(message);
  };
  return {
    send,
    call: (call, input) =>
      new NativePromise((resolve, reject) => {
        lastCall += 1;
        // The host answers each call with what `BridgeCallOutput` says of it.
        waiting.set(lastCall, { resolve: resolve as (value: unknown) => void, reject });
        send({ type: 'call', id: lastCall, call, input });
      }),
    on: (kind, handler) => {
      Object.assign(handlers, { [kind]: handler });
    },
  };
}

/**
 * In a frame the page brings the port itself, together with the word that it is there: what it says into it waits for no answer of a host that
 * is just drawing. In a view of its own the port comes from outside.
 */
function takePort(page: Page, onPort: (port: MessagePort) => void): void {
  const ready = `${READY_MESSAGE} ${newMark()}`;
  const around: unknown = page.parent;
  if (around === page) return awaitPort(page, ready, onPort);
  const { port1, port2 } = newChannel();
  page.parent.postMessage(ready, '*', [port2]);
  onPort(port1);
}

/** Only the page's preload, which speaks as the page, may bring the port, meant for this page, and only once. */
function awaitPort(page: Page, ready: string, onPort: (port: MessagePort) => void): void {
  const expected = ready.replace(READY_MESSAGE, PORT_MESSAGE);
  const onMessage = (event: PageMessage) => {
    if (event.source !== page) return;
    // Our own word comes by here: no listener of the program's should see it.
    if (event.data === ready) event.stopImmediatePropagation();
    const [port] = event.ports;
    if (event.data !== expected || port === undefined) return;
    event.stopImmediatePropagation();
    page.removeEventListener('message', onMessage);
    onPort(port);
  };
  page.addEventListener('message', onMessage);
  page.parent.postMessage(ready, '*');
}

function handOn<K extends Kind>(handlers: Handlers, message: Said<K>, passed: MessagePort | undefined): void {
  handlers[message.type]?.(message, passed);
}

function settle(waiting: Map<number, Waiting>, reply: Said<'reply'>): void {
  const call = waiting.get(reply.id);
  waiting.delete(reply.id);
  if (call === undefined) return;
  if (reply.ok) call.resolve(reply.value);
  else call.reject(Object.assign(new Error(reply.message), { code: reply.code }));
}
