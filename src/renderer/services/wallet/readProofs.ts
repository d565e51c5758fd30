/** Records and certificates as peers bring them. */
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { unpackSigned } from '@domain/codec/signed.ts';
import { type Certificate, readCertificate } from '@domain/identity/certificate.ts';
import type { Evidence } from '@domain/wallet/bundle.ts';
import { decodeRecord, verifyRecord } from '@domain/wallet/envelope.ts';
import type { VerifiedRecord, WalletRecord } from '@domain/wallet/record.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { WalletBook } from './walletBook.ts';

/** What reading them works with. */
interface ReadingParts {
  readonly book: Pick<WalletBook, 'view'>;
  readonly verify: VerifySignature;
}

/** As they travel. */
interface Packed {
  readonly certificates: readonly Uint8Array[];
  readonly records: readonly Uint8Array[];
}

type Offence = Failure<'wallet-forged'>;

/**
 * Verifies all of them once (WSV-20); one that does not hold makes all of it an offence. What was made by a newer version is left to be sent again when
 * this one is newer, too (WAL-7).
 */
export async function readProofs(parts: ReadingParts, packed: Packed): Promise<Result<Evidence, Offence>> {
  const certificates = await readCertificates(parts, packed.certificates);
  if (!certificates.ok) return certificates;
  const records = await readRecords(parts, packed.records);
  if (!records.ok) return records;
  return ok({ certificates: certificates.value, records: records.value });
}

async function readCertificates(
  { verify }: ReadingParts,
  packed: readonly Uint8Array[],
): Promise<Result<readonly Certificate[], Offence>> {
  const certificates: Certificate[] = [];
  for (const bytes of packed) {
    const signed = unpackSigned(bytes);
    const certificate = signed.ok ? await readCertificate(signed.value, verify) : signed;
    if (!certificate.ok) return fail('wallet-forged', certificate.error.code);
    certificates.push(certificate.value);
  }
  return ok(certificates);
}

async function readRecords(
  parts: ReadingParts,
  packed: readonly Uint8Array[],
): Promise<Result<readonly VerifiedRecord[], Offence>> {
  const records: VerifiedRecord[] = [];
  for (const bytes of packed) {
    const decoded = decodeRecord(bytes);
    if (!decoded.ok && decoded.error.code === 'record-newer-version') continue;
    if (!decoded.ok) return fail('wallet-forged', decoded.error.code);
    const verified = knownAs(parts, decoded.value) ?? (await verifiedBy(parts, decoded.value));
    if (verified === null) return fail('wallet-forged', 'a signature does not hold');
    records.push(verified);
  }
  return ok(records);
}

async function verifiedBy({ verify }: ReadingParts, record: WalletRecord): Promise<VerifiedRecord | null> {
  const checked = await verifyRecord(record, verify);
  return checked.ok ? checked.value : null;
}

/** Verified before, signature by signature: it need not be again. */
function knownAs({ book }: ReadingParts, { id, signatures }: WalletRecord): VerifiedRecord | null {
  const known = book.view.record(id);
  if (known === undefined) return null;
  const texts = new Set(known.signatures.map(({ key, signature }) => `${key} ${signature.join()}`));
  return signatures.every(({ key, signature }) => texts.has(`${key} ${signature.join()}`)) ? known : null;
}
