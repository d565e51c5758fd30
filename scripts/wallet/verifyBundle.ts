/**
 * Judges a wallet bundle without the wallet: written from `docs/PROTOCOL.md` and the wallet's SPEC.md, it shares nothing with the app but
 * the reading of canonical CBOR. What both find is then no mistake of one of them.
 */
import { type Result, ok } from '@shared/result.ts';
import { type Refusal, type Signed, readContents } from './bundleContents.ts';
import { Counting } from './countingRecords.ts';
import { type CheckSignature, checkEd25519 } from './proofs.ts';
import { type Account, accountsOf } from './unitAccounts.ts';

/** What a bundle whose every byte holds comes to. */
export interface Findings {
  readonly certificates: number;
  readonly records: number;
  readonly accounts: readonly Account[];
  /** Records that are worth nothing here: what they rest on is missing, or contradicts them. */
  readonly idle: readonly Signed[];
}

/** See the head of this file. `check` is Ed25519 but in tests of thousands of records. */
export async function verifyBundle(
  bytes: Uint8Array,
  check: CheckSignature = checkEd25519,
): Promise<Result<Findings, Refusal>> {
  const contents = await readContents(bytes, check);
  if (!contents.ok) return contents;
  const { certificates, records } = contents.value;
  const counting = new Counting(contents.value);
  const counted = new Set([...counting.all()].map(({ id }) => id));
  return ok({
    certificates: certificates.length,
    records: records.length,
    accounts: accountsOf(counting),
    idle: records.filter(({ id }) => !counted.has(id)),
  });
}

/** Whether balances and what is set aside are what was issued and is not gone (WAL-47), and nothing contradicts itself. */
export function isSound({ balances, issued, redeemed, lapsed, held, faults }: Account): boolean {
  const inHands = [...balances.values()].reduce((sum, each) => sum + each, held);
  return faults.length === 0 && inHands === issued - redeemed - lapsed;
}
