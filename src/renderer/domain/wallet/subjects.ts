import { type RecordId, potOfHolder } from './ids.ts';
import type { VerifiedRecord } from './record.ts';

type Subjects<Type extends VerifiedRecord['type']> = (
  record: Extract<VerifiedRecord, { readonly type: Type }>,
) => readonly (RecordId | null | undefined)[];

const table: { readonly [Type in VerifiedRecord['type']]: Subjects<Type> } = {
  unit: () => [],
  book: ({ body }) => [body.unit],
  overdraft: ({ body }) => [body.unit],
  pot: () => [],
  mint: ({ body }) => [body.unit, body.req, body.refundOf, body.of],
  transfer: ({ body }) => [
    body.unit,
    body.req,
    body.refundOf,
    body.of,
    body.mandate?.id,
    potOfHolder(body.from),
    potOfHolder(body.to),
  ],
  deposit: ({ body }) => [body.ref],
  cancel: ({ body }) => [body.ref],
  decline: ({ body }) => [body.ref],
  release: ({ body }) => [body.ref],
  entry: ({ body }) => [body.unit, body.ref],
  seen: ({ body }) => [body.entry],
  head: ({ body }) => [body.unit],
  statement: ({ body }) => [body.unit],
  request: ({ body }) => body.units,
  receipt: ({ body }) => [body.req, ...body.refs],
  step: ({ body }) => [body.req],
  packet: ({ body }) => [body.unit],
  claim: ({ body }) => [body.packet],
  deal: ({ body }) => [body.packet, body.claim],
  'packet-end': ({ body }) => [body.packet],
  mandate: ({ body }) => [body.unit],
  revoke: ({ body }) => [body.mandate],
  settle: ({ body }) => [body.unit, body.req],
  net: ({ body }) => body.transfers,
  agree: ({ body }) => [body.unit],
  dispute: ({ body }) => [body.ref, ...body.evidence],
  ruling: ({ body }) => [body.ref],
  freeze: ({ body }) => [body.cut?.unit],
  thaw: ({ body }) => body.ends,
};

/** The records a record speaks of: what has to go along for it to be understood. */
export function subjectsOf(record: VerifiedRecord): readonly RecordId[] {
  // Record and entry of the table have one type, which the compiler cannot follow.
  const subjects = table[record.type] as unknown as (
    record: VerifiedRecord,
  ) => readonly (RecordId | null | undefined)[];
  return subjects(record).filter((id) => id !== null && id !== undefined);
}

/** The unit whose book a record is in, or null for one that is in none by itself. */
export function unitOf(record: VerifiedRecord): RecordId | null {
  if (record.type === 'unit') return record.id;
  return 'unit' in record.body ? record.body.unit : null;
}
