/** The thread that opens and hashes what a backup holds, so that the host's own has time for calls. Started by `openerClient.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { type FoundAtEnd, type OpenerKeys, RecordOpener, type SealedBlock } from './recordOpener.ts';
import type { BackupRecord } from './container.ts';

/** What the thread is asked: to open the next block, or, with null, what is left at the end. */
export type OpenerRequest = SealedBlock | null;

/** What it answers, in the order it was asked; memory and room are those of the block, to be used again. */
export type OpenerAnswer =
  | ({ readonly kind: 'block'; readonly records: readonly BackupRecord[] } & Pick<SealedBlock, 'memory' | 'room'>)
  | { readonly kind: 'end'; readonly found: FoundAtEnd };

// What started this thread is of the same build: the types are checked there.
const opener = new RecordOpener(workerData as OpenerKeys);

parentPort?.on('message', (request: OpenerRequest) => {
  if (request === null) {
    const found = opener.end();
    answer({ kind: 'end', found }, found.records);
  } else {
    const { memory, room } = request;
    const records = opener.open(request);
    answer({ kind: 'block', records, memory, room }, records, [memory, room]);
  }
});

/** Hands the memory of the records over, and more, instead of copying it. */
function answer(message: OpenerAnswer, records: readonly BackupRecord[], more: readonly ArrayBuffer[] = []): void {
  const bodies = records.map(({ body }) => body.buffer as ArrayBuffer);
  parentPort?.postMessage(message, [...new Set([...bodies, ...more])]);
}
