import type { Failure, Result } from '@shared/result.ts';

/** A program that comes with the app, before anything of it is taken. */
export interface ShelfProgram {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly icon: Uint8Array | null;
  /** Bytes as packed. */
  readonly size: number;
}

/** The programs that come with the app. Adapters: files beside the app's page; memory in tests. */
export interface ProgramShelf {
  list(): Promise<Result<readonly ShelfProgram[], Failure<'unreachable'>>>;
  take(id: string): Promise<Result<File, Failure<'unreachable'>>>;
}
