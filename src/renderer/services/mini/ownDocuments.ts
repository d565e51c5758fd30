import type { AccountId, BlobId, DeviceId, EventId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import {
  DOCUMENT_KEEP,
  type KeptDocument,
  LIFE_KEEP,
  type ToldDocument,
  coveredIn,
  documentKeep,
  documentKey,
  documentsIn,
  lifeIn,
  lifeKeep,
} from '@domain/mini/ownDocument.ts';
import { OWN_SHELF, type ProgramPlace, type ProgramRecord } from '@domain/mini/records.ts';
import { MAX_SNAPSHOT } from '@domain/mini/snapshotLimits.ts';
import type { Clock } from '@ports/clock.ts';
import type { CondenseDocument, MeetDocuments } from '@ports/documentCondenser.ts';
import type { DocumentStore, ProgramShelf, StoreError } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { bytesSource } from '../channels/keepBytes.ts';
import { readBlob } from '../channels/readBlob.ts';
import type { Log } from '../diagnostics/log.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import type { Files } from '../files/files.ts';
import { Turn } from '../turn.ts';

/** A document is put together and told once it rested this long, ms. */
export const DOCUMENT_RESTS = 3000;
/** One that never rests is so at the latest after this long, ms. */
export const DOCUMENT_WAITS = 30_000;
/** Rows read at once. */
const ROWS = 1000;

/** One document of one's own. */
export type OwnDocument = Pick<ToldDocument, 'space' | 'instance' | 'name'>;

/** What keeping one's own documents works with. */
export interface OwnDocumentParts {
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly store: Pick<DocumentStore, 'shelves' | 'programs'> & {
    readonly feed: { readonly keeps: Pick<DocumentStore['feed']['keeps'], 'get' | 'all'> };
  };
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  readonly files: Pick<Files, 'letGo' | 'blobs'> & { readonly library: Pick<Files['library'], 'put' | 'setKeep'> };
  readonly condense?: CondenseDocument | undefined;
  readonly meetDocuments?: MeetDocuments | undefined;
  readonly clock: Pick<Clock, 'after' | 'now'>;
  readonly log: Log;
}

interface Resting {
  readonly since: number;
  readonly stop: Disposer;
}

/**
 * Programs' documents of one's own (PRG-23 to PRG-25): what changes come to is kept as a blob beside them, with a record of it, which is what other own devices
 * are told, what the journal has, and so what a backup brings back. Uninstalling a program ends the life of its documents: what is of an earlier one is nothing.
 */
export class OwnDocuments {
  /** Hears of a document that is to be told, and of a life that began. */
  onKept: (id: string) => void = () => undefined;
  onLife: (instance: EventId, life: number) => void = () => undefined;
  private readonly parts: OwnDocumentParts;
  private readonly turn = new Turn();
  private readonly resting = new Map<string, Resting>();

  constructor(parts: OwnDocumentParts) {
    this.parts = parts;
  }

  /** Takes up what an earlier run left: documents that a lost database had, and changes that were not put together. */
  start(): void {
    void this.turn.take(() => this.takeUp());
  }

  dispose(): void {
    for (const { stop } of this.resting.values()) stop();
    this.resting.clear();
  }

  /** Something was said in a document here. */
  said(document: OwnDocument): void {
    const { clock, self } = this.parts;
    const id = documentKey(document, self.device);
    const before = this.resting.get(id);
    before?.stop();
    const since = before?.since ?? clock.now();
    const wait = Math.max(0, Math.min(DOCUMENT_RESTS, since + DOCUMENT_WAITS - clock.now()));
    const stop = clock.after(wait, () => {
      this.resting.delete(id);
      void this.turn.take(() => this.keep(document));
    });
    this.resting.set(id, { since, stop });
  }

  /** What every device had, as far as it is known here, by name. */
  async kept(): Promise<ReadonlyMap<string, KeptDocument>> {
    const keeps = await this.parts.store.feed.keeps.all(DOCUMENT_KEEP);
    return keeps.ok ? documentsIn(keeps.value) : new Map();
  }

  /** How often the documents of each instance were wiped, where they were. */
  async lives(): Promise<ReadonlyMap<EventId, number>> {
    const keeps = await this.parts.store.feed.keeps.all(LIFE_KEEP);
    return new Map(keeps.ok ? keeps.value.map((keep) => [keep.id as EventId, lifeIn(keep)]) : []);
  }

  /** The program was uninstalled: its documents go, here and, once they hear of it, on the other own devices. */
  forget(instance: EventId): Promise<Result<void, StoreError>> {
    return this.turn.take(async () => {
      const program = await this.parts.store.programs.get(instance);
      if (!program.ok) return program;
      if (program.value === null || !(await this.mayHaveSome(program.value))) return ok();
      const life = (await this.lifeOf(instance)) + 1;
      const began = await this.begin(instance, life);
      if (began.ok) this.onLife(instance, life);
      return began;
    });
  }

  /** It was uninstalled on another own device, so often by now. */
  takeLife(instance: EventId, life: number): Promise<void> {
    return this.turn.take(async () => {
      if (life > (await this.lifeOf(instance))) await this.begin(instance, life);
    });
  }

  /** Takes what another own device had of a document, whose blob is here. What cannot be read is left out, and what is here stays as it is. */
  take(id: string, told: ToldDocument): Promise<void> {
    return this.turn.take(async () => {
      const { instance, life } = told;
      const known = await this.lifeOf(instance);
      if (life < known || (life > known && !(await this.begin(instance, life)).ok)) return;
      const kept = await this.kept();
      const covered = coveredIn(kept, told);
      const before = await this.parts.store.shelves.last(shelfOf(told));
      const bytes = await readBlob(this.parts.files.blobs, told.blob, told.size);
      const last = before.ok && bytes !== null ? await this.meet(told, bytes) : null;
      if (!before.ok || last === null) return this.refuse(told.blob);
      // What was said here meanwhile and not yet put together stays to be told.
      const serial = before.value <= covered ? last : covered;
      await this.record(id, { ...told, serial }, kept.get(id));
    });
  }

  /** Puts what another device had beside what is here; up to where the shelf goes then, or null where that does not work. */
  private async meet(told: ToldDocument, coming: Uint8Array): Promise<number | null> {
    const { store, meetDocuments, self } = this.parts;
    // A device on which nobody opens programs hands on what it was told.
    if (meetDocuments === undefined) return 0;
    const shelf = shelfOf(told);
    const here = await this.changes(shelf);
    const met = here === null ? null : await meetDocuments(here.bytes, coming);
    if (here === null || met === null) return null;
    if (met.added === null) return here.last;
    if (met.added.length > MAX_SNAPSHOT) return null;
    const added = await store.shelves.addOwn({ ...shelf, author: self.account, bytes: met.added });
    return added.ok ? added.value : null;
  }

  private async refuse(blob: BlobId): Promise<void> {
    this.parts.log.write('warn', 'programs', 'a document of another own device could not be taken');
    const kept = [...(await this.kept()).values()];
    if (!kept.some((one) => one.blob === blob)) await this.release(blob);
  }

  /** What the changes of a document come to, as a blob that is told. */
  private async keep(document: OwnDocument): Promise<void> {
    const { condense, files, self, log } = this.parts;
    const here = await this.changes(shelfOf(document));
    if (here === null || here.bytes.length === 0 || condense === undefined) return;
    const made = await condense(null, here.bytes);
    const blob = made === null ? null : await files.library.put(bytesSource(made.bytes));
    if (blob?.ok !== true)
      return log.write('warn', 'programs', 'a document of one’s own is not kept for other devices');
    const id = documentKey(document, self.device);
    const before = (await this.kept()).get(id);
    const life = await this.lifeOf(document.instance);
    const { space, instance, name } = document;
    const told = { space, instance, name, life, blob: blob.value.id, size: blob.value.size };
    if (await this.record(id, { ...told, serial: here.last }, before)) this.onKept(id);
  }

  /** Whether it is another than was kept before. */
  private async record(id: string, document: KeptDocument, before: KeptDocument | undefined): Promise<boolean> {
    const { keeper, files } = this.parts;
    await files.library.setKeep(document.blob, true);
    const put = await keeper.put([documentKeep(id, document)]);
    if (!put.ok) return false;
    const isOther = before?.blob !== document.blob || before.life !== document.life;
    if (before !== undefined && before.blob !== document.blob) await this.letGoUnlessKept(before.blob);
    return isOther;
  }

  /** A new life, which begins once nothing of the one before is left on its shelf: what was cut short is done again. */
  private async begin(instance: EventId, life: number): Promise<Result<void, StoreError>> {
    const { keeper, store } = this.parts;
    const program = await store.programs.get(instance);
    const kept = [...(await this.kept())].filter(([, document]) => document.instance === instance);
    const spaces = new Set(kept.map(([, { space }]) => space));
    if (program.ok && program.value !== null) spaces.add(program.value.space);
    for (const [id, { stop }] of this.resting)
      if (id.startsWith(`${instance}-`)) {
        stop();
        this.resting.delete(id);
      }
    for (const space of spaces) {
      const dropped = await store.shelves.dropOwn({ space, instance });
      if (!dropped.ok) return dropped;
    }
    const began = await keeper.put([lifeKeep(instance, life)]);
    if (began.ok) await this.strike(kept);
    return began;
  }

  private async strike(kept: readonly (readonly [string, KeptDocument])[]): Promise<void> {
    for (const [id] of kept) await this.parts.keeper.remove(DOCUMENT_KEEP, id);
    for (const [, { blob }] of kept) await this.letGoUnlessKept(blob);
  }

  private async letGoUnlessKept(blob: BlobId): Promise<void> {
    const kept = [...(await this.kept()).values()];
    if (!kept.some((one) => one.blob === blob)) await this.release(blob);
  }

  private async release(blob: BlobId): Promise<void> {
    await this.parts.files.library.setKeep(blob, false);
    await this.parts.files.letGo([blob]);
  }

  private async lifeOf(instance: EventId): Promise<number> {
    const keep = await this.parts.store.feed.keeps.get(LIFE_KEEP, instance);
    return keep.ok ? lifeIn(keep.value) : 0;
  }

  /** Every change of a document that is here, the first of them all that stand for what was before; null where the store failed. */
  private async changes(
    shelf: ProgramShelf,
  ): Promise<{ readonly bytes: readonly Uint8Array[]; readonly last: number } | null> {
    const { shelves } = this.parts.store;
    const snapshot = await shelves.snapshot(shelf);
    if (!snapshot.ok) return null;
    const bytes = snapshot.value === null ? [] : [snapshot.value.bytes];
    for (let last = snapshot.value?.serial ?? 0; ;) {
      const rows = await shelves.entries(shelf, last, ROWS);
      if (!rows.ok) return null;
      bytes.push(...rows.value.map((row) => row.bytes));
      last = rows.value.at(-1)?.serial ?? last;
      if (rows.value.length < ROWS) return { bytes, last };
    }
  }

  private async mayHaveSome({ space, instance, card, declared }: ProgramRecord): Promise<boolean> {
    if ((declared ?? card).permissions.includes('storage.sync')) return true;
    const names = await this.parts.store.shelves.ownNames({ space, instance });
    return !names.ok || names.value.length > 0;
  }

  private async takeUp(): Promise<void> {
    const [all, lives] = [[...(await this.kept())], await this.lives()];
    const isOver = ([, { instance, life }]: readonly [string, KeptDocument]) => life < (lives.get(instance) ?? 0);
    // The app ended while they were wiped.
    await this.strike(all.filter(isOver));
    const kept = new Map(all.filter((one) => !isOver(one)));
    const programs = await this.parts.store.programs.all();
    for (const program of programs.ok ? programs.value : []) {
      await this.bringBack(program, kept);
      if (program.label !== null) await this.tellUntold(program, kept);
    }
  }

  /** Documents that are kept and on no shelf: the database was lost, or a backup came back. */
  private async bringBack({ space, instance }: ProgramPlace, kept: ReadonlyMap<string, KeptDocument>): Promise<void> {
    const { store, files } = this.parts;
    const own = [...kept].filter(([, document]) => document.instance === instance && document.space === space);
    const names = own.length === 0 ? ok([]) : await store.shelves.ownNames({ space, instance });
    for (const [id, document] of names.ok ? own : []) {
      if (names.ok && names.value.includes(document.name)) continue;
      const bytes = await readBlob(files.blobs, document.blob, document.size);
      const serial = bytes === null ? null : await this.meet(document, bytes);
      if (serial !== null) await this.record(id, { ...document, serial }, document);
    }
  }

  private async tellUntold({ space, instance }: ProgramPlace, kept: ReadonlyMap<string, KeptDocument>): Promise<void> {
    const names = await this.parts.store.shelves.ownNames({ space, instance });
    for (const name of names.ok ? names.value : []) {
      const document = { space, instance, name };
      const last = await this.parts.store.shelves.last(shelfOf(document));
      if (last.ok && last.value > coveredIn(kept, document)) this.said(document);
    }
  }
}

function shelfOf({ space, instance, name }: OwnDocument): ProgramShelf {
  return { space, instance, document: `${OWN_SHELF}${name}` };
}
