/** What a device keeps of the wallet beside the records themselves, and how it is read back. */
import * as v from 'valibot';
import type { AccountId } from '@shared/ids.ts';
import { accountIdSchema, countSchema, timeSchema } from '@shared/schemas.ts';
import { type RecordId, recordId } from './ids.ts';

const recordIdSchema = v.custom<RecordId>(
  (value) => typeof value === 'string' && recordId(value).ok,
  'not a record id',
);

/** Signed bytes as they came: a record with its signatures, or the certificate of a device that signs records. */
export interface KeptProof {
  /** In which order this device came to have it. More signatures on a record give it a new one. */
  readonly serial: number;
  readonly kind: 'record' | 'certificate';
  /** Of a record its id; of a certificate the hash of its bytes. 43 characters of base64url. */
  readonly id: string;
  readonly bytes: Uint8Array;
  /** When it first came here, ms by this device's clock: a label, no more. */
  readonly at: number;
}

/** A record that an account has not yet said to have. Of the own account: one that came back from the journal, to be sent once more to whom it concerns (JNL-13). */
export interface OutgoingRecord {
  readonly account: AccountId;
  readonly id: RecordId;
}

/** What the person decided about a unit on this device. */
export interface UnitNote {
  readonly unit: RecordId;
  /** Most that is to be trusted to its issuer, minor units; null: no limit was set. */
  readonly limit: bigint | null;
  /** `accepted`: shown as money, not as an offer. `stopped`: nothing of it is taken any more. Null: nothing was said. */
  readonly stance: 'accepted' | 'stopped' | null;
}

/** See {@link KeptProof}. */
export const keptProofSchema: v.GenericSchema<unknown, KeptProof> = v.strictObject({
  serial: countSchema,
  kind: v.picklist(['record', 'certificate']),
  id: recordIdSchema,
  bytes: v.instance(Uint8Array),
  at: timeSchema,
});
/** See {@link OutgoingRecord}. */
export const outgoingRecordSchema: v.GenericSchema<unknown, OutgoingRecord> = v.strictObject({
  account: accountIdSchema,
  id: recordIdSchema,
});
/** See {@link UnitNote}. */
export const unitNoteSchema: v.GenericSchema<unknown, UnitNote> = v.strictObject({
  unit: recordIdSchema,
  limit: v.nullable(v.bigint()),
  stance: v.nullable(v.picklist(['accepted', 'stopped'])),
});
