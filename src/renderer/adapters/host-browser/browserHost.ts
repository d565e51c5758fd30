import { decode, encode } from 'cborg';
import type { Clock } from '@ports/clock.ts';
import type { Host } from '@ports/host.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { HostMethod } from '@shared/ipc/contract.ts';
import { readAnswer } from '@shared/ipc/readAnswer.ts';
import { API_PATH, EVENTS_PATH, MAX_WIRE_BYTES } from '@shared/ipc/wire.ts';
import { fail } from '@shared/result.ts';
import { createEventListeners } from './eventListeners.ts';
import { type OpenHostSocket, openSocketChannel } from './socketChannel.ts';

/** What the adapter needs of its platform. */
export interface BrowserHostOptions {
  /** `http://localhost:PORT` of the host. */
  readonly origin: string;
  readonly openSocket: OpenHostSocket;
  /** POSTs a CBOR body and answers the body that came back, whatever the status. Rejects when none did. */
  readonly post: (url: string, body: Uint8Array) => Promise<Uint8Array>;
  readonly clock: Clock;
  /** How long an answer may take. */
  readonly timeoutMs?: number;
}

/** The browser edition's host, reached over a WebSocket, and another one for the bytes of files, or by HTTP while there is none. */
export interface BrowserHost extends Host {
  /** True while the socket of calls is open: calls go over it, and events arrive. */
  readonly isConnected: () => boolean;
  /** Ends the connection; later calls are `unreachable`. */
  readonly close: Disposer;
}

const TIMEOUT_MS = 30_000;

/** Calls that carry the bytes of files. They have a socket of their own, opened when first needed, so that no other call waits behind them. */
const LARGE_CALLS: ReadonlySet<string> = new Set<HostMethod>(['blob.append', 'blob.write', 'blob.read']);

/**
 * Connects to the Node host. A call whose socket is lost before the answer is `unreachable`: it may have been
 * carried out, so whoever repeats it must be ready for that (a journal entry twice is one event).
 */
export function connectBrowserHost(options: BrowserHostOptions): BrowserHost {
  const { clock } = options;
  const listeners = createEventListeners();
  const words = openCallSocket(options, {
    lends: false,
    happened: (event, payload) => listeners.deliver(event, payload),
  });
  let files: CallSocket | null = null;
  let isClosed = false;

  let strays = 0;

  const callPlainly = (method: HostMethod, input: unknown): Promise<unknown> =>
    words.call(method, input) ?? callByHttp(options, method, input);

  const callWithBytes = (method: HostMethod, input: unknown): Promise<unknown> => {
    // Events come over the other one.
    files ??= openCallSocket(options, { lends: true, happened: () => undefined });
    // The pieces of a file go one way: over two they could pass each other.
    const answer = strays === 0 ? files.call(method, input) : null;
    if (answer !== null) return answer;
    strays += 1;
    return callPlainly(method, input).finally(() => {
      strays -= 1;
    });
  };

  return {
    call: async (method, input) => {
      if (isClosed) return fail('unreachable', 'the connection to the host was closed');
      const answer = LARGE_CALLS.has(method) ? callWithBytes(method, input) : callPlainly(method, input);
      return readAnswer(method, await withTimeout(answer, options.timeoutMs ?? TIMEOUT_MS, clock));
    },
    on: (event, listener) => listeners.add(event, listener),
    isConnected: () => words.isOpen(),
    close: () => {
      isClosed = true;
      words.close();
      files?.close();
    },
  };
}

/** One socket to the host and the calls that went over it. */
interface CallSocket {
  /** Null when there is no open socket now. */
  call(method: string, input: unknown): Promise<unknown> | null;
  isOpen(): boolean;
  close(): void;
}

function openCallSocket(
  { origin, openSocket, clock }: BrowserHostOptions,
  { lends, happened }: { readonly lends: boolean; readonly happened: (event: string, payload: unknown) => void },
): CallSocket {
  const waiting = new Map<number, (answer: unknown) => void>();
  let nextId = 0;
  const settle = (id: number, answer: unknown) => {
    const settleCall = waiting.get(id);
    waiting.delete(id);
    settleCall?.(answer);
  };
  const channel = openSocketChannel(
    { url: `${origin.replace(/^http/, 'ws')}${EVENTS_PATH}`, openSocket, clock, lends },
    {
      answered: settle,
      happened,
      lost: () => {
        for (const id of [...waiting.keys()]) settle(id, fail('unreachable', 'the connection to the host was lost'));
      },
    },
  );
  return {
    call: (method, input) => {
      const id = nextId;
      const frame = encode({ id, method, input });
      if (frame.length > MAX_WIRE_BYTES)
        return Promise.resolve(fail('too-large', 'the call is too large for the host'));
      if (!channel.send(frame)) return null;
      nextId += 1;
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    isOpen: () => channel.isOpen(),
    close: () => channel.close(),
  };
}

async function callByHttp({ origin, post }: BrowserHostOptions, method: string, input: unknown): Promise<unknown> {
  try {
    return decode(await post(`${origin}${API_PATH}${method}`, encode(input)));
  } catch {
    return fail('unreachable', 'the host does not answer');
  }
}

function withTimeout(answer: Promise<unknown>, delay: number, clock: Clock): Promise<unknown> {
  return new Promise((resolve) => {
    const cancel = clock.after(delay, () => resolve(fail('unreachable', 'the host took too long to answer')));
    void answer.then((value) => {
      cancel();
      resolve(value);
    });
  });
}
