import type { Failure, Result } from '@shared/result.ts';

/** One question to a mint: a place below its `/v1/`, and JSON where something is given to it. */
export interface MintQuestion {
  readonly mint: string;
  readonly place: string;
  readonly body: string | null;
}

/**
 * Asks a mint once; whatever status is an answer. It never rejects. `unreachable`: whether the mint heard is not known. Adapters: the host,
 * a mint in the process.
 */
export type MintTransport = (
  question: MintQuestion,
) => Promise<Result<{ readonly status: number; readonly body: string }, Failure<'unreachable' | 'invalid-input'>>>;
