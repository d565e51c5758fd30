/** Updates of programs many to a row (STO-78). */
import { ok } from '@shared/result.ts';
import { PACK_AFTER } from '@domain/mini/packLimits.ts';
import { type ProgramPlace, type UpdatePack, programLedgerSchema, updatePackSchema } from '@domain/mini/records.ts';
import { PackDraft, emptyPack, isWholePack } from '@domain/mini/updatePack.ts';
import type { PackStep, Stored } from '@ports/documentStore.ts';
import type { Connection } from './connection.ts';
import type { RowDoor } from './rowDoor.ts';
import { KEY_END } from './schema.ts';
import type { WriteOptions, WriteScope } from './writeScope.ts';

/** A power cut may undo it: what is missing is made again. */
const PACK: WriteOptions = { tables: ['programEntries', 'programPacks'], mode: 'readwrite', durability: 'relaxed' };
const DROP: WriteOptions = { ...PACK, tables: ['programPacks'] };
const LOOK: WriteOptions = { tables: ['programLedgers', 'programPacks'], mode: 'readonly', durability: 'default' };
const READ: WriteOptions = { ...LOOK, tables: ['programPacks'] };
/** Rows read at once: between two handfuls the thread is let go. */
const HANDFUL = 32;
/** Most rows that are packed in one transaction: whoever wants to write waits for its end. */
const MOST_ROWS = 1024;

/** Packs of updates in IndexedDB. */
export class ProgramPacks {
  private readonly connection: Connection;
  private readonly door: RowDoor;

  constructor(connection: Connection, door: RowDoor) {
    this.connection = connection;
    this.door = door;
  }

  read(place: ProgramPlace, after: number, limit: number): Stored<readonly UpdatePack[]> {
    return this.connection.transact(READ, async (scope) => {
      const rows = await scope.rows('programPacks', this.behind(place, after), limit);
      return ok(rows.map((row) => this.whole(row)).filter((pack) => pack !== null));
    });
  }

  pack(place: ProgramPlace, least: number): Stored<PackStep> {
    return this.connection.transact(PACK, async (scope) => ok(await this.step(scope, place, least)));
  }

  private async step(scope: WriteScope, place: ProgramPlace, least: number): Promise<PackStep> {
    const { key, pack } = await this.last(scope, place);
    if (key !== null && pack === null) {
      scope.delete('programPacks', key);
      return { isPacked: true, behind: 0 };
    }
    const rest = this.entriesBehind(place, pack?.last ?? 0);
    const { length } = await scope.primaryKeys('programEntries', rest, PACK_AFTER);
    if (length < Math.max(1, least)) return { isPacked: false, behind: length };
    const made = await this.make(scope, place, pack);
    if (key !== null && made.after === pack?.after) scope.delete('programPacks', key);
    scope.put('programPacks', [made]);
    return { isPacked: true, behind: 0 };
  }

  drop(place: ProgramPlace, after: number): Stored {
    return this.connection.transact(DROP, async (scope) => {
      scope.delete('programPacks', this.behind(place, after));
      return ok();
    });
  }

  unpacked(least: number): Stored<readonly ProgramPlace[]> {
    return this.connection.transact(LOOK, async (scope) => {
      const rows = await scope.rows('programLedgers', this.connection.keyRange.lowerBound([]));
      const ledgers = this.door.parseAll('programLedgers', programLedgerSchema, rows);
      const lasts = await Promise.all(ledgers.map((ledger) => scope.lastKey('programPacks', this.behind(ledger, 0))));
      return ok(
        ledgers
          .filter(({ serial }, index) => serial - lastSerial(lasts[index] ?? null) >= least)
          .map(({ space, instance }) => ({ space, instance })),
      );
    });
  }

  /** The pack that takes the rows behind `base`: `base` itself with more in it, or the next one. */
  private async make(scope: WriteScope, place: ProgramPlace, base: UpdatePack | null): Promise<UpdatePack> {
    let draft = new PackDraft(base ?? emptyPack(place, 0));
    let after = base?.last ?? 0;
    for (let read = 0; read < MOST_ROWS; read += HANDFUL) {
      const rows = await scope.rows('programEntries', this.entriesBehind(place, after), HANDFUL);
      for (const row of rows) {
        const [entry] = this.door.programEntries([row]);
        if (entry === undefined) draft.pass(rawSerial(row));
        else if (!draft.add(entry)) {
          if (draft.isChanged) return draft.pack();
          // It was full before: the next one begins.
          draft = new PackDraft(emptyPack(place, after));
          draft.add(entry);
        }
        after = rawSerial(row);
      }
      if (rows.length < HANDFUL) break;
    }
    return draft.pack();
  }

  private async last(scope: WriteScope, place: ProgramPlace) {
    const range = this.behind(place, 0);
    const key = await scope.lastKey('programPacks', range);
    return { key, pack: key === null ? null : this.whole(await scope.get('programPacks', key)) };
  }

  private whole(row: unknown): UpdatePack | null {
    const pack = this.door.parse('programPacks', updatePackSchema, row);
    if (pack === null || isWholePack(pack)) return pack;
    const { space, instance, last } = pack;
    this.door.report({ table: 'programPacks', key: `${space}/${instance}/${last}`, reason: 'checksum' });
    return null;
  }

  private behind({ space, instance }: ProgramPlace, after: number): IDBKeyRange {
    return this.connection.keyRange.bound([space, instance, after], [space, instance, KEY_END], true);
  }

  private entriesBehind({ space, instance }: ProgramPlace, after: number): IDBKeyRange {
    return this.connection.keyRange.bound([space, instance, '', after], [space, instance, '', KEY_END], true);
  }
}

/** The serial in the key of a row that may not fit its schema. */
function rawSerial(row: unknown): number {
  return typeof row === 'object' && row !== null && 'serial' in row ? Number(row.serial) : 0;
}

/** The last serial of a pack, by its key; 0 where there is none. */
function lastSerial(key: IDBValidKey | null): number {
  return Array.isArray(key) ? Number(key[2]) : 0;
}
