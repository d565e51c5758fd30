import type { SnapshotListing } from '@domain/snapshot/listing.ts';
import { snapshotId } from '@domain/snapshot/listing.ts';
import type { Outcome } from '@services/workspace/workspace.ts';
import type { GoneBack, ReturnEnd, SnapshotActs } from '@services/workspace/snapshotWorkspace.ts';

/** What a test steers of snapshots. */
export interface FakeSnapshotControls {
  listed: SnapshotListing[];
  /** Of which one went back. */
  readonly gone: string[];
  readonly checked: string[];
  back: GoneBack;
  /** What is to be told of one that ended by itself. */
  told: ReturnEnd | null;
}

/** A snapshot of some moment. */
export function fakeSnapshot(madeAt: number, reason: SnapshotListing['reason'], bytes = 3_400_000): SnapshotListing {
  const name = { madeAt, reason, version: 10 };
  return { id: snapshotId(name), ...name, bytes };
}

/** Snapshots in memory. */
export function createFakeSnapshots(tools: {
  readonly now: () => number;
  readonly act: <T>(work: () => T) => Outcome<T>;
}): { readonly acts: SnapshotActs; readonly controls: FakeSnapshotControls } {
  const controls: FakeSnapshotControls = {
    listed: [],
    gone: [],
    checked: [],
    back: { contacts: 1, messages: 2, chats: 0 },
    told: null,
  };
  return {
    controls,
    acts: {
      // Listing is no act that may be told to fail: what is asked is what comes after it.
      snapshots: async () => ({ ok: true, value: [...controls.listed] }),
      takeSnapshot: () =>
        tools.act(() => {
          const made = fakeSnapshot(tools.now(), 'by-hand');
          controls.listed = [made, ...controls.listed];
          return made;
        }),
      checkSnapshot: (id) => tools.act(() => void controls.checked.push(id)),
      removeSnapshot: (id) =>
        tools.act(() => {
          controls.listed = controls.listed.filter((one) => one.id !== id);
        }),
      goBack: (id) =>
        tools.act(() => {
          controls.gone.push(id);
          controls.listed = [fakeSnapshot(tools.now(), 'before-return'), ...controls.listed];
          return controls.back;
        }),
      returnTold: async () => ({ ok: true, value: controls.told }),
      forgetReturn: () => tools.act(() => void (controls.told = null)),
    },
  };
}
