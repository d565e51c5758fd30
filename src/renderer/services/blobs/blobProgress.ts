import type { BlobId } from '@shared/ids.ts';
import type { BlobError } from '@ports/blobStore.ts';

/**
 * Where a blob stands. `absent`: not here and not asked for (or paused). `waiting`: asked for, nobody linked has it now.
 * `loading`: chunks are coming. `here`: complete. `failed`: given up until it is asked for again; `error` says why.
 */
export interface BlobProgress {
  readonly state: 'absent' | 'waiting' | 'loading' | 'here' | 'failed';
  /** Bytes that are here, of {@link BlobProgress.size}. */
  readonly held: number;
  readonly size: number;
  /** Linked devices that have it, or parts of it. */
  readonly sources: number;
  /** The person stopped it; what came so far stays. */
  readonly isPaused: boolean;
  readonly error: BlobError['code'] | null;
}

/** What has to be known of a blob to fetch it: from the message that refers to it. */
export interface WantedBlob {
  readonly id: BlobId;
  readonly size: number;
}

/** `now`: a person looks at it. `soon`: by rule, of the chat that is open. `idle`: by rule. */
export type BlobPriority = 'now' | 'soon' | 'idle';

/** What nothing is known of. */
export const NOTHING_YET: BlobProgress = {
  state: 'absent',
  held: 0,
  size: 0,
  sources: 0,
  isPaused: false,
  error: null,
};
