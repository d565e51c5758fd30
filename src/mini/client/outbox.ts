import type * as Yjs from 'yjs';
import { MAX_DOCUMENT_CHANGE } from '@shared/mini/bridgeLimits.ts';
import { complain, later } from './builtIns.ts';

/** Changes of one document on their way out: the first goes at once, those of the next while go together. */
export class Outbox {
  private waiting: Uint8Array[] = [];
  private isResting = false;
  private readonly parts: {
    readonly yjs: Pick<typeof Yjs, 'mergeUpdates'>;
    readonly interval: number;
    readonly send: (update: Uint8Array) => void;
  };

  constructor(parts: Outbox['parts']) {
    this.parts = parts;
  }

  add(update: Uint8Array): void {
    if (update.length > MAX_DOCUMENT_CHANGE) {
      complain('error', `a change of ${update.length} bytes is too large to be shared: make smaller transactions`);
      return;
    }
    this.waiting.push(update);
    if (!this.isResting) this.sendAndRest();
  }

  /** Sends what waits, without waiting any longer. */
  flush(): void {
    const { waiting } = this;
    this.waiting = [];
    let batch: Uint8Array[] = [];
    let size = 0;
    for (const update of waiting) {
      if (size + update.length > MAX_DOCUMENT_CHANGE) {
        this.send(batch);
        batch = [];
        size = 0;
      }
      batch.push(update);
      size += update.length;
    }
    this.send(batch);
  }

  private sendAndRest(): void {
    this.flush();
    this.isResting = true;
    later(this.parts.interval, () => {
      this.isResting = false;
      if (this.waiting.length > 0) this.sendAndRest();
    });
  }

  private send(batch: readonly Uint8Array[]): void {
    const [first] = batch;
    if (first !== undefined) this.parts.send(batch.length === 1 ? first : this.parts.yjs.mergeUpdates([...batch]));
  }
}
