/** Records and certificates between memory and store. */
import { toBase64url } from '@shared/base64url.ts';
import { type Result, ok } from '@shared/result.ts';
import { taggedHash } from '@domain/codec/bytes.ts';
import { type Verify, packSigned, unpackSigned } from '@domain/codec/signed.ts';
import { type Certificate, readCertificate } from '@domain/identity/certificate.ts';
import type { Evidence } from '@domain/wallet/bundle.ts';
import { WALLET_TAG, decodeRecord, packRecord, verifyRecord } from '@domain/wallet/envelope.ts';
import type { KeptProof } from '@domain/wallet/keptRecords.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import type { StoreError } from '@ports/documentStore.ts';
import type { WalletStore } from '@ports/walletStore.ts';

const PAGE = 1000;
/** What is in the store was verified before it came there. */
const TRUSTED: Verify = () => Promise.resolve(true);

/** What a store is given of a record. */
export function proofOfRecord(record: VerifiedRecord, at: number): Omit<KeptProof, 'serial'> {
  return { kind: 'record', id: record.id, bytes: packRecord(record), at };
}

/** What a store is given of a certificate. */
function proofOfCertificate(certificate: Certificate, at: number): Omit<KeptProof, 'serial'> {
  return { kind: 'certificate', id: certificateId(certificate), bytes: packSigned(certificate.signed), at };
}

/** What a store is given of all of these. */
export function proofsOf({ certificates, records }: Evidence, at: number): readonly Omit<KeptProof, 'serial'>[] {
  return [
    ...certificates.map((certificate) => proofOfCertificate(certificate, at)),
    ...records.map((record) => proofOfRecord(record, at)),
  ];
}

/** Names a certificate by its bytes. */
export function certificateId({ signed }: Certificate): string {
  return toBase64url(taggedHash(WALLET_TAG, 'certificate', signed.bytes));
}

/** What was read, and whether it could be understood. */
export type ReadProof = KeptProof & { readonly isRead: boolean };

/**
 * Adds everything with serials above `after` to a ledger. `onProof` hears of each; the value is the last serial. Where it is known that `last` was the
 * greatest, what comes behind that is not looked for.
 */
export async function addKept(
  store: WalletStore,
  { ledger, after, last: end = Infinity }: { readonly ledger: Ledger; readonly after: number; readonly last?: number },
  onProof: (proof: ReadProof) => void,
): Promise<Result<number, StoreError>> {
  let serial = after;
  for (;;) {
    const page: Awaited<ReturnType<WalletStore['after']>> = await store.after(serial, PAGE);
    if (!page.ok) return page;
    const last = page.value.at(-1);
    if (last === undefined) return ok(serial);
    for (const proof of page.value) {
      onProof({ ...proof, isRead: await addProof(ledger, proof) });
    }
    serial = last.serial;
    if (serial >= end) return ok(serial);
  }
}

/** False for what cannot be read, as what a newer version kept: it is no use here, and stays where it is. */
async function addProof(ledger: Ledger, { kind, bytes }: KeptProof): Promise<boolean> {
  if (kind === 'certificate') {
    const signed = unpackSigned(bytes);
    const certificate = signed.ok ? await readCertificate(signed.value, TRUSTED) : signed;
    if (certificate.ok) ledger.certify(certificate.value);
    return certificate.ok;
  }
  const record = decodeRecord(bytes);
  const verified = record.ok ? await verifyRecord(record.value, TRUSTED) : record;
  if (verified.ok) ledger.add(verified.value);
  return verified.ok;
}
