/** Snapshots of this device. Rules: `services/snapshots/SPEC.md`. */
import type { SnapshotListing } from '@domain/snapshot/listing.ts';
import type { Outcome } from './workspaceErrors.ts';

export type { SnapshotListing } from '@domain/snapshot/listing.ts';

/** What came back. */
export interface GoneBack {
  readonly contacts: number;
  readonly messages: number;
  /** Chats about which something was chosen otherwise. */
  readonly chats: number;
}

/** How a going back ended that the person did not see end: gone on with, undone, or neither (SNP-18). */
export const returnEnds = ['done', 'undone', 'unfinished'] as const;
export type ReturnEnd = (typeof returnEnds)[number];

/** What is done about snapshots, by the engine. */
export interface SnapshotActs {
  /** Newest first. */
  snapshots(): Outcome<readonly SnapshotListing[]>;
  takeSnapshot(): Outcome<SnapshotListing>;
  /** Reads all of it, so that whoever opens it to look finds it whole. */
  checkSnapshot(id: string): Outcome;
  removeSnapshot(id: string): Outcome;
  /** Takes a snapshot of what is, then brings back what was (SNP-10). */
  goBack(id: string): Outcome<GoneBack>;
  /** What is to be told of a going back that ended by itself; null for nothing. */
  returnTold(): Outcome<ReturnEnd | null>;
  /** The person read it. */
  forgetReturn(): Outcome;
}
/** Every name of {@link SnapshotActs}. */
export const snapshotActNames = [
  'snapshots',
  'takeSnapshot',
  'checkSnapshot',
  'removeSnapshot',
  'goBack',
  'returnTold',
  'forgetReturn',
] as const satisfies readonly (keyof SnapshotActs)[];
