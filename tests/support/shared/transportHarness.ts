import type { Room } from '@ports/peerTransport.ts';
import type { TransportDriver } from './transportDriver.ts';

/** Who makes a room's connections. */
export type EngineName = 'direct' | 'y-webrtc';

/** What the harness page offers to the specs: only plain data crosses. */
export interface TransportHarness {
  create(name: string, options: { readonly signaling: readonly string[]; readonly engine: EngineName }): void;
  call(name: string, method: keyof TransportDriver, parameters: readonly unknown[]): unknown;
  disposeAll(): void;
  /** Greets whoever links in `room` and sends back what comes on `sync`. */
  echo(name: string, room: Room): void;
  /** Joins; ms from joining to the first message. */
  measureJoin(name: string, room: Room): Promise<number>;
  /** Round trips in ms of 300-byte messages on the link of {@link measureJoin}. */
  measureRoundTrips(room: Room, count: number): Promise<readonly number[]>;
  /** Megabytes a second on `bulk`, and the round trips of messages meanwhile. */
  measureBulk(room: Room, megabytes: number): Promise<{ readonly rate: number; readonly times: readonly number[] }>;
  /** The bare connection: the least a page can do over the same signaling service. */
  bareListen(url: string, topic: string): Promise<void>;
  bareConnect(url: string, topic: string): Promise<number>;
  bareRoundTrips(count: number): Promise<readonly number[]>;
  /** Megabytes a second to a bare listener, with backpressure. */
  bareBulk(megabytes: number): Promise<number>;
  /** Closes every connection (every channel) of the page behind its owner's back; how many there were. */
  breakConnections(): number;
  breakChannels(): number;
  /** Errors nobody caught. */
  uncaught(): readonly string[];
}
