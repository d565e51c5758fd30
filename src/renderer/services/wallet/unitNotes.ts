import { type Result, ok } from '@shared/result.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import type { UnitNote } from '@domain/wallet/keptRecords.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import { entryOfNote } from '../journal/reconcileUnitNotes.ts';

/** Nothing was decided. */
export function blankNote(unit: UnitId): UnitNote {
  return { unit, limit: null, stance: null };
}

/** What the person decided about units, at hand. */
export class UnitNotes {
  private readonly notes = new Map<UnitId, UnitNote>();
  private readonly store: Pick<DocumentStore, 'wallet'>;
  private readonly journal: EventJournal;
  private readonly listeners = new Set<(unit: UnitId) => void>();
  private tellOpen: () => void = () => undefined;
  /** Resolves when what is kept was read. */
  readonly whenOpen = new Promise<void>((resolve) => {
    this.tellOpen = resolve;
  });

  constructor(store: Pick<DocumentStore, 'wallet'>, journal: EventJournal) {
    this.store = store;
    this.journal = journal;
  }

  /** Reads what is kept. */
  async open(): Promise<Result<void, StoreError>> {
    const kept = await this.store.wallet.units.all();
    if (!kept.ok) return kept;
    for (const note of kept.value) this.notes.set(note.unit, note);
    this.tellOpen();
    return ok();
  }

  /** By unit. */
  all(): ReadonlyMap<UnitId, UnitNote> {
    return this.notes;
  }

  /** Hears of each unit about which something else was decided. */
  listen(listener: (unit: UnitId) => void): Disposer {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  of(unit: UnitId): UnitNote | null {
    return this.notes.get(unit) ?? null;
  }

  /** Keeps a change. */
  async change(unit: UnitId, change: Partial<Omit<UnitNote, 'unit'>>): Promise<Result<void, StoreError>> {
    const note = { ...(this.of(unit) ?? blankNote(unit)), ...change };
    const kept = await this.store.wallet.units.put(note);
    if (!kept.ok) return kept;
    this.notes.set(unit, note);
    for (const listener of this.listeners) listener(unit);
    // What the host does not take now is kept back for it (JNL-2).
    await this.journal.append([entryOfNote(note)]);
    return ok();
  }
}
