import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  /** Null once disposed. */
  task: (() => void) | null;
}

const SETTLE_TURNS = 12;

async function settleMicrotasks(): Promise<void> {
  for (let turn = 0; turn < SETTLE_TURNS; turn += 1) await Promise.resolve();
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/**
 * Time that stands still until it is told to go. Timers run in order of their time, then of their making.
 * Give `settle` where code under test awaits more than promises (WebCrypto, IndexedDB).
 */
export class FakeClock implements Clock {
  readonly #heap: Timer[] = [];
  readonly #settle: () => Promise<void>;
  #time = 0;
  #wall: number;
  #order = 0;

  constructor(options: { readonly start?: number; readonly settle?: () => Promise<void> } = {}) {
    this.#wall = options.start ?? Date.UTC(2026, 0, 1);
    this.#settle = options.settle ?? settleMicrotasks;
  }

  now(): number {
    return Math.floor(this.#wall);
  }

  monotonic(): number {
    return this.#time;
  }

  after(delay: number, task: () => void): Disposer {
    const timer: Timer = { at: this.#time + Math.max(0, delay), order: (this.#order += 1), task };
    this.#push(timer);
    return () => {
      timer.task = null;
    };
  }

  /** Moves the wall clock alone, as a person or a time server does. */
  jump(milliseconds: number): void {
    this.#wall += milliseconds;
  }

  /** Runs all that falls due within `milliseconds`, letting promises settle after each instant. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#time + milliseconds;
    await this.#settle();
    for (let next = this.#peek(); next !== undefined && next.at <= end; next = this.#peek()) {
      this.#runInstant(next.at);
      await this.#settle();
    }
    this.#moveTo(end);
  }

  /** Lets time pass without running what falls due meanwhile, as sleep does; it runs late, on the next advance. */
  sleep(milliseconds: number): void {
    this.#moveTo(this.#time + milliseconds);
  }

  #runInstant(at: number): void {
    this.#moveTo(Math.max(at, this.#time));
    for (let next = this.#peek(); next !== undefined && next.at <= at; next = this.#peek()) {
      const { task } = next;
      this.#pop();
      next.task = null;
      task?.();
    }
  }

  #moveTo(time: number): void {
    this.#wall += time - this.#time;
    this.#time = time;
  }

  /** The earliest timer that was not disposed. */
  #peek(): Timer | undefined {
    while (this.#heap[0]?.task === null) this.#pop();
    return this.#heap[0];
  }

  #push(timer: Timer): void {
    let index = this.#heap.length;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = this.#heap[parentIndex];
      if (parent === undefined || isBefore(parent, timer)) break;
      this.#heap[index] = parent;
      index = parentIndex;
    }
    this.#heap[index] = timer;
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = this.#heap[2 * index + 1];
      const right = this.#heap[2 * index + 2];
      const child = right !== undefined && left !== undefined && isBefore(right, left) ? right : left;
      if (child === undefined || isBefore(last, child)) break;
      this.#heap[index] = child;
      index = 2 * index + (child === left ? 1 : 2);
    }
    this.#heap[index] = last;
  }
}
