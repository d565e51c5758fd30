import type * as Yjs from 'yjs';
import { MAX_DOCUMENT_CHANGE } from '@shared/mini/bridgeLimits.ts';
import { complain, later } from './builtIns.ts';
import { type ChangeSplitter, splitChange } from './splitChange.ts';

/** How long what came back rests before it is said again, ms. */
const REST_AFTER_REFUSAL = 5000;

/** What is needed of Yjs. */
export type ChangeMerger = ChangeSplitter & Pick<typeof Yjs, 'mergeUpdates'>;

/** What an outbox works with. */
export interface OutboxParts {
  readonly yjs: ChangeMerger;
  readonly interval: number;
  readonly send: (update: Uint8Array) => void;
  /** A value of a change is too large for one message, and will not reach anybody. */
  readonly onTooLarge: () => void;
}

/**
 * Changes of one document on their way out: the first goes at once, those of the next while go together, as much as one message holds. None may be
 * missing: nobody could read what the same page changes later.
 */
export class Outbox {
  private waiting: Uint8Array[] = [];
  private isResting = false;
  private wasRefused = false;
  /** How many of the first in `waiting` came back since something was sent. */
  private returned = 0;
  private readonly parts: OutboxParts;

  constructor(parts: OutboxParts) {
    this.parts = parts;
  }

  add(update: Uint8Array): void {
    if (update.length <= MAX_DOCUMENT_CHANGE) this.waiting.push(update);
    else this.addSplit(update);
    if (!this.isResting) this.sendAndRest();
  }

  /** Takes back what the host could not take: it goes again with what comes next, or after a while. */
  takeBack(update: Uint8Array): void {
    this.waiting.splice(this.returned, 0, update);
    this.returned += 1;
    if (this.isResting) this.wasRefused = true;
    else this.rest(REST_AFTER_REFUSAL);
  }

  /** Sends what waits, without waiting any longer. */
  flush(): void {
    while (this.waiting.length > 0) this.sendSome();
  }

  private addSplit(update: Uint8Array): void {
    const { updates, isWhole } = splitChange(this.parts.yjs, update, MAX_DOCUMENT_CHANGE);
    this.waiting.push(...updates);
    if (isWhole) return;
    complain('error', `a value of more than ${MAX_DOCUMENT_CHANGE} bytes cannot be shared, and is left out for others`);
    this.parts.onTooLarge();
  }

  private sendAndRest(): void {
    this.sendSome();
    this.rest(this.parts.interval);
  }

  private rest(time: number): void {
    this.isResting = true;
    later(time, () => {
      this.isResting = false;
      const { wasRefused } = this;
      this.wasRefused = false;
      if (wasRefused) this.rest(REST_AFTER_REFUSAL);
      else if (this.waiting.length > 0) this.sendAndRest();
    });
  }

  /** Sends as many of the first as one message holds. */
  private sendSome(): void {
    let size = 0;
    const beyond = this.waiting.findIndex((update) => {
      size += update.length;
      return size > MAX_DOCUMENT_CHANGE;
    });
    const batch = this.waiting.splice(0, beyond === -1 ? this.waiting.length : Math.max(1, beyond));
    this.returned = 0;
    const merged = batch.length === 1 ? batch : [this.parts.yjs.mergeUpdates(batch)];
    // Merging writes down what is missing between them, too.
    const isTooLarge = merged.some(({ length }) => length > MAX_DOCUMENT_CHANGE);
    for (const update of isTooLarge ? batch : merged) this.parts.send(update);
  }
}
