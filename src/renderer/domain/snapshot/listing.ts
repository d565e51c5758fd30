/** What is known of a snapshot without opening it: its name says it (SNP-1). */

/** Why a snapshot was made. */
export const snapshotReasons = ['by-hand', 'weekly', 'before-update', 'before-return'] as const;
/** One of {@link snapshotReasons}. */
export type SnapshotReason = (typeof snapshotReasons)[number];

/** A snapshot as its name tells. */
export interface SnapshotName {
  /** Of what moment it is, ms. */
  readonly madeAt: number;
  readonly reason: SnapshotReason;
  /** Version of the database that is in it. */
  readonly version: number;
}

/** A snapshot on this device. */
export interface SnapshotListing extends SnapshotName {
  readonly id: string;
  /** What it takes, bytes. */
  readonly bytes: number;
}

const ID = /^(\d{1,15})-([a-z-]+)-v(\d{1,6})$/;

/** The name of a snapshot, which is its id. */
export function snapshotId({ madeAt, reason, version }: SnapshotName): string {
  return `${madeAt}-${reason}-v${version}`;
}

/** What a name says; null for what is no snapshot's. */
export function readSnapshotId(id: string): SnapshotName | null {
  const [, madeAt, word, version] = ID.exec(id) ?? [];
  const reason = snapshotReasons.find((known) => known === word);
  if (reason === undefined) return null;
  const name = { madeAt: Number(madeAt), reason, version: Number(version) };
  // One name for each: no leading zeros.
  return snapshotId(name) === id ? name : null;
}
