/** What one socket, one address and the whole service may use. */
export interface SignalingLimits {
  readonly frameBytes: number;
  readonly messagesPerSecond: number;
  /** Messages that may come at once before the rate counts: a person with many contacts announces to all at connect. */
  readonly messageBurst: number;
  readonly topicsPerSocket: number;
  /** Topics heard by all sockets of one address together: what one person can make this service remember. */
  readonly topicsPerAddress: number;
  /** Topics heard by all sockets together: a kilobyte each at worst. */
  readonly topics: number;
  readonly topicLength: number;
  readonly sockets: number;
  readonly socketsPerAddress: number;
  /** Bytes a second that the messages of one address may become: their size times their receivers here. */
  readonly spreadBytesPerSecond: number;
  /** Such bytes that may come at once. */
  readonly spreadBurst: number;
  /** Bytes a second that the sockets of one address are given together, from whichever node they come. */
  readonly deliveryBytesPerSecond: number;
  /** Such bytes that may come at once. */
  readonly deliveryBurst: number;
  /** Bytes waiting for a receiver that does not read; above this it is cut off. */
  readonly bufferedBytes: number;
  /** Frames refused (malformed or over the rate) before the socket is closed. */
  readonly strikes: number;
}

/** Limits a small machine can hold: about 10,000 people, each with some hundred contacts. */
export const defaultSignalingLimits: SignalingLimits = Object.freeze({
  frameBytes: 64 * 1024,
  messagesPerSecond: 200,
  messageBurst: 2000,
  topicsPerSocket: 2048,
  topicsPerAddress: 32_768,
  topics: 1_000_000,
  topicLength: 256,
  sockets: 10_000,
  socketsPerAddress: 256,
  spreadBytesPerSecond: 4 * 1024 * 1024,
  spreadBurst: 16 * 1024 * 1024,
  deliveryBytesPerSecond: 16 * 1024 * 1024,
  deliveryBurst: 64 * 1024 * 1024,
  bufferedBytes: 1024 * 1024,
  strikes: 100,
});

/** Says whether one more message may pass now, or so much of something else. */
export interface RateLimit {
  take(amount?: number): boolean;
}

/** A token bucket over a monotonic clock in ms. */
export function createRateLimit(perSecond: number, burst: number, now: () => number): RateLimit {
  let tokens = burst;
  let last = now();
  return {
    take: (amount = 1) => {
      const time = now();
      tokens = Math.min(burst, tokens + ((time - last) * perSecond) / 1000);
      last = time;
      if (tokens < amount) return false;
      tokens -= amount;
      return true;
    },
  };
}

/** Whom an address counts for: IPv4 by itself, IPv6 by its /64, since one customer is given at least that. */
export function addressGroup(address: string): string {
  const plain = address
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '')
    .replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const missing = Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(missing).fill('0'), ...right].slice(0, 4).join(':');
}
