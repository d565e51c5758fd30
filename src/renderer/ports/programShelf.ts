import type { BlobId } from '@shared/ids.ts';
import type { Failure, Result } from '@shared/result.ts';

/** A program that comes with the app, before anything of it is taken. */
export interface ShelfProgram {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly icon: Uint8Array | null;
  /** Bytes as packed. */
  readonly size: number;
  /** What its package is known by once it is taken: its content alone makes it. */
  readonly package: BlobId;
}

/** A package as a file: the part of the browser's `File` that keeping it needs; the library project has no DOM. */
export interface PackedFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** The programs that come with the app. Adapters: files beside the app's page; memory in tests. */
export interface ProgramShelf {
  list(): Promise<Result<readonly ShelfProgram[], Failure<'unreachable'>>>;
  take(id: string): Promise<Result<PackedFile, Failure<'unreachable'>>>;
}
