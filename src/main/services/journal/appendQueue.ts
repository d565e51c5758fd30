import type { Result } from '@shared/result.ts';
import { ok } from '@shared/result.ts';
import { type StorageFailure, storageFailure } from '../files/files.ts';

/** Most bytes of entries written and synced together. */
const BATCH_BYTES = 4 * 1024 * 1024;

interface Chunk {
  readonly entries: readonly Uint8Array[];
  readonly bytes: number;
  readonly settle: (outcome: Result<number, StorageFailure>) => void;
}

/** Appends in order of arrival; what arrives while a sync is running shares the next one. */
export interface AppendQueue {
  /** Answers the number after the last of `entries` once all are durable. */
  append(entries: readonly Uint8Array[]): Promise<Result<number, StorageFailure>>;
  /** Runs `task` while nothing is being written. What it throws is the caller's. */
  between(task: () => Promise<void>): Promise<void>;
  /** Resolves when nothing is being written any more. */
  idle(): Promise<void>;
}

/** What the queue writes to. `write` is never called while another one runs. */
export interface AppendTarget {
  write(entries: readonly Uint8Array[]): Promise<void>;
  next(): number;
}

/** Creates a group-committing queue over a journal's writer. */
export function createAppendQueue(target: AppendTarget): AppendQueue {
  const waiting: Chunk[] = [];
  const tasks: (() => Promise<void>)[] = [];
  let running: Promise<void> | null = null;

  const drain = async () => {
    while (waiting.length + tasks.length > 0) {
      for (const task of tasks.splice(0)) await task();
      if (waiting.length > 0) await commit(takeBatch(waiting), target);
    }
    running = null;
  };

  const enqueue = (entries: readonly Uint8Array[], bytes: number) =>
    new Promise<Result<number, StorageFailure>>((settle) => {
      waiting.push({ entries, bytes, settle });
      running ??= drain();
    });

  return {
    append: async (entries) => {
      const outcomes = await Promise.all(splitEntries(entries).map(([part, bytes]) => enqueue(part, bytes)));
      return outcomes.find((outcome) => !outcome.ok) ?? outcomes.at(-1) ?? ok(target.next());
    },
    between: (task) =>
      new Promise((resolve, reject) => {
        tasks.push(() => task().then(resolve, reject));
        running ??= drain();
      }),
    idle: async () => {
      while (running !== null) await running;
    },
  };
}

async function commit(batch: readonly Chunk[], target: AppendTarget): Promise<void> {
  let end = target.next();
  try {
    const [only] = batch;
    const entries = batch.length === 1 && only !== undefined ? only.entries : batch.flatMap((chunk) => chunk.entries);
    await target.write(entries);
  } catch (cause) {
    const failure = storageFailure('appending to the journal', cause);
    for (const chunk of batch) chunk.settle(failure);
    return;
  }
  for (const chunk of batch) {
    end += chunk.entries.length;
    chunk.settle(ok(end));
  }
}

function takeBatch(waiting: Chunk[]): Chunk[] {
  let bytes = 0;
  const overflow = waiting.findIndex((chunk, index) => {
    bytes += chunk.bytes;
    return index > 0 && bytes > BATCH_BYTES;
  });
  return waiting.splice(0, overflow === -1 ? waiting.length : overflow);
}

function splitEntries(entries: readonly Uint8Array[]): (readonly [Uint8Array[], number])[] {
  const parts: [Uint8Array[], number][] = [];
  for (const entry of entries) {
    const last = parts.at(-1);
    if (last === undefined || last[1] + entry.length > BATCH_BYTES) {
      parts.push([[entry], entry.length]);
    } else {
      last[0].push(entry);
      last[1] += entry.length;
    }
  }
  return parts;
}
