import type { AccountId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { compareBytes } from '../codec/bytes.ts';
import { decodeCanonical, encodeCanonical } from '../codec/canonical.ts';
import { type Verify, packSigned, unpackSigned } from '../codec/signed.ts';
import { type Certificate, readCertificate } from '../identity/certificate.ts';
import { decodeRecord, packRecord, verifyRecord } from './envelope.ts';
import { type HolderId, type RecordId, accountOfHolder } from './ids.ts';
import type { Ledger } from './ledger.ts';
import { type RecordType, type VerifiedRecord, bodies } from './record.ts';
import { subjectsOf } from './subjects.ts';

const VERSION = 1;
/** Largest bundle that is read, bytes: some hundred thousand records. */
export const MAX_BUNDLE_BYTES = 64 * 1024 * 1024;
const MAX_BUNDLE_PARTS = 1_000_000;
const TYPES = Object.keys(bodies) as readonly RecordType[];

/** Why a bundle is worth nothing (WAL-150). */
export type BundleError = Failure<'bundle-malformed' | 'bundle-newer-version' | 'bundle-forged'>;

/** Certificates and records that were verified. */
export interface Evidence {
  readonly certificates: readonly Certificate[];
  readonly records: readonly VerifiedRecord[];
}

/**
 * What some records rest on and what was said about them: everything a stranger needs to judge them (WAL-150). Of a transfer: unit, books,
 * request, mandate, deposit, entries and their witnesses; of others' transfers nothing.
 */
export function evidenceFor(ledger: Ledger, ids: Iterable<RecordId>): Evidence {
  const records = new Map<RecordId, VerifiedRecord>();
  const queue = [...ids];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const record = ledger.record(id);
    if (record === undefined || records.has(id)) continue;
    records.set(id, record);
    queue.push(...subjectsOf(record), ...booksBehind(ledger, record), ...saidAbout(ledger, record));
  }
  return {
    certificates: certificatesFor(ledger, records.values()),
    records: [...records.values()],
  };
}

/** The books an entry or head rests on, back to the first. */
function booksBehind(ledger: Ledger, record: VerifiedRecord): readonly RecordId[] {
  if (!('epoch' in record.body) || !('unit' in record.body)) return [];
  const unit = ledger.unit(record.body.unit);
  const { epoch } = record.body;
  // Epochs are numbers anyone can choose: only those that have a book are walked.
  const epochs = unit?.bookedEpochs().filter((before) => before <= epoch) ?? [];
  return epochs.flatMap((before) => unit?.booksOf(before).map(({ id }) => id) ?? []);
}

/** Of a unit only cuts: everything is about some unit. Of a request or mandate only what closes it: other payments are others' business. */
function saidAbout(ledger: Ledger, record: VerifiedRecord): readonly RecordId[] {
  // What the root cut off belongs to what is shown of it.
  if (record.type === 'unit') return ledger.about(record.id, 'freeze').map(({ id }) => id);
  if (record.type === 'pot') return [];
  const isShared = record.type === 'request' || record.type === 'mandate' || record.type === 'packet';
  const types = isShared ? (['receipt', 'step', 'revoke', 'packet-end'] as const) : TYPES;
  return types.flatMap((type) => ledger.about(record.id, type).map(({ id }) => id));
}

/** Certificates of every account the records name. */
function certificatesFor(ledger: Ledger, records: Iterable<VerifiedRecord>): readonly Certificate[] {
  const accounts = new Set<AccountId>();
  for (const record of records) for (const account of accountsOf(record)) accounts.add(account);
  return [...accounts].flatMap((account) => ledger.people.certificatesOf(account));
}

/** Fields that hold an account or a holder. */
const PEOPLE = ['issuer', 'account', 'who', 'debtor', 'creditor', 'a', 'b', 'from', 'to', 'payee', 'payer', 'holder'];

/** Accounts a record names: their devices may have signed it, or something about it. */
export function accountsOf(record: VerifiedRecord): readonly AccountId[] {
  const fields: Readonly<Record<string, unknown>> = record.body;
  const named = PEOPLE.map((name) => fields[name]).filter((value) => typeof value === 'string');
  const arbiter = record.type === 'transfer' ? record.body.release?.by : undefined;
  const accounts = named.map((holder) => accountOfHolder(holder as HolderId));
  return arbiter === undefined || arbiter === 'payer' ? accounts : [...accounts, arbiter];
}

/** Everything a ledger has. */
export function wholeEvidence(ledger: Ledger): Evidence {
  return { records: [...ledger.records()], certificates: ledger.people.all() };
}

/** Writes a bundle (WAL-150). */
export function encodeBundle({ certificates, records }: Evidence): Uint8Array {
  const packed = (values: readonly Uint8Array[]) => values.toSorted(compareBytes);
  return encodeCanonical([
    VERSION,
    packed(certificates.map(({ signed }) => packSigned(signed))),
    packed(records.map(packRecord)),
  ]);
}

/** Reads and verifies a bundle. One record or certificate that does not hold makes all of it worthless. */
export async function readBundle(bytes: Uint8Array, verify: Verify): Promise<Result<Evidence, BundleError>> {
  const parts = unpackBundle(bytes);
  if (!parts.ok) return parts;
  const certificates: Certificate[] = [];
  const records: VerifiedRecord[] = [];
  const read = await Promise.all([
    ...parts.value.certificates.map(async (packed) => {
      const signed = unpackSigned(packed);
      const certificate = signed.ok ? await readCertificate(signed.value, verify) : signed;
      if (certificate.ok) certificates.push(certificate.value);
      return certificate.ok;
    }),
    ...parts.value.records.map(async (packed) => {
      const record = decodeRecord(packed);
      const verified = record.ok ? await verifyRecord(record.value, verify) : record;
      if (verified.ok) records.push(verified.value);
      return verified.ok;
    }),
  ]);
  return read.every(Boolean) ? ok({ certificates, records }) : fail('bundle-forged', 'something in it does not hold');
}

interface Unpacked {
  readonly certificates: readonly Uint8Array[];
  readonly records: readonly Uint8Array[];
}

function unpackBundle(bytes: Uint8Array): Result<Unpacked, BundleError> {
  if (bytes.length > MAX_BUNDLE_BYTES) return fail('bundle-malformed', `${bytes.length} bytes`);
  const decoded = decodeCanonical(bytes, MAX_BUNDLE_PARTS);
  if (!decoded.ok || !Array.isArray(decoded.value)) return fail('bundle-malformed', 'not a list');
  const [version, certificates, records, ...more] = decoded.value as readonly unknown[];
  if (typeof version === 'number' && version > VERSION) return fail('bundle-newer-version', `version ${version}`);
  const isSound = version === VERSION && isSorted(certificates) && isSorted(records) && more.length === 0;
  return isSound ? ok({ certificates, records }) : fail('bundle-malformed', 'not a bundle');
}

function isSorted(value: unknown): value is readonly Uint8Array[] {
  if (!Array.isArray(value)) return false;
  const list = value as readonly unknown[];
  return list.every((each, place) => {
    const before = list[place - 1];
    return each instanceof Uint8Array && (!(before instanceof Uint8Array) || compareBytes(before, each) < 0);
  });
}
