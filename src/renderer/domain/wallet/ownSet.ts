import { utf8ToBytes } from '@noble/hashes/utils.js';
import { joinBytes, taggedHash } from '../codec/bytes.ts';
import { idBytes } from '../event/codec.ts';
import type { Certificate } from '../identity/certificate.ts';
import { WALLET_TAG } from './envelope.ts';
import type { RecordId } from './ids.ts';
import { CERTIFICATE_BUCKET, MARK_LENGTH, OWN_BUCKETS, SUM_LENGTH } from './ownSums.ts';
import { MAX_SIGNATURES, type VerifiedRecord } from './record.ts';

/** One thing a device has, as it is compared: what it is, and with whose signatures or roles. */
type Line = string;

/**
 * What a device has of the wallet, as own devices compare it (WAL-160): records with the keys that signed them, and what certificates come to. Two
 * devices with equal sums have the same.
 */
export class OwnSet {
  private readonly records = new Map<number, Map<RecordId, Line>>();
  private readonly sums = new Map<number, Uint8Array>();
  private certificates: ReadonlyMap<string, Line> = new Map();

  /** Notes a record as it is now, with all its signatures. */
  put(record: VerifiedRecord): void {
    const bucket = bucketOf(record.id);
    const held = this.records.get(bucket) ?? new Map<RecordId, Line>();
    this.records.set(bucket, held.set(record.id, lineOf(record)));
    this.sums.delete(bucket);
  }

  /** Notes all certificates there are. */
  certify(certificates: Iterable<Certificate>): void {
    this.certificates = rolesOf(certificates);
    this.sums.delete(CERTIFICATE_BUCKET);
  }

  /** What each bucket holds, one sum after the other. */
  sumsNow(): Uint8Array {
    return joinBytes(...Array.from({ length: OWN_BUCKETS }, (_, bucket) => this.sumOf(bucket)));
  }

  /** Marks of everything in a bucket, one after the other. */
  marksOf(bucket: number): Uint8Array {
    return joinBytes(...[...this.linesOf(bucket).values()].map(markOf));
  }

  /** How many there are in a bucket. */
  countOf(bucket: number): number {
    return this.linesOf(bucket).size;
  }

  /** What somebody with these marks lacks of a bucket: ids of records, or devices of accounts (`account device`). */
  missingFrom(bucket: number, marks: Uint8Array): readonly string[] {
    const theirs = new Set<string>();
    for (let at = 0; at + MARK_LENGTH <= marks.length; at += MARK_LENGTH)
      theirs.add(marks.subarray(at, at + MARK_LENGTH).join());
    return [...this.linesOf(bucket)].flatMap(([id, line]) => (theirs.has(markOf(line).join()) ? [] : [id]));
  }

  private sumOf(bucket: number): Uint8Array {
    const known = this.sums.get(bucket);
    if (known !== undefined) return known;
    const lines = [...this.linesOf(bucket).values()].sort().join('\n');
    const sum = taggedHash(WALLET_TAG, 'own-bucket', utf8ToBytes(lines)).slice(0, SUM_LENGTH);
    this.sums.set(bucket, sum);
    return sum;
  }

  private linesOf(bucket: number): ReadonlyMap<string, Line> {
    return bucket === CERTIFICATE_BUCKET ? this.certificates : (this.records.get(bucket) ?? NOTHING);
  }
}

const NOTHING: ReadonlyMap<string, Line> = new Map();

/** Buckets whose sums differ. */
export function differing(mine: Uint8Array, theirs: Uint8Array): readonly number[] {
  const isOther = (bucket: number) => sumAt(mine, bucket) !== sumAt(theirs, bucket);
  return Array.from({ length: OWN_BUCKETS }, (_, bucket) => bucket).filter(isOther);
}

/** The sum of one bucket, as text. */
export function sumAt(sums: Uint8Array, bucket: number): string {
  return sums.subarray(bucket * SUM_LENGTH, (bucket + 1) * SUM_LENGTH).join();
}

/** The name under which the certificates of a device are compared. */
export function certifiedAs({ account, device }: Pick<Certificate, 'account' | 'device'>): string {
  return `${account} ${device}`;
}

function bucketOf(id: RecordId): number {
  return idBytes(id)[0] ?? 0;
}

/** Of a record with all the signatures there is room for each device may keep others (WAL-3). */
function lineOf({ id, signatures }: VerifiedRecord): Line {
  return signatures.length < MAX_SIGNATURES ? [id, ...signatures.map(({ key }) => key)].join(' ') : `${id} full`;
}

/** Certificates that say nothing new are not kept by everybody: what they come to is the same. */
function rolesOf(certificates: Iterable<Certificate>): ReadonlyMap<string, Line> {
  const roles = new Map<string, Set<string>>();
  for (const certificate of certificates) {
    const name = certifiedAs(certificate);
    roles.set(name, new Set([...(roles.get(name) ?? []), ...certificate.roles]));
  }
  return new Map([...roles].map(([name, all]) => [name, `${name} ${[...all].sort().join()}`]));
}

function markOf(line: Line): Uint8Array {
  return taggedHash(WALLET_TAG, 'own-mark', utf8ToBytes(line)).slice(0, MARK_LENGTH);
}
