import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { FIRST_REACH, type MeshView, type Reach, meshTargets, nextReach, ringOf } from './mesh.ts';

/** How long those nearest may take to answer before others are looked for, ms. */
export const PATIENCE = 8000;

/** The devices of one group that may be linked with, and whose they are. Our own device is among them. */
export interface MeshGroup {
  readonly space: SpaceId;
  readonly devices: ReadonlyMap<DeviceId, AccountId>;
}

/** Chooses whom of large groups to be linked with, and looks farther while too few answer (MSH-3). */
export class MeshKeeper {
  private readonly rings = new Map<
    SpaceId,
    { readonly key: string; readonly ring: readonly DeviceId[]; reach: Reach }
  >();
  private readonly own: DeviceId;
  private readonly isLinked: (device: DeviceId) => boolean;
  private readonly isSaving: () => boolean;
  private groups: readonly MeshGroup[] = [];
  private stop: Disposer = () => undefined;

  constructor(own: DeviceId, isLinked: (device: DeviceId) => boolean, isSaving: () => boolean = () => false) {
    this.own = own;
    this.isLinked = isLinked;
    this.isSaving = isSaving;
  }

  /** Looks farther from time to time; `onFarther` hears that there are other targets now. */
  start(clock: Clock, onFarther: () => void): void {
    this.stop = clock.after(PATIENCE, () => {
      if (this.lookFarther()) onFarther();
      this.start(clock, onFarther);
    });
  }

  dispose(): void {
    this.stop();
  }

  /** The groups one is in now. */
  setGroups(groups: readonly MeshGroup[]): void {
    this.groups = groups;
    const spaces = new Set(groups.map(({ space }) => space));
    for (const space of this.rings.keys()) if (!spaces.has(space)) this.rings.delete(space);
    for (const { space, devices } of groups) {
      const key = [...devices.keys()].join();
      const known = this.rings.get(space);
      if (known?.key === key) continue;
      const reach = known?.reach ?? { before: FIRST_REACH, after: FIRST_REACH };
      this.rings.set(space, { key, ring: ringOf(space, [...devices.keys()]), reach });
    }
  }

  /** Whom to be in a room with, and whose device each is. */
  targets(): ReadonlyMap<DeviceId, AccountId> {
    const targets = new Map<DeviceId, AccountId>();
    for (const { space, devices } of this.groups) {
      const view = this.viewOf(space);
      if (view === null) continue;
      for (const device of meshTargets(view)) {
        const account = devices.get(device);
        if (account !== undefined) targets.set(device, account);
      }
    }
    return targets;
  }

  private lookFarther(): boolean {
    let isFarther = false;
    for (const [space, entry] of this.rings) {
      const view = this.viewOf(space);
      if (view === null) continue;
      const reach = nextReach(view);
      isFarther ||= reach.after !== entry.reach.after || reach.before !== entry.reach.before;
      entry.reach = reach;
    }
    return isFarther;
  }

  private viewOf(space: SpaceId): MeshView | null {
    const entry = this.rings.get(space);
    return entry === undefined ? null : { ...entry, own: this.own, isLinked: this.isLinked, isSaving: this.isSaving() };
  }
}
