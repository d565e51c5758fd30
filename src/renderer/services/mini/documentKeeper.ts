import { type Result, ok } from '@shared/result.ts';
import type { ProgramEntry } from '@domain/mini/records.ts';
import type { CondenseDocument } from '@ports/documentCondenser.ts';
import type { DocumentStore, ProgramShelf, StoreError } from '@ports/documentStore.ts';
import { Turn } from '../turn.ts';

/** Changes that are told one by one at an opening before they are made one. */
export const CONDENSE_AFTER = 256;
/** Changes, and their bytes, that are put together at once. */
const STEP = { changes: 1000, bytes: 4 * 1024 * 1024 } as const;

/** What it works with. */
export interface DocumentKeeperParts {
  readonly store: Pick<DocumentStore, 'shelves'>;
  /** Absent: documents are replayed from their changes. */
  readonly condense?: CondenseDocument | undefined;
}

/**
 * Keeps of each shared document what its changes come to, so that opening it reads that and the few behind it (MPH-33). Nothing hangs on it:
 * the changes stay, and what is lost or damaged is made again.
 */
export class DocumentKeeper {
  private readonly parts: DocumentKeeperParts;
  private readonly turn = new Turn();
  /** Documents that could not be condensed: not tried again until the next start. */
  private readonly hopeless = new Set<string>();

  constructor(parts: DocumentKeeperParts) {
    this.parts = parts;
  }

  /** One document after the other; done when all changes of this one that were worth it are in. */
  condense(shelf: ProgramShelf): Promise<Result<void, StoreError>> {
    return this.turn.take(() => this.run(shelf));
  }

  private async run(shelf: ProgramShelf): Promise<Result<void, StoreError>> {
    for (let fewest = CONDENSE_AFTER; ; fewest = 1) {
      const went = await this.step(shelf, fewest);
      if (!went.ok) return went;
      if (!went.value) return ok();
    }
  }

  /** Puts the next changes into the snapshot, where there are as many; whether it did. */
  private async step(shelf: ProgramShelf, fewest: number): Promise<Result<boolean, StoreError>> {
    const { shelves } = this.parts.store;
    const kept = await shelves.snapshot(shelf);
    if (!kept.ok) return kept;
    const from = kept.value ?? { serial: 0, bytes: null };
    const changes = await this.next(shelf, from.serial);
    if (!changes.ok) return changes;
    const last = changes.value.at(-1);
    if (last === undefined || changes.value.length < fewest) return ok(false);
    const made = await this.make(shelf, from.bytes, changes.value);
    if (made === null) return ok(false);
    const written = await shelves.keepSnapshot({ ...shelf, serial: last.serial, ...made });
    return written.ok ? ok(true) : written;
  }

  private async make(shelf: ProgramShelf, base: Uint8Array | null, changes: readonly ProgramEntry[]) {
    const { condense } = this.parts;
    const key = `${shelf.space}/${shelf.instance}/${shelf.document}`;
    if (condense === undefined || this.hopeless.has(key)) return null;
    const made = await condense(
      base,
      changes.map(({ bytes }) => bytes),
    );
    if (made === null) this.hopeless.add(key);
    return made;
  }

  private async next(shelf: ProgramShelf, after: number): Promise<Result<readonly ProgramEntry[], StoreError>> {
    const read = await this.parts.store.shelves.entries(shelf, after, STEP.changes);
    if (!read.ok) return read;
    let bytes = 0;
    const end = read.value.findIndex((entry) => (bytes += entry.bytes.length) > STEP.bytes);
    // One is always taken, or it would never end.
    return ok(end === -1 ? read.value : read.value.slice(0, Math.max(1, end)));
  }
}
