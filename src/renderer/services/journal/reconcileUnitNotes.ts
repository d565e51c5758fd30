import type { HostErrorCode } from '@shared/ipc/contract.ts';
import { type Failure, type Result, ok } from '@shared/result.ts';
import { recordId } from '@domain/wallet/ids.ts';
import type { UnitNote } from '@domain/wallet/keptRecords.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { EventJournal, JournalEntry } from './eventJournal.ts';

/** What was decided about a unit, as the journal keeps it. */
export function entryOfNote({ unit, limit, stance }: UnitNote): JournalEntry {
  return { t: 'unit-note', unit, limit: limit === null ? null : String(limit), stance };
}

/**
 * Brings back what was decided about units where the database has nothing of it, and journals what the journal does not know as it is now
 * (JNL-16): limits and refusals are the person's protection, and are in no record.
 */
export async function reconcileUnitNotes({
  store,
  journal,
}: {
  readonly store: Pick<DocumentStore, 'wallet'>;
  readonly journal: EventJournal;
}): Promise<Result<void, StoreError | Failure<HostErrorCode>>> {
  const last = new Map<string, JournalEntry & { readonly t: 'unit-note' }>();
  const read = await journal.readAll((page) => {
    for (const entry of page) if (entry.t === 'unit-note') last.set(entry.unit, entry);
    return Promise.resolve();
  });
  if (!read.ok) return read;
  const kept = await store.wallet.units.all();
  if (!kept.ok) return kept;
  const here = new Set<string>(kept.value.map(({ unit }) => unit));
  for (const entry of last.values()) {
    const note = here.has(entry.unit) ? null : noteOf(entry);
    const restored = note === null ? ok() : await store.wallet.units.put(note);
    if (!restored.ok) return restored;
  }
  const unheard = kept.value
    .map(entryOfNote)
    .filter((entry) => entry.t === 'unit-note' && !isSame(entry, last.get(entry.unit)));
  if (unheard.length > 0) await journal.append(unheard);
  return ok();
}

type NoteEntry = JournalEntry & { readonly t: 'unit-note' };

function noteOf({ unit, limit, stance }: NoteEntry): UnitNote | null {
  const id = recordId(unit);
  return id.ok ? { unit: id.value, limit: limit === null ? null : BigInt(limit), stance } : null;
}

function isSame(one: NoteEntry, other: NoteEntry | undefined): boolean {
  return one.limit === other?.limit && one.stance === other.stance;
}
