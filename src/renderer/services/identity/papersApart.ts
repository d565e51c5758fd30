/** Papers of the account that have no room in the identity, each under a name of its own in the vault (SPEC.md beside this file). */
import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import { bytesOf } from '@shared/schemas.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import type { SignedBytes } from '@domain/codec/signed.ts';
import type { FamilyPapers } from '@domain/device/family.ts';
import { papersWithin } from '@domain/device/papersWithin.ts';
import type { KeyVault } from '@ports/keyVault.ts';

/** How a name of the vault for one of them begins; the beginning of its signature follows. */
const APART = 'paper.v1.';
/** So much of a signature tells them apart. */
const NAME_LENGTH = 22;
/** What names of papers, and heads of lists, may take in an identity. */
const NAMES_BYTES = 8000;

const pair = v.strictTuple([v.custom<Uint8Array>((value) => value instanceof Uint8Array), bytesOf(64)]);
const apartSchema = v.strictObject({
  v: v.literal(1),
  paper: v.picklist(['certificates', 'revocations']),
  signed: pair,
});
type Kind = v.InferOutput<typeof apartSchema>['paper'];

/** Pairs of bytes and signature that were kept apart. */
export type Apart = Readonly<Record<Kind, readonly (readonly [Uint8Array, Uint8Array])[]>>;
/** Where nothing is kept apart. */
export const NONE_APART: Apart = { certificates: [], revocations: [] };

/**
 * Keeps what does not fit into `free` bytes of the identity, and says what does, and the names of the rest: the root's revocations stay in
 * it as long as there is room. To be called before the identity that names it is written. Null when the vault failed.
 */
export async function keepPapersApart(
  vault: Pick<KeyVault, 'keep' | 'recall'>,
  papers: FamilyPapers,
  free: number,
): Promise<{ readonly within: FamilyPapers; readonly apart: readonly string[] } | null> {
  const within = papersWithin(papers, free - NAMES_BYTES);
  const isIn = new Set([...within.certificates, ...within.revocations].map(({ signed }) => signed));
  const apart: string[] = [];
  for (const kind of ['certificates', 'revocations'] as const)
    for (const { signed } of papers[kind].filter((one) => !isIn.has(one.signed))) {
      const name = await keep(vault, kind, signed);
      if (name === null) return null;
      apart.push(name);
    }
  return { within, apart };
}

/** Reads what is kept apart. What is gone or cannot be read is left out: it comes again from other devices. */
export async function readApart(vault: Pick<KeyVault, 'recall'>, names: readonly string[]): Promise<Apart> {
  const found: Record<Kind, (readonly [Uint8Array, Uint8Array])[]> = { certificates: [], revocations: [] };
  for (const name of names) {
    const kept = await vault.recall(name);
    const read = kept.ok && kept.value !== null ? readCanonical(apartSchema, kept.value) : null;
    if (read !== null) found[read.paper].push(read.signed);
  }
  return found;
}

async function keep(
  vault: Pick<KeyVault, 'keep' | 'recall'>,
  paper: Kind,
  signed: SignedBytes,
): Promise<string | null> {
  const name = `${APART}${toBase64url(signed.signature).slice(0, NAME_LENGTH)}`;
  const known = await vault.recall(name);
  if (known.ok && known.value !== null) return name;
  const bytes = encodeCanonical({ v: 1, paper, signed: [signed.bytes, signed.signature] });
  return (await vault.keep(name, bytes)).ok ? name : null;
}
