import { fail } from '@shared/result.ts';
import type { MediaAnswer, MediaReply, MediaRequest, MediaTask } from './mediaMessages.ts';

/** The part of a `Worker` the client needs. */
export interface MediaWorker {
  postMessage(message: MediaRequest, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<MediaReply>) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  terminate(): void;
}

/** A picture that is not done by then is taken for hostile. */
const DEADLINE = 20_000;

type Settle = (answer: MediaAnswer<MediaTask['kind']>) => void;

/**
 * Talks to the media worker, which is started at the first task. A worker that dies or takes too long is ended, all
 * it was asked fails, and the next task starts a new one: a hostile picture costs itself and nothing else.
 */
export class MediaWorkerClient {
  readonly #start: () => MediaWorker;
  readonly #waiting = new Map<number, Settle>();
  #worker: MediaWorker | null = null;
  #lastId = 0;

  constructor(start: () => MediaWorker) {
    this.#start = start;
  }

  async ask<K extends MediaTask['kind']>(
    task: Extract<MediaTask, { kind: K }>,
    transfer: Transferable[] = [],
  ): Promise<MediaAnswer<K>> {
    const worker = (this.#worker ??= this.#begin());
    const id = (this.#lastId += 1);
    const answer = await new Promise<MediaAnswer<MediaTask['kind']>>((resolve) => {
      const timer = setTimeout(() => this.#abandon(worker), DEADLINE);
      this.#waiting.set(id, (settled) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(settled);
      });
      worker.postMessage({ id, task }, transfer);
    });
    // The worker answers each id with the answer of its own task's kind: the one place where that is asserted.
    return answer as MediaAnswer<K>;
  }

  /** Ends the worker; what waits fails. */
  dispose(): void {
    if (this.#worker !== null) this.#abandon(this.#worker);
  }

  #begin(): MediaWorker {
    const worker = this.#start();
    worker.addEventListener('message', ({ data }) => this.#waiting.get(data.id)?.(data.answer));
    worker.addEventListener('error', () => this.#abandon(worker));
    return worker;
  }

  #abandon(worker: MediaWorker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    worker.terminate();
    for (const settle of [...this.#waiting.values()]) settle(fail('picture-unreadable', 'the decoder was stopped'));
  }
}
