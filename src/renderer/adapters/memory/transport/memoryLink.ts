import { type Result, fail } from '@shared/result.ts';
import {
  type LinkChannel,
  type LinkCloseReason,
  type LinkError,
  type LinkStats,
  MAX_LINK_MESSAGE,
  MAX_REALTIME_MESSAGE,
  type PeerLink,
  type SendOptions,
} from '@ports/peerTransport.ts';
import { type Disposer, type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { MemoryPath } from './memoryPath.ts';

type MessageListener = (channel: LinkChannel, message: Uint8Array) => void;

/** One end of a link of the virtual network. */
export class MemoryLink implements PeerLink {
  readonly id: string;
  readonly room: string;
  readonly #path: () => MemoryPath;
  readonly #ended: (link: MemoryLink, reason: LinkCloseReason, ban: number | undefined) => void;
  readonly #messageListeners = new Set<MessageListener>();
  readonly #closeListeners = new Set<(reason: LinkCloseReason) => void>();
  readonly #stats: WritableSnapshot<LinkStats> = writableSnapshot<LinkStats>({
    roundTrip: null,
    bytesSent: 0,
    bytesReceived: 0,
  });
  #kept: { readonly channel: LinkChannel; readonly message: Uint8Array }[] | null = [];
  #reason: LinkCloseReason | null = null;
  #bytesSent = 0;
  #bytesReceived = 0;

  constructor(
    place: { readonly id: string; readonly room: string },
    path: () => MemoryPath,
    ended: (link: MemoryLink, reason: LinkCloseReason, ban: number | undefined) => void,
  ) {
    this.id = place.id;
    this.room = place.room;
    this.#path = path;
    this.#ended = ended;
  }

  get stats(): Snapshot<LinkStats> {
    return this.#stats;
  }

  get isEnded(): boolean {
    return this.#reason !== null;
  }

  send(channel: LinkChannel, message: Uint8Array, options?: SendOptions): Promise<Result<void, LinkError>> {
    const limit = channel === 'realtime' ? MAX_REALTIME_MESSAGE : MAX_LINK_MESSAGE;
    if (message.length > limit)
      return Promise.resolve(fail('message-too-large', `${message.length} bytes on ${channel}`));
    if (options?.signal?.aborted === true)
      return Promise.resolve(fail('link-cancelled', 'cancelled before it was sent'));
    if (this.#reason !== null) return Promise.resolve(fail('link-closed', 'the link ended'));
    this.#bytesSent += message.length;
    return this.#path().send(channel, message, options?.signal);
  }

  onMessage(listener: MessageListener): Disposer {
    this.#messageListeners.add(listener);
    const kept = this.#kept ?? [];
    this.#kept = null;
    for (const { channel, message } of kept) listener(channel, message);
    return () => this.#messageListeners.delete(listener);
  }

  onClose(listener: (reason: LinkCloseReason) => void): Disposer {
    if (this.#reason !== null) {
      listener(this.#reason);
      return () => {};
    }
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  close(options?: { readonly ban?: number }): void {
    this.end('local', options?.ban);
  }

  /** Called by the network when a message arrived. */
  receive(channel: LinkChannel, message: Uint8Array): void {
    if (this.#reason !== null) return;
    this.#bytesReceived += message.length;
    if (this.#kept !== null) this.#kept.push({ channel, message });
    else for (const listener of this.#messageListeners) listener(channel, message);
  }

  /** Called by the network when the heartbeat would have answered. */
  measured(roundTrip: number | null): void {
    this.#stats.set({ roundTrip, bytesSent: this.#bytesSent, bytesReceived: this.#bytesReceived });
  }

  /** Ends this side for `reason`, once. */
  end(reason: LinkCloseReason, ban?: number): void {
    if (this.#reason !== null) return;
    this.#reason = reason;
    this.measured(this.#stats.get().roundTrip);
    this.#ended(this, reason, ban);
    for (const listener of this.#closeListeners) listener(reason);
    this.#closeListeners.clear();
  }

  /** Ends without telling anyone here: this process is gone. */
  vanish(): void {
    this.#reason = 'failed';
    this.#messageListeners.clear();
    this.#closeListeners.clear();
  }
}
