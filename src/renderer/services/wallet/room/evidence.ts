import { type BundleError, type Evidence, readBundle } from '@domain/wallet/bundle.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import type { Result } from '@shared/result.ts';
import { ok } from '@shared/result.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { BundleReport } from '../../workspace/walletRoom.ts';

/** A bundle that was verified, and what its records alone come to. */
export interface Checked {
  readonly ledger: Ledger;
  readonly evidence: Evidence;
  readonly figures: Pick<BundleReport, 'bytes' | 'certificates' | 'records' | 'signatures' | 'waiting' | 'void'>;
}

/** Verifies a bundle from its bytes, and adds everything up in an empty ledger (WSV-73). */
export async function checkBytes(bytes: Uint8Array, verify: VerifySignature): Promise<Result<Checked, BundleError>> {
  const read = await readBundle(bytes, verify);
  if (!read.ok) return read;
  const evidence = read.value;
  const { certificates, records } = evidence;
  const ledger = reduce(records, certificates);
  const standings = records.map(({ id }) => ledger.standingOf(id)?.kind);
  const figures = {
    bytes: bytes.length,
    certificates: certificates.length,
    records: records.length,
    signatures: records.reduce((sum, { signatures }) => sum + signatures.length, certificates.length),
    waiting: standings.filter((kind) => kind === 'waits').length,
    void: standings.filter((kind) => kind === 'void').length,
  };
  return ok({ ledger, evidence, figures });
}
