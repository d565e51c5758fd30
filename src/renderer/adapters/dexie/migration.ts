/** Changing a database from an older version to this one, with a way back (STO-50 to STO-54). */
import { type Result, err, fail, ok } from '@shared/result.ts';
import type { StoreError } from '@ports/documentStore.ts';
import { copyDatabase, countRows, makeFlag, markOf, removeDatabase, versionOf } from './databaseCopy.ts';
import type { Platform } from './platform.ts';
import { storeFailure } from './storeFailure.ts';

/** How long the copy made before a migration is kept after it, ms: a week. */
const KEEP_COPY = 7 * 24 * 3_600_000;
/** How IndexedDB numbers what Dexie calls version 1, 2, … */
export const PER_VERSION = 10;

/** One opening that may be a migration. */
export interface MigrationOptions {
  readonly platform: Platform;
  readonly name: string;
  /** The version this code writes, as Dexie counts. */
  readonly version: number;
  readonly now: () => number;
  /** Opens, and upgrades when the database is older. */
  readonly open: () => Promise<Result<void, StoreError>>;
  /** Lets go of what `open` opened. */
  readonly close: () => void;
}

/** Name of the copy made before the migration of a database. */
export function copyName(name: string): string {
  return `${name}~before-migration`;
}

/** Name of the flag that stands while a copy is put back. */
function flagName(name: string): string {
  return `${name}~restoring`;
}

/**
 * Opens a database. One of an older version is copied first, then upgraded, then counted: when the upgrade fails or rows are
 * missing after it, the copy is put back and the failure is `migration-failed`. A restore that was cut short is finished first.
 */
export async function openMigrating(options: MigrationOptions): Promise<Result<void, StoreError>> {
  try {
    await finishRestore(options);
    const before = await versionOf(options.platform.indexedDB, options.name);
    if (before === null || before >= options.version * PER_VERSION) {
      const opened = await options.open();
      if (opened.ok) await dropOldCopy(options);
      return opened;
    }
  } catch (thrown) {
    return err(storeFailure(thrown));
  }
  return migrate(options);
}

async function migrate(options: MigrationOptions): Promise<Result<void, StoreError>> {
  const { platform, name, now } = options;
  try {
    await copyDatabase(platform, name, { name: copyName(name), madeAt: now(), isMarked: true });
  } catch (thrown) {
    // Nothing was changed: the next start tries again.
    return err(storeFailure(thrown));
  }
  const opened = await options.open();
  const problem = opened.ok ? await missingRows(options) : opened.error.message;
  if (problem === null) return ok();
  if (!opened.ok && isTemporary(opened.error)) return opened;
  options.close();
  try {
    await restore(options);
  } catch (thrown) {
    return fail('migration-failed', `${problem}; not put back: ${storeFailure(thrown).message}`);
  }
  return fail('migration-failed', problem);
}

/** Another window or a full disk: the upgrade did not begin or was undone by the platform, and goes on another time. */
function isTemporary({ code }: StoreError): boolean {
  return code === 'store-blocked' || code === 'storage-full' || code === 'store-newer';
}

/** What is missing after an upgrade, null when every row of the copy has come along. */
async function missingRows({ platform: { indexedDB }, name }: MigrationOptions): Promise<string | null> {
  const mark = await markOf(indexedDB, copyName(name));
  if (mark === null) return 'the copy is gone';
  const after = await countRows(indexedDB, name);
  const short = Object.entries(mark.counts).filter(([store, count]) => (after[store] ?? 0) < count);
  return short.length === 0 ? null : `rows are missing in ${short.map(([store]) => store).join(', ')}`;
}

/** Puts the copy back. While it is under way a flag stands beside it, for the case that it is cut short. */
async function restore({ platform, name, now }: MigrationOptions): Promise<void> {
  const { indexedDB } = platform;
  await makeFlag(indexedDB, flagName(name));
  await removeDatabase(indexedDB, name);
  await copyDatabase(platform, copyName(name), { name, madeAt: now(), isMarked: false });
  await removeDatabase(indexedDB, flagName(name));
}

async function finishRestore(options: MigrationOptions): Promise<void> {
  const { name, platform } = options;
  const { indexedDB } = platform;
  if ((await versionOf(indexedDB, flagName(name))) === null) return;
  if ((await markOf(indexedDB, copyName(name))) !== null) await restore(options);
}

async function dropOldCopy({ platform: { indexedDB }, name, now }: MigrationOptions): Promise<void> {
  const mark = await markOf(indexedDB, copyName(name));
  if (mark !== null && now() - mark.madeAt > KEEP_COPY) await removeDatabase(indexedDB, copyName(name));
}
