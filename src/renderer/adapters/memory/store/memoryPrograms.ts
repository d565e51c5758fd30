/** What is said in mini programs, in memory. */
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { IntakePlan } from '@domain/intake/intake.ts';
import { type ProgramsKnown, programsOf } from '@domain/mini/programDraft.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { FORGOTTEN_LABELS, withForgotten } from '@domain/mini/forgottenLabels.ts';
import { isIntact } from '@domain/mini/isIntact.ts';
import {
  type DocumentSnapshot,
  type ProgramEntry,
  type ProgramLedger,
  type ProgramPlace,
  type UpdatePack,
  OWN_SHELF,
  type ProgramRecord,
  emptyLedger,
  programKey,
} from '@domain/mini/records.ts';
import { PackDraft, emptyPack, isWholePack } from '@domain/mini/updatePack.ts';
import type { PackStep, ProgramShelf, ProgramShelves, ProgramUsage, Stored } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { MemoryTables } from './memoryDisk.ts';
import type { MemorySession } from './memorySession.ts';

/** What a batch needs to be planned. */
export function programsIn(tables: MemoryTables, events: readonly AdmittedEvent[]): ProgramsKnown {
  const wanted = programsOf(events);
  const ledgers = wanted.ledgers.flatMap((place) => {
    const ledger = tables.space(place.space).ledgers.get(programKey(place));
    return ledger === undefined ? [] : [[programKey(place), ledger] as const];
  });
  const parts = wanted.parts.flatMap(({ space, instance, device, first, last }) =>
    tables
      .space(space)
      .parts.filter((part) => part.instance === instance && part.device === device)
      .filter(({ seq }) => seq >= first && seq <= last),
  );
  return { ledgers: new Map(ledgers), parts };
}

/** Writes what a batch says in programs. Lines that gave way go before messages are put. */
export function writePrograms(tables: MemoryTables, { programs, said }: IntakePlan): void {
  for (const { space, id } of said.goneLines) {
    const held = tables.space(space);
    held.messages = held.messages.filter((message) => message.id !== id);
    tables.changed(`messages/${space}`);
  }
  for (const program of programs) {
    tables.records.programs.set(program.instance, program);
    tables.changed(`programs/${program.instance}`);
  }
  if (programs.length > 0) tables.changed('programs');
  for (const ledger of said.ledgers) tables.space(ledger.space).ledgers.set(programKey(ledger), ledger);
  if (said.ledgers.length > 0) tables.changed('programLedgers');
  for (const part of said.parts) tables.space(part.space).parts.push(part);
  keepEntries(tables, said.entries);
}

/** Takes away the programs of a space and everything said in them. */
export function clearPrograms(tables: MemoryTables, space: SpaceId): void {
  const held = tables.space(space);
  held.ledgers.clear();
  held.entries = [];
  held.snapshots.clear();
  held.parts = [];
  held.packs = [];
  const gone = [...tables.records.programs.values()].filter((program) => program.space === space);
  noteForgotten(tables, gone);
  for (const program of gone) {
    tables.records.programs.delete(program.instance);
    tables.changed(`programs/${program.instance}`);
  }
  for (const topic of ['programs', 'programLedgers', `programEntries/${space}`]) tables.changed(topic);
}

/** Notes the labels of rows that lose them (STO-122). */
function noteForgotten(tables: MemoryTables, rows: readonly ProgramRecord[]): void {
  const { values } = tables.records;
  const list = withForgotten(values.get(FORGOTTEN_LABELS)?.value, rows);
  if (list === null) return;
  values.set(FORGOTTEN_LABELS, { name: FORGOTTEN_LABELS, value: list });
  for (const topic of ['values', `values/${FORGOTTEN_LABELS}`]) tables.changed(topic);
}

/** What was said in mini programs, in memory. */
export class MemoryProgramShelves implements ProgramShelves {
  private readonly session: MemorySession;

  constructor(session: MemorySession) {
    this.session = session;
  }

  entries(shelf: ProgramShelf, after: number, limit: number): Stored<readonly ProgramEntry[]> {
    return this.session.read((tables) =>
      entriesOn(tables, shelf)
        .filter(({ serial }) => serial > after)
        .slice(0, limit),
    );
  }

  last(shelf: ProgramShelf): Stored<number> {
    return this.session.read((tables) => entriesOn(tables, shelf).at(-1)?.serial ?? 0);
  }

  watchLast(shelf: ProgramShelf): LiveQuery<number> {
    return this.session.watch(
      `programEntries/${shelf.space}`,
      (tables) => entriesOn(tables, shelf).at(-1)?.serial ?? 0,
    );
  }

  addOwn(entry: Omit<ProgramEntry, 'serial'>): Stored<number> {
    return this.session.write((tables) => {
      const { ledgers } = tables.space(entry.space);
      const ledger = ledgers.get(programKey(entry)) ?? emptyLedger(entry);
      const serial = ledger.serial + 1;
      ledgers.set(programKey(entry), { ...ledger, serial });
      keepEntries(tables, [{ ...entry, serial }]);
      return serial;
    });
  }

  ownNames({ space, instance }: ProgramPlace): Stored<readonly string[]> {
    return this.session.read((tables) => {
      const own = tables.space(space).entries.filter((entry) => entry.instance === instance && isOwn(entry));
      return [...new Set(own.map(({ document }) => document.slice(OWN_SHELF.length)))].toSorted();
    });
  }

  dropOwn({ space, instance }: ProgramPlace): Stored {
    return this.session.write((tables) => {
      const held = tables.space(space);
      const stays = (row: ProgramShelf) => row.instance !== instance || !isOwn(row);
      held.entries = held.entries.filter(stays);
      for (const [key, row] of held.snapshots) if (!stays(row)) held.snapshots.delete(key);
      tables.changed(`programEntries/${space}`);
    });
  }

