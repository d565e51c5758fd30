import type {
  JoinedRoom,
  LinkChannel,
  LinkCloseReason,
  PeerLink,
  PeerTransport,
  Room,
  TransportStatus,
} from '@ports/peerTransport.ts';

/** A message as a driver tells of it: its content by digest, so that it can cross from a browser to Node. */
export interface ReceivedMessage {
  readonly channel: LinkChannel;
  readonly size: number;
  readonly digest: number;
  /** Monotonic ms of the process that received it. */
  readonly at: number;
}

export interface SeenLink {
  readonly id: string;
  readonly room: string;
  readonly closed: LinkCloseReason | null;
  readonly received: number;
  readonly roundTrip: number | null;
}

/** `count` messages of `size` bytes, the n-th made from `seed + n`. */
export interface Sending {
  readonly linkId: string;
  readonly channel: LinkChannel;
  readonly size: number;
  readonly seed: number;
  readonly count?: number;
  /** They wait for room on `realtime`, too. */
  readonly waits?: boolean;
  /** Cancels all of them after this many ms. */
  readonly cancelAfter?: number;
}

/** Drives one transport by plain data, in the same process or through `page.evaluate`. */
export interface TransportDriver {
  join(room: Room, options?: { readonly listen?: boolean }): Promise<void>;
  leave(roomName: string): Promise<void>;
  links(roomName: string): Promise<readonly SeenLink[]>;
  /** Attaches the message listener of links that were joined with `listen: false`. */
  listen(linkId: string): Promise<void>;
  received(linkId: string): Promise<readonly ReceivedMessage[]>;
  /** Resolves with one outcome for each message: `sent` or the code of the failure. */
  send(sending: Sending): Promise<readonly string[]>;
  close(linkId: string, ban?: number): Promise<void>;
  nudge(): Promise<void>;
  status(): Promise<TransportStatus>;
  dispose(): Promise<void>;
}

/** The bytes of a test message. */
export function patternBytes(size: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = (seed * 2_654_435_761) >>> 0;
  for (let index = 0; index < size; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

/** FNV-1a. */
export function digestOf(bytes: Uint8Array): number {
  let digest = 2_166_136_261;
  for (const byte of bytes) digest = Math.imul(digest ^ byte, 16_777_619);
  return digest >>> 0;
}

interface Held {
  readonly link: PeerLink;
  readonly received: ReceivedMessage[];
  closed: LinkCloseReason | null;
}

/** A signal as the port needs it, without a DOM. */
function cancellation(): {
  readonly aborted: boolean;
  abort(): void;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
} {
  const listeners = new Set<() => void>();
  const signal = {
    aborted: false,
    abort: () => {
      signal.aborted = true;
      for (const listener of [...listeners]) listener();
    },
    addEventListener: (_: 'abort', listener: () => void) => void listeners.add(listener),
    removeEventListener: (_: 'abort', listener: () => void) => void listeners.delete(listener),
  };
  return signal;
}

/** Drives `transport`; `time` gives monotonic ms and timers. */
export function createTransportDriver(
  transport: PeerTransport,
  time: { readonly monotonic: () => number; readonly after: (delay: number, task: () => void) => unknown },
): TransportDriver {
  const rooms = new Map<string, JoinedRoom>();
  const held = new Map<string, Held>();
  const find = (linkId: string): Held => {
    const found = held.get(linkId);
    if (found === undefined) throw new Error(`no link ${linkId}`);
    return found;
  };
  const listen = ({ link, received }: Held): void => {
    link.onMessage((channel, message) =>
      received.push({ channel, size: message.length, digest: digestOf(message), at: time.monotonic() }),
    );
  };
  return {
    join: async (room, options) => {
      const joined = transport.join(room, (link) => {
        const entry: Held = { link, received: [], closed: null };
        if (held.has(link.id)) throw new Error('the same link was reported twice');
        held.set(link.id, entry);
        link.onClose((reason) => (entry.closed = reason));
        if (options?.listen !== false) listen(entry);
      });
      rooms.set(room.name, joined);
    },
    leave: async (roomName) => {
      rooms.get(roomName)?.leave();
      rooms.delete(roomName);
    },
    links: async (roomName) =>
      [...held.values()]
        .filter(({ link }) => link.room === roomName)
        .map(({ link, closed, received }) => ({
          id: link.id,
          room: link.room,
          closed,
          received: received.length,
          roundTrip: link.stats.get().roundTrip,
        })),
    listen: async (linkId) => listen(find(linkId)),
    received: async (linkId) => [...find(linkId).received],
    send: async ({ linkId, channel, size, seed, count = 1, waits = false, cancelAfter }) => {
      const { link } = find(linkId);
      const signal = cancellation();
      const outcomes: Promise<string>[] = [];
      for (let index = 0; index < count; index += 1) {
        const sent = link.send(channel, patternBytes(size, seed + index), { signal, waits });
        outcomes.push(sent.then((result) => (result.ok ? 'sent' : result.error.code)));
      }
      if (cancelAfter !== undefined) time.after(cancelAfter, signal.abort);
      return Promise.all(outcomes);
    },
    close: async (linkId, ban) => find(linkId).link.close(ban === undefined ? undefined : { ban }),
    nudge: async () => transport.nudge(),
    status: async () => transport.status.get(),
    dispose: async () => transport.dispose(),
  };
}
