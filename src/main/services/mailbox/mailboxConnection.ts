import { type RawData, WebSocket } from 'ws';
import {
  ANSWER_BYTES,
  LEAST_ANSWER,
  type MailboxAnswer,
  type MailboxRefusal,
  type MailboxRequest,
  readMailboxRequest,
} from '@shared/mailbox/frames.ts';
import { type RateLimit, createRateLimit } from '../signaling/limits.ts';
import type { Place } from '../signaling/places.ts';
import type { MailboxCounters } from './counters.ts';
import type { MailboxLimits } from './limits.ts';
import type { MailboxStore } from './mailboxStore.ts';
import type { Ledger, Reservation } from './ledger.ts';
import type { Quota } from './quota.ts';
import { type ReceiptSigner, boxOfKey, hashOf } from './receipts.ts';

const DAY = 24 * 3_600_000;
/** A question about many mailboxes counts as one more for each so many. */
const KEYS_PER_FRAME = 64;
const POLICY_VIOLATION = 1008;

/** What a connection shares with the others. */
export interface MailboxConnectionContext {
  readonly store: MailboxStore;
  readonly signer: ReceiptSigner;
  readonly limits: MailboxLimits;
  readonly counters: MailboxCounters;
  readonly place: Place;
  /** Whom what is kept counts for. */
  readonly party: string;
  readonly quota: Quota;
  readonly ledger: Ledger;
  /** How much more the store keeps, bytes, as far as is known. */
  readonly free: () => number;
  /** Wall clock and a monotonic one, ms. */
  readonly now: () => number;
  readonly monotonic: () => number;
  readonly onStore: (isWorking: boolean) => void;
}

type Question = Exclude<MailboxRequest, { readonly type: 'ping' }>;

/** Serves one socket until it closes: questions one after another. Nothing it sends can throw out of here. */
export class MailboxConnection {
  private readonly socket: WebSocket;
  private readonly context: MailboxConnectionContext;
  private readonly rate: RateLimit;
  private last: Promise<void> = Promise.resolve();
  private waiting = 0;
  private strikes = 0;
  private heardAt: number;
  /** Since when an answer is being taken by the other side, and what then goes on. */
  private writing: { readonly since: number; readonly written: () => void } | null = null;

  constructor(socket: WebSocket, context: MailboxConnectionContext) {
    this.socket = socket;
    this.context = context;
    const { limits, monotonic } = context;
    this.rate = createRateLimit(limits.framesPerSecond, limits.frameBurst, monotonic);
    this.heardAt = monotonic();
    socket.on('message', (data, isBinary) => this.receive(data, isBinary));
    socket.once('close', () => this.writing?.written());
    this.say({ type: 'mailbox', v: 1, key: context.signer.key });
  }

  /** Closes a socket that has been silent for long, or has not taken its answer for as long. */
  checkIdle(): void {
    const { limits, monotonic } = this.context;
    const latest = monotonic() - limits.idleMs;
    if (this.writing !== null && this.writing.since < latest) this.cutSlow();
    else if (this.heardAt < latest && this.waiting === 0) this.socket.close(1000);
  }

  private receive(data: RawData, isBinary: boolean): void {
    const { limits, monotonic } = this.context;
    if (this.socket.readyState !== WebSocket.OPEN || this.strikes >= limits.strikes) return;
    this.heardAt = monotonic();
    const value = requestIn(data, isBinary);
    if (value === null) return this.strike();
    const isTooMuch = !this.rate.take(costOf(value)) || this.waiting >= limits.waiting;
    if (value.type === 'ping') return isTooMuch ? this.strike() : this.say({ type: 'pong' });
    return isTooMuch ? this.refuse(value.n, 'too-much') : this.answerInTurn(value);
  }

  private answerInTurn(question: Question): void {
    this.waiting += 1;
    this.last = this.last
      .then(() => this.answer(question))
      .finally(() => {
        this.waiting -= 1;
      });
  }

  private strike(): void {
    this.context.counters.refused.malformed += 1;
    this.strikes += 1;
    if (this.strikes === this.context.limits.strikes) this.socket.close(POLICY_VIOLATION);
  }

  private answer(question: Question): Promise<void> {
    if (this.socket.readyState !== WebSocket.OPEN) return Promise.resolve();
    switch (question.type) {
      case 'put':
        return this.put(question);
      case 'fetch':
        return this.fetch(question);
      case 'done':
        return this.done(question);
    }
  }

