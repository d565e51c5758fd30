import { fail, ok } from '@shared/result.ts';
import type { SnapshotShelf } from '@ports/snapshots.ts';
import { type IdentityParts, openIdentity } from '../identity/identity.ts';
import type { SnapshotListing } from '../workspace/snapshotWorkspace.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import { knownKey } from './snapshotKey.ts';
import { vaultFailure } from './snapshots.ts';

/** The snapshots of who cannot open what is (SNP-15): vault and shelf are asked, and neither store nor engine. */
export interface Past {
  /** Those that this version reads, newest first. */
  list(): Outcome<readonly SnapshotListing[]>;
  /** Reads all of one, so that whoever opens it to look finds it whole. */
  check(id: string): Outcome;
}

/** What {@link pastOf} works with. */
export interface PastParts extends IdentityParts {
  readonly snapshots: Pick<SnapshotShelf, 'list' | 'check'>;
  /** The newest version of a database that this one reads. */
  readonly version: number;
}

/** See {@link Past}. */
export function pastOf(parts: PastParts): Past {
  const { vault, snapshots } = parts;
  const place = async () => {
    const identity = await openIdentity(parts);
    if (!identity.ok) return identity;
    const key = await knownKey(vault);
    if (!key.ok) return vaultFailure(key.error);
    const isKnown = identity.value !== null && key.value !== null;
    return ok(isKnown ? { account: identity.value.account, key: key.value } : null);
  };
  return {
    list: async () => {
      const known = await place();
      if (!known.ok) return known;
      if (known.value === null) return ok([]);
      const listed = await snapshots.list(known.value.account);
      return listed.ok ? ok(listed.value.filter(({ version }) => version <= parts.version)) : listed;
    },
    check: async (id) => {
      const known = await place();
      if (!known.ok) return known;
      return known.value === null
        ? fail('snapshot-damaged', 'its key is gone')
        : snapshots.check({ ...known.value, id });
    },
  };
}
