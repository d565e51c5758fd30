import type { AccountId, SpaceId } from '@shared/ids.ts';
import { digestOfSpaces } from '@domain/space/digest.ts';
import type { Standing } from './spaceLogs.ts';

/** The spaces shared with a peer, and how each stands. */
export type Overview = readonly (readonly [SpaceId, Standing])[];

/** What is asked of those who know how spaces stand. */
export interface Standings {
  /** How a space stands, where it is known already; null where it is to be read. */
  readonly standingNow: (space: SpaceId) => Standing | null;
  /** The same; null while the store cannot be read. */
  readonly standingOf: (space: SpaceId) => Promise<Standing | null>;
}

/** How these spaces stand; what cannot be read is left out. Where all is known nothing is waited for. */
export async function overviewOf(spaces: readonly SpaceId[], standings: Standings): Promise<Overview> {
  const overview: [SpaceId, Standing][] = [];
  for (const space of spaces) {
    const standing = standings.standingNow(space) ?? (await standings.standingOf(space));
    if (standing !== null) overview.push([space, standing]);
  }
  return overview;
}

interface Kept {
  readonly overview: Overview;
  readonly digest: Uint8Array;
}

/** One digest over all that is shared with an account (SPC-4), made anew only where something of it moved. */
export class Summaries {
  private readonly kept = new Map<AccountId, Kept>();

  of(account: AccountId, overview: Overview): Uint8Array {
    const known = this.kept.get(account);
    if (known !== undefined && isSame(known.overview, overview)) return known.digest;
    const digest = digestOfSpaces(overview.map(([, standing]) => standing));
    this.kept.set(account, { overview, digest });
    return digest;
  }
}

/** A digest is another object once it is another digest. */
function isSame(one: Overview, other: Overview): boolean {
  if (one.length !== other.length) return false;
  return one.every(([space, { digest }], row) => other[row]?.[0] === space && other[row][1].digest === digest);
}
