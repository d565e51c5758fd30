// oxlint-disable-next-line typescript/triple-slash-reference -- it declares a name with a suffix, which no import can: every typecheck that comes by here must know it
/// <reference path="../files/threads.d.ts" />
import { Worker } from 'node:worker_threads';
import type { BackupRecord } from './container.ts';
import type { OpenerAnswer, OpenerRequest } from './openerThread.ts';
import { type FoundAtEnd, type OpenerKeys, RecordOpener, type SealedBlock } from './recordOpener.ts';

/** The records of a block, and its memory again; its room once nobody needs these records any more. */
export interface OpenedBlock extends Pick<SealedBlock, 'memory' | 'room'> {
  readonly records: readonly BackupRecord[];
}

/** Opens the blocks of one file, in the order they are given. Close it. */
export interface Opener {
  open(block: SealedBlock): Promise<OpenedBlock>;
  /** After the last block. */
  end(): Promise<FoundAtEnd>;
  close(): Promise<void>;
}

/** The thread ended, or never began, with no fault of the file's. Rejected with by an {@link Opener}. */
export class OpenerGoneError extends Error {}

/** Opens on the thread of who asks. */
export function openerHere(keys: OpenerKeys): Opener {
  const opener = new RecordOpener(keys);
  return {
    open: (block) => Promise.resolve({ ...block, records: opener.open(block) }),
    end: () => Promise.resolve(opener.end()),
    close: () => Promise.resolve(),
  };
}

/** Opens on a thread of its own. */
export async function openerThread({ key, salt }: OpenerKeys): Promise<Opener> {
  const keys: OpenerKeys = { key, salt };
  try {
    const { default: source } = await import('./openerThread.ts?thread');
    // Nothing of how the host was started is for it.
    return openerOver(new Worker(source, { eval: true, workerData: keys, execArgv: [], env: {}, name: 'backup' }));
  } catch (cause) {
    throw new OpenerGoneError('the thread did not begin', { cause });
  }
}

interface Waiting {
  readonly settle: (answer: OpenerAnswer) => void;
  readonly reject: (cause: OpenerGoneError) => void;
}

/** What is asked of a thread, which answers in order. */
export function openerOver(worker: Pick<Worker, 'on' | 'postMessage' | 'terminate'>): Opener {
  const waiting: Waiting[] = [];
  let gone: OpenerGoneError | null = null;
  const lose = (cause: unknown) => {
    gone ??= new OpenerGoneError('the thread ended', { cause });
    for (const { reject } of waiting.splice(0)) reject(gone);
  };
  worker.on('message', (answer: OpenerAnswer) => waiting.shift()?.settle(answer));
  worker.on('messageerror', lose);
  worker.on('error', lose);
  worker.on('exit', lose);
  const ask = (request: OpenerRequest) =>
    new Promise<OpenerAnswer>((settle, reject) => {
      if (gone === null) {
        waiting.push({ settle, reject });
        worker.postMessage(request, request === null ? [] : [request.memory, request.room]);
      } else reject(gone);
    });
  return {
    open: async (block) => {
      const answer = await ask(block);
      if (answer.kind === 'block') return answer;
      throw new OpenerGoneError('it answered something else');
    },
    end: async () => {
      const answer = await ask(null);
      if (answer.kind === 'end') return answer.found;
      throw new OpenerGoneError('it answered something else');
    },
    close: async () => void (await worker.terminate()),
  };
}
