import type { AccountId, BlobId, EventId } from '@shared/ids.ts';
import { type ProgramLedger, type ProgramRecord, programKey } from '@domain/mini/records.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { combineQueries, mapQuery } from '../workspace/liveQueries.ts';
import type { Program, SeenPackage } from '../workspace/programWorkspace.ts';

type Store = Pick<DocumentStore, 'programs' | 'shelves' | 'contacts'>;

/** An instance, and whether it was taken out of the lists. */
interface ListedProgram {
  readonly program: Program;
  readonly isRemoved: boolean;
}

/** Every instance there is. A card, the list and the pane watch the same: to be shared (WSP-3). */
export function watchInstances({ programs, shelves }: Store): LiveQuery<readonly ListedProgram[]> {
  return combineQueries(programs.watchAll(), shelves.watchLedgers(), (records, ledgers) => {
    const byKey = new Map(ledgers.map((ledger) => [programKey(ledger), ledger]));
    return records.map((record) => ({
      program: programView(record, byKey.get(programKey(record))),
      isRemoved: record.removed,
    }));
  });
}

/** Those that were not taken out of the lists, last opened first, then newest first. */
export function watchPrograms(instances: LiveQuery<readonly ListedProgram[]>): LiveQuery<readonly Program[]> {
  return mapQuery(instances, (all) =>
    all
      .flatMap(({ program, isRemoved }) => (isRemoved ? [] : [program]))
      .toSorted((a, b) => (b.lastOpened ?? 0) - (a.lastOpened ?? 0) || b.at - a.at),
  );
}

/** One instance; null when its card is not here. */
export function watchProgram(
  instances: LiveQuery<readonly ListedProgram[]>,
  instance: EventId,
): LiveQuery<Program | null> {
  return mapQuery(instances, (all) => all.find(({ program }) => program.instance === instance)?.program ?? null);
}

function programView(record: ProgramRecord, ledger: ProgramLedger | undefined): Program {
  const { instance, space, card, author, own, at, lastOpened, favourite, grants } = record;
  const declared = record.declared ?? card;
  return {
    instance,
    space,
    package: record.package ?? card.package,
    name: card.name,
    version: card.version,
    icon: card.icon,
    size: card.size,
    author,
    own,
    at,
    document: ledger?.document?.text ?? null,
    summary: ledger?.summary?.text ?? null,
    lastOpened,
    favourite,
    declared: declared.permissions,
    net: declared.net,
    permissions: grants.map((grant) => ({ permission: grant.permission, granted: grant.granted, at: grant.at })),
  };
}

/** Packages that others put into one's chats, by how many of one's contacts did, then newest first. */
export function watchSeenPackages({ programs, contacts }: Store): LiveQuery<readonly SeenPackage[]> {
  return combineQueries(programs.watchAll(), contacts.watchAll(), (records, people) => {
    const known = new Set(
      people.filter(({ state, blocked }) => state === 'accepted' && !blocked).map((one) => one.account),
    );
    return seenPackages(records, known);
  });
}

function seenPackages(records: readonly ProgramRecord[], known: ReadonlySet<AccountId>): readonly SeenPackage[] {
  const byPackage = new Map<BlobId, ProgramRecord[]>();
  for (const record of records.toSorted((a, b) => b.at - a.at)) {
    const found = byPackage.get(record.card.package) ?? [];
    byPackage.set(record.card.package, found);
    found.push(record);
  }
  return mapped(byPackage, known).toSorted((a, b) => b.people.length - a.people.length);
}

function mapped(
  byPackage: ReadonlyMap<BlobId, readonly ProgramRecord[]>,
  known: ReadonlySet<AccountId>,
): readonly SeenPackage[] {
  return [...byPackage].flatMap(([id, records]) => {
    const people = [...new Set(records.map(({ author }) => author).filter((author) => known.has(author)))];
    const [newest] = records;
    if (newest === undefined || people.length === 0) return [];
    const { name, icon, size } = newest.card;
    return [{ package: id, name, icon, size, people, instances: records.map(({ instance }) => instance) }];
  });
}

/** What a stored value gives, or null, as a query of records. */
export function watchValue<T>(
  store: Pick<DocumentStore, 'values'>,
  name: string,
  read: (value: unknown) => T,
): LiveQuery<T> {
  return mapQuery(store.values.watch(name), (row) => read(row?.value));
}