  forgetLabel(instance: EventId, change: Partial<Pick<ProgramRecord, 'removed'>> = {}): Stored {
    return this.session.write((tables) => {
      const row = tables.records.programs.get(instance);
      if (row === undefined) return;
      noteForgotten(tables, [row]);
      tables.records.programs.set(instance, { ...row, ...change, label: null });
      for (const topic of ['programs', `programs/${instance}`]) tables.changed(topic);
    });
  }

  usage({ space, instance }: ProgramPlace): Stored<ProgramUsage> {
    return this.session.read((tables) => {
      const { entries, snapshots } = tables.space(space);
      const here = [...entries, ...snapshots.values()].filter((entry) => entry.instance === instance);
      const sizeOf = (list: typeof here) => list.reduce((sum, { bytes }) => sum + bytes.length, 0);
      const packed = packsOf(tables, { space, instance }).reduce((sum, { text }) => sum + text.length, 0);
      return {
        updates: packed + sizeOf(here.filter(({ document }) => document === '')),
        documents: sizeOf(here.filter(({ document }) => document !== '')),
      };
    });
  }

  snapshot(shelf: ProgramShelf): Stored<DocumentSnapshot | null> {
    return this.session.read((tables) => {
      const kept = tables.space(shelf.space).snapshots.get(snapshotKey(shelf));
      return kept !== undefined && isIntact(kept) ? kept : null;
    });
  }

  keepSnapshot(snapshot: DocumentSnapshot): Stored {
    return this.session.write((tables) => {
      const { snapshots } = tables.space(snapshot.space);
      const isLast = ({ serial }: ProgramEntry) => serial === snapshot.serial;
      if (isOwn(snapshot) && !entriesOn(tables, snapshot).some(isLast)) return;
      const before = snapshots.get(snapshotKey(snapshot));
      if (before === undefined || before.serial <= snapshot.serial || !isIntact(before))
        snapshots.set(snapshotKey(snapshot), snapshot);
    });
  }

  packs(place: ProgramPlace, after: number, limit: number): Stored<readonly UpdatePack[]> {
    return this.session.read((tables) =>
      packsOf(tables, place)
        .filter(({ last }) => last > after)
        .slice(0, limit)
        .filter(isWholePack),
    );
  }

  packUpdates(place: ProgramPlace, least: number): Stored<PackStep> {
    return this.session.write((tables) => {
      const base = packsOf(tables, place).at(-1);
      if (base !== undefined && !isWholePack(base)) {
        dropPacks(tables, place, base.after);
        return { isPacked: true, behind: 0 };
      }
      const shelf = { ...place, document: '' };
      const rest = entriesOn(tables, shelf).filter(({ serial }) => serial > (base?.last ?? 0));
      if (rest.length < Math.max(1, least)) return { isPacked: false, behind: rest.length };
      const made = packOf(base ?? emptyPack(place, 0), rest);
      dropPacks(tables, place, made.after);
      tables.space(place.space).packs.push(made);
      return { isPacked: true, behind: 0 };
    });
  }

  dropPacks(place: ProgramPlace, after: number): Stored {
    return this.session.write((tables) => dropPacks(tables, place, after));
  }

  unpacked(least: number): Stored<readonly ProgramPlace[]> {
    return this.session.read((tables) =>
      [...tables.spaces.values()]
        .flatMap(({ ledgers }) => [...ledgers.values()])
        .filter((ledger) => ledger.serial - (packsOf(tables, ledger).at(-1)?.last ?? 0) >= least)
        .map(({ space, instance }) => ({ space, instance })),
    );
  }

  watchLedgers(): LiveQuery<readonly ProgramLedger[]> {
    return this.session.watch('programLedgers', ({ spaces }) =>
      [...spaces.values()].flatMap(({ ledgers }) => [...ledgers.values()]),
    );
  }
}

const isOwn = ({ document }: Pick<ProgramShelf, 'document'>) => document.startsWith(OWN_SHELF);
const snapshotKey = ({ instance, document }: ProgramShelf) => `${instance}/${document}`;

function entriesOn(tables: MemoryTables, shelf: ProgramShelf): readonly ProgramEntry[] {
  const isOn = ({ instance, document }: ProgramEntry) => instance === shelf.instance && document === shelf.document;
  return tables.space(shelf.space).entries.filter(isOn);
}

function keepEntries(tables: MemoryTables, entries: readonly ProgramEntry[]): void {
  for (const entry of entries) tables.space(entry.space).entries.push(entry);
  for (const space of new Set(entries.map((entry) => entry.space))) tables.changed(`programEntries/${space}`);
}

function packsOf(tables: MemoryTables, { space, instance }: ProgramPlace): readonly UpdatePack[] {
  return tables.space(space).packs.filter((pack) => pack.instance === instance);
}

/** The pack that takes what comes next: `base` with more in it, or, where that is full, the one behind it. */
function packOf(base: UpdatePack, rest: readonly ProgramEntry[]): UpdatePack {
  const draft = new PackDraft(base);
  rest.every((entry) => draft.add(entry));
  return draft.isChanged ? draft.pack() : packOf(emptyPack(base, base.last), rest);
}

/** Those that reach beyond a serial, and so the one that is to be there in their place. */
function dropPacks(tables: MemoryTables, { space, instance }: ProgramPlace, after: number): void {
  const held = tables.space(space);
  held.packs = held.packs.filter((pack) => pack.instance !== instance || pack.last <= after);
}
