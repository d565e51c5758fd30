import type { LedgerLimits } from './ledger.ts';

/** What one socket and one address may use of a mailbox service. */
export interface MailboxLimits extends LedgerLimits {
  readonly sockets: number;
  readonly socketsPerAddress: number;
  readonly framesPerSecond: number;
  readonly frameBurst: number;
  /** Questions of one socket that wait for their answer; more are refused. */
  readonly waiting: number;
  /** Bytes a second that one address may have kept, on average. */
  readonly depositBytesPerSecond: number;
  /** Such bytes that may come at once. */
  readonly depositBurst: number;
  /** Bytes a second that one address is given, on average, and at once. */
  readonly deliveryBytesPerSecond: number;
  readonly deliveryBurst: number;
  /** Bytes that may wait for a socket to take them before it is cut. */
  readonly bufferedBytes: number;
  /** A socket that says nothing, or does not take its answer, for so long is closed, ms. */
  readonly idleMs: number;
  /** Frames that are none before a socket is closed. */
  readonly strikes: number;
}

/** Limits for the people of a community of about 10,000, of whom most write words and few write much. */
export const defaultMailboxLimits: MailboxLimits = Object.freeze({
  sockets: 4000,
  socketsPerAddress: 64,
  framesPerSecond: 50,
  frameBurst: 500,
  waiting: 64,
  depositBytesPerSecond: 4096,
  depositBurst: 64 * 1024 * 1024,
  keptShare: 1 / 16,
  keptLeast: 1024 * 1024,
  deliveryBytesPerSecond: 4 * 1024 * 1024,
  deliveryBurst: 64 * 1024 * 1024,
  bufferedBytes: 1280 * 1024,
  idleMs: 120_000,
  strikes: 20,
});
