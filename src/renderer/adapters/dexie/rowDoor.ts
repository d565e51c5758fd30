/** Where stored rows become records: parsed, and if they don't fit, reported once and shown as absent. */
import * as v from 'valibot';
import { isIdText } from '@shared/ids.ts';
import { MAX_SNAPSHOT } from '@domain/mini/snapshotLimits.ts';
import {
  accountIdSchema,
  countSchema,
  deviceIdSchema,
  eventIdSchema,
  spaceIdSchema,
  timeSchema,
} from '@shared/schemas.ts';
import { type MessageRecord, messageRecordSchema } from '@domain/chat/message.ts';
import { type ProgramEntry, programEntrySchema } from '@domain/mini/records.ts';
import type { TableName } from './schema.ts';

/** Bytes of an id. */
export const ID_LENGTH = 32;

/** A row that could not be read. Holds no content. */
export interface CorruptRow {
  readonly table: TableName;
  readonly key: string;
  readonly reason: string;
}

/** See `Acknowledgement` of the port. */
export const acknowledgementSchema = v.strictObject({
  space: spaceIdSchema,
  device: deviceIdSchema,
  chain: deviceIdSchema,
  seq: countSchema,
});
/** See `ChainPlace`. */
export const chainSchema = v.strictObject({
  space: spaceIdSchema,
  device: deviceIdSchema,
  seq: countSchema,
  id: eventIdSchema,
  at: timeSchema,
  bucket: v.pipe(v.number(), v.safeInteger()),
  firstSeq: countSchema,
  floor: countSchema,
  floorPrev: v.nullable(eventIdSchema),
});
/** See `BucketHead`. */
export const sealedSchema = v.strictObject({
  space: spaceIdSchema,
  bucket: v.pipe(v.number(), v.safeInteger()),
  device: deviceIdSchema,
  firstSeq: countSchema,
  count: countSchema,
  lastId: eventIdSchema,
});
/** See `EventRow`. */
export const eventSchema = v.strictObject({
  id: eventIdSchema,
  space: spaceIdSchema,
  bucket: v.pipe(v.number(), v.safeInteger()),
  device: deviceIdSchema,
  seq: countSchema,
  author: accountIdSchema,
  sortAt: timeSchema,
  payload: v.instance(Uint8Array),
});
/** See `EventPack`: as many ids as places. */
export const packSchema = v.pipe(
  v.strictObject({
    space: spaceIdSchema,
    bucket: v.pipe(v.number(), v.safeInteger()),
    device: deviceIdSchema,
    firstSeq: countSchema,
    lastSeq: countSchema,
    ids: v.instance(Uint8Array),
    body: v.instance(Uint8Array),
  }),
  v.check(({ firstSeq, lastSeq, ids }) => ids.length === (lastSeq - firstSeq + 1) * ID_LENGTH, 'ids and places differ'),
);
/** See `BlockRecord` of the port. */
export const blockSchema = v.strictObject({ account: accountIdSchema, at: timeSchema });
/** See `NamedValue` of the port. */
export const namedValueSchema = v.strictObject({ name: v.string(), value: v.unknown() });

/** Parses rows of all tables and remembers which were reported. */
export class RowDoor {
  private readonly reported = new Set<string>();
  private readonly onCorrupt: (row: CorruptRow) => void;

  constructor(onCorrupt: (row: CorruptRow) => void) {
    this.onCorrupt = onCorrupt;
  }

  /** A record, or null when there is none or it is corrupt. */
  parse<S extends v.GenericSchema>(table: TableName, schema: S, row: unknown): v.InferOutput<S> | null {
    if (row === undefined || row === null) return null;
    const parsed = v.safeParse(schema, row);
    if (parsed.success) return parsed.output;
    this.report({
      table,
      key: keyOf(row),
      reason: parsed.issues.map((issue) => v.getDotPath(issue) ?? issue.type).join(', '),
    });
    return null;
  }

  parseAll<S extends v.GenericSchema>(
    table: TableName,
    schema: S,
    rows: readonly unknown[],
  ): readonly v.InferOutput<S>[] {
    const records: v.InferOutput<S>[] = [];
    for (const row of rows) {
      const record = this.parse(table, schema, row);
      if (record !== null) records.push(record);
    }
    return records;
  }

  /** A message without what the index needs; the common shape is checked by hand, ten times quicker than by schema. */
  message(row: unknown): MessageRecord | null {
    if (typeof row !== 'object' || row === null) return null;
    const { incomingAt: _index, ...rest } = row as Record<string, unknown>;
    if (isPlainMessage(rest)) return rest;
    return this.parse('messages', messageRecordSchema, rest);
  }

  messages(rows: readonly unknown[]): readonly MessageRecord[] {
    const records: MessageRecord[] = [];
    for (const row of rows) {
      const record = this.message(row);
      if (record !== null) records.push(record);
    }
    return records;
  }

  /** What was said in programs: thousands are read at once, and all of them look alike. */
  programEntries(rows: readonly unknown[]): readonly ProgramEntry[] {
    const records: ProgramEntry[] = [];
    for (const row of rows) {
      const record = isPlainEntry(row) ? row : this.parse('programEntries', programEntrySchema, row);
      if (record !== null) records.push(record);
    }
    return records;
  }

  /** Says that a row cannot be read, once. */
  report(row: CorruptRow): void {
    const name = `${row.table}/${row.key}`;
    if (this.reported.has(name)) return;
    this.reported.add(name);
    this.onCorrupt(row);
  }
}

const MESSAGE_FIELDS = 8;
const IDS = ['id', 'space', 'author', 'device'] as const;
const NUMBERS = ['at', 'seq'] as const;

/** Says no more than the schema does: whatever it refuses is asked of the schema again. */
function isPlainMessage(row: Record<string, unknown>): row is Record<string, unknown> & MessageRecord {
  if (Object.keys(row).length !== MESSAGE_FIELDS || typeof row['own'] !== 'boolean') return false;
  return IDS.every((name) => isId(row[name])) && NUMBERS.every((name) => isPlace(row[name])) && isTextBody(row['body']);
}

const ENTRY_FIELDS = 6;
const ENTRY_IDS = ['space', 'instance', 'author'] as const;

/** Says no more than the schema does, as {@link isPlainMessage}. */
function isPlainEntry(row: unknown): row is ProgramEntry {
  if (typeof row !== 'object' || row === null || Object.keys(row).length !== ENTRY_FIELDS) return false;
  const { bytes, document, serial, ...rest } = row as Record<string, unknown>;
  if (!(bytes instanceof Uint8Array) || bytes.length > MAX_SNAPSHOT || typeof document !== 'string') return false;
  return isPlace(serial) && ENTRY_IDS.every((name) => isId(rest[name]));
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && isIdText(value);
}

function isPlace(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isTextBody(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || Object.keys(body).length !== 2) return false;
  return 'kind' in body && body.kind === 'text' && 'text' in body && typeof body.text === 'string';
}

/** What names a row in a report: its id fields, never its content. */
export function keyOf(row: unknown): string {
  if (typeof row !== 'object' || row === null) return typeof row;
  const names = ['id', 'account', 'space', 'name', 'bucket', 'device', 'chain', 'message', 'lastSeq'];
  const parts = names
    .map((name) => Reflect.get(row, name) as unknown)
    .filter((part) => typeof part === 'string' || typeof part === 'number');
  return parts.join('/').slice(0, 200);
}
