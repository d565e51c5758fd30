import * as v from 'valibot';
import { type BlobId, type EventId, isIdText } from '@shared/ids.ts';
import { countSchema, timeSchema } from '@shared/schemas.ts';
import type { Choice } from '@domain/device/choices.ts';
import type { ProgramRecord } from '@domain/mini/records.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { OWN_PACKAGES_NAME, addToOwnPackages, readOwnPackages } from '../mini/ownPackages.ts';
import type { OwnFiles } from './ownFiles.ts';
import type { IsDue, OwnLog } from './ownLog.ts';
import type { OwnSync } from './ownSync.ts';

/** That a program was opened is told no more often, ms. */
const OPENED_AGAIN = 3_600_000;
const packageSchema = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(256)),
  at: timeSchema,
  size: countSchema,
});

/** What keeping the shelf of programs the same works with. */
export interface ShelfSyncParts {
  readonly log: OwnLog;
  readonly store: Pick<DocumentStore, 'programs' | 'shelves' | 'values' | 'blobs'>;
  readonly files: OwnFiles;
}

/** Which programs are favourites, taken out of the lists and were opened when, and the packages one added, on all own devices (DEV-67). */
export class ShelfSync implements OwnSync {
  private readonly parts: ShelfSyncParts;
  private rows: ReadonlyMap<EventId, ProgramRecord> | null = null;
  private readonly disposers: Disposer[] = [];

  constructor(parts: ShelfSyncParts) {
    this.parts = parts;
    const { log } = parts;
    log.on('favourite', (choice) => this.onRow(choice));
    log.on('removed', (choice) => this.onRow(choice));
    log.on('opened', (choice) => this.onRow(choice), 'each');
    log.on('package', (choice) => this.onPackage(choice), 'each');
  }

  start(): void {
    const { programs, values } = this.parts.store;
    this.disposers.push(
      programs.watchAll().subscribe((state) => {
        if (state.status === 'ready') this.onRows(state.value);
      }),
      values.watch(OWN_PACKAGES_NAME).subscribe((state) => {
        if (state.status === 'ready') void this.sayPackages(state.value?.value, () => true);
      }),
    );
  }

  dispose(): void {
    for (const dispose of this.disposers) dispose();
  }

  async tellAll(isDue: IsDue): Promise<void> {
    const { programs, values } = this.parts.store;
    const [rows, packages] = [await programs.all(), await values.get(OWN_PACKAGES_NAME)];
    for (const row of rows.ok ? rows.value : [])
      for (const key of keysOf(row.instance)) if (isDue(key)) this.say(key, row);
    if (packages.ok) await this.sayPackages(packages.value?.value, isDue);
  }

  private onRows(records: readonly ProgramRecord[]): void {
    const before = this.rows;
    this.rows = new Map(records.map((record) => [record.instance, record]));
    if (before === null) return;
    for (const [instance, record] of this.rows) {
      const known = before.get(instance);
      // Of one whose card came only now another device may have said something before.
      if (known === undefined) void this.takeUp(instance);
      else for (const key of keysOf(instance)) if (valueOf(key, known) !== valueOf(key, record)) this.say(key, record);
    }
  }

  private async takeUp(instance: EventId): Promise<void> {
    for (const key of keysOf(instance)) {
      const choice = this.parts.log.choices.get(key);
      if (choice !== undefined) await this.onRow(choice);
    }
  }

  private say(key: string, record: ProgramRecord): void {
    const { log } = this.parts;
    void log.say(key, () => {
      const [said, value] = [log.choices.get(key)?.value, valueOf(key, record)];
      // As it is from the start.
      if (value === null || (value === false && said === undefined)) return undefined;
      const isSaidLately = typeof said === 'number' && typeof value === 'number' && value < said + OPENED_AGAIN;
      return isSaidLately ? undefined : value;
    });
  }

  private async sayPackages(value: unknown, isDue: IsDue): Promise<void> {
    const { log, store } = this.parts;
    for (const { package: blob, name, at } of readOwnPackages(value)) {
      const key = `package/${blob}`;
      const row = log.choices.has(key) || !isDue(key) ? null : await store.blobs.get(blob);
      if (row?.ok === true && row.value !== null) {
        const { size } = row.value;
        await log.say(key, () => ({ name, at, size }));
      }
    }
  }

  private async onRow({ key, value }: Choice): Promise<void> {
    const instance = key.slice(key.indexOf('/') + 1) as EventId;
    const section = key.slice(0, key.indexOf('/'));
    if (!isIdText(instance)) return;
    if (section === 'removed' && value === true) return this.takeOut(instance);
    await this.parts.store.programs.update(instance, (row) => {
      if (row === null) return null;
      if (section === 'opened')
        return v.is(timeSchema, value) && value > (row.lastOpened ?? 0) ? { ...row, lastOpened: value } : null;
      if (typeof value !== 'boolean') return null;
      return section === 'favourite' ? { ...row, favourite: value } : { ...row, removed: value };
    });
  }

  /** What it stored here is to go as it went there (PRG-26). */
  private async takeOut(instance: EventId): Promise<void> {
    const { programs, shelves } = this.parts.store;
    const row = await programs.get(instance);
    // One that was uninstalled before may be open again: it is brought back a while later.
    if (row.ok && row.value?.removed === false) await shelves.forgetLabel(instance, { removed: true });
  }

  private async onPackage({ key, value }: Choice): Promise<void> {
    const blob = key.slice('package/'.length) as BlobId;
    const read = v.safeParse(packageSchema, value);
    if (!read.success || !isIdText(blob)) return;
    const { name, at, size } = read.output;
    const { store, files } = this.parts;
    const kept = await store.values.get(OWN_PACKAGES_NAME);
    if (!kept.ok || readOwnPackages(kept.value?.value).some((own) => own.package === blob)) return;
    await addToOwnPackages(store, { package: blob, name, at });
    await files.want([{ blob, size }]);
  }
}

function keysOf(instance: EventId): readonly string[] {
  return ['favourite', 'removed', 'opened'].map((section) => `${section}/${instance}`);
}

function valueOf(key: string, { favourite, removed, lastOpened }: ProgramRecord): boolean | number | null {
  if (key.startsWith('favourite/')) return favourite;
  return key.startsWith('removed/') ? removed : lastOpened;
}