  private async put({ n, box, days, bundle }: Question & { readonly type: 'put' }): Promise<void> {
    const { store, signer, counters, now } = this.context;
    const bytes = new Uint8Array(Buffer.from(bundle, 'base64url'));
    const reserved = this.reserve(bytes.length);
    if (reserved === null) return this.refuse(n, 'too-much');
    const hash = hashOf(bytes);
    const until = now() + days * DAY;
    const kept = await store.put({ box, bytes, hash, until });
    this.context.onStore(kept.ok || kept.error.code !== 'storage-failed');
    if (!kept.ok) {
      reserved.drop();
      return this.refuse(n, kept.error.code);
    }
    reserved.kept(kept.value, until);
    counters.kept += 1;
    counters.keptBytes += bytes.length;
    this.say({ type: 'kept', n, until, receipt: signer.sign({ box, hash, until }) });
  }

  /** Room for a bundle; null where this address leaves, or holds, too much. */
  private reserve(size: number): Reservation | null {
    const { quota, ledger, party, free } = this.context;
    const reserved = ledger.reserve(party, size, free());
    if (reserved === null || quota.take(party, size)) return reserved;
    reserved.drop();
    return null;
  }

  private async fetch({ n, keys, after }: Question & { readonly type: 'fetch' }): Promise<void> {
    const { store, counters, place } = this.context;
    const page = await store.list(keys.map(boxOfKey), after, ANSWER_BYTES);
    this.context.onStore(page.ok);
    if (!page.ok) return this.refuse(n, page.error.code);
    const bundles = page.value.bundles.map(({ box, id, bytes }) => ({
      box,
      id,
      bundle: Buffer.from(bytes).toString('base64url'),
    }));
    const text = filledUp({ type: 'bundles', n, bundles, more: page.value.more });
    if (!place.takeDelivery(text.length)) return this.refuse(n, 'too-much');
    counters.given += bundles.length;
    counters.givenBytes += text.length;
    return this.sendWhole(text);
  }

  private async done({ n, key, ids }: Question & { readonly type: 'done' }): Promise<void> {
    const removed = await this.context.store.remove(boxOfKey(key), ids);
    this.context.onStore(removed.ok);
    if (!removed.ok) return this.refuse(n, removed.error.code);
    this.context.counters.done += ids.length;
    this.say({ type: 'gone', n });
  }

  private refuse(n: number, code: MailboxRefusal): void {
    this.context.counters.refused[code] += 1;
    this.say({ type: 'refused', n, code });
  }

  private say(answer: MailboxAnswer): void {
    this.send(JSON.stringify(answer));
  }

  private send(text: string, written: () => void = () => undefined): void {
    if (this.socket.readyState !== WebSocket.OPEN) return written();
    if (this.socket.bufferedAmount <= this.context.limits.bufferedBytes) return this.socket.send(text, written);
    this.cutSlow();
    written();
  }

  /** Sends an answer that may be large; resolves when the other side took it: the next question is looked at only then. */
  private async sendWhole(text: string): Promise<void> {
    await new Promise<void>((written) => {
      this.writing = { since: this.context.monotonic(), written };
      this.send(text, written);
    });
    this.writing = null;
  }

  private cutSlow(): void {
    this.context.counters.cutSlow += 1;
    this.socket.terminate();
  }
}

/** `ws` gives one Buffer unless told otherwise. */
function requestIn(data: RawData, isBinary: boolean): MailboxRequest | null {
  const request = isBinary || !(data instanceof Buffer) ? null : readMailboxRequest(data.toString('utf8'));
  return request?.ok === true ? request.value : null;
}

function costOf(request: MailboxRequest): number {
  return request.type === 'fetch' ? 1 + Math.floor(request.keys.length / KEYS_PER_FRAME) : 1;
}

/** An answer whose length says little of what is in it (MBS-9). */
function filledUp(answer: MailboxAnswer): string {
  const text = JSON.stringify(answer);
  const [open, close] = [',"pad":"', '"}'];
  const least = text.length - 1 + open.length + close.length;
  const size = Math.max(LEAST_ANSWER, 2 ** Math.ceil(Math.log2(least)));
  return `${text.slice(0, -1)}${open}${'0'.repeat(size - least)}${close}`;
}
