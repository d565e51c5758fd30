import type { FamilyPapers } from './family.ts';

/** What the head of a paper takes besides its bytes and its signature. */
const HEAD_BYTES = 16;

/** As many papers as fit into so many bytes: the root's revocations first, then certificates, then what devices said (DEV-30). */
export function papersWithin({ certificates, revocations }: FamilyPapers, bytes: number): FamilyPapers {
  const byRoot = revocations.filter(({ by }) => by === null);
  const within = new Set<unknown>();
  let left = bytes;
  for (const paper of [...byRoot, ...certificates, ...revocations.filter(({ by }) => by !== null)]) {
    const size = paper.signed.bytes.length + paper.signed.signature.length + HEAD_BYTES;
    if (size > left) continue;
    left -= size;
    within.add(paper);
  }
  return {
    certificates: certificates.filter((paper) => within.has(paper)),
    revocations: revocations.filter((paper) => within.has(paper)),
  };
}
