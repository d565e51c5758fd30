import { type Result, err, fail, ok } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { ByteSink } from '@ports/media.ts';
import type { AbortSignalLike } from '@ports/peerTransport.ts';
import { WorkSlice } from '../replication/workSlice.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { StoreUnreadError } from './messagesOf.ts';

/** Lets the thread go in time, and gives up, by throwing, where the person did. */
export type Rest = () => Promise<void>;

/** The person gave up. */
class StoppedError extends Error {}

/** Makes an archive: the sink is closed when it is whole, and given up with whatever was thrown (CEX-6, EXA-9). */
export async function makeArchive<Made>(
  clock: Clock,
  { sink, signal }: { readonly sink: ByteSink; readonly signal: AbortSignalLike },
  make: (rest: Rest) => Promise<Made>,
): Promise<Result<Made, WorkspaceError>> {
  const slice = new WorkSlice(clock);
  const rest = async () => {
    if (signal.aborted) throw new StoppedError();
    if (slice.isOver) await slice.letGo();
  };
  try {
    const made = await make(rest);
    await sink.close();
    return ok(made);
  } catch (cause) {
    await sink.abort();
    if (cause instanceof StoppedError) return fail('upload-cancelled', 'the person gave up');
    if (cause instanceof StoreUnreadError) return err(storeFailure(cause.error));
    return fail('export-failed', cause instanceof Error ? cause.message : 'it cannot be written');
  }
}
