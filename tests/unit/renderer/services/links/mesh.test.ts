import { describe, expect, it } from 'vitest';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { FIRST_REACH, FULL_MESH, NEAR_KEPT, type Reach, meshTargets, nextReach, ringOf } from '@services/links/mesh.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { DeviceId, SpaceId } from '@shared/ids.ts';

const random = new SeededRandom(5);
const space = toBase64url(random.bytes(32)) as SpaceId;
const START: Reach = { before: FIRST_REACH, after: FIRST_REACH };

function devicesOf(count: number): readonly DeviceId[] {
  return Array.from({ length: count }, () => toBase64url(random.bytes(32)) as DeviceId);
}

/** A group in which some are online: everyone looks, links where both look, looks farther. */
class Gathering {
  readonly ring: readonly DeviceId[];
  readonly online: readonly DeviceId[];
  private readonly reach = new Map<DeviceId, Reach>();
  private links = new Map<DeviceId, Set<DeviceId>>();

  private readonly isSaving: (index: number) => boolean;

  constructor(
    devices: readonly DeviceId[],
    isOnline: (index: number) => boolean,
    isSaving: (index: number) => boolean = () => false,
  ) {
    this.isSaving = isSaving;
    this.ring = ringOf(space, devices);
    this.online = this.ring.filter((_, index) => isOnline(index));
    for (const device of this.online) this.reach.set(device, START);
  }

  linksOf(device: DeviceId): ReadonlySet<DeviceId> {
    return this.links.get(device) ?? new Set();
  }

  targetsOf(own: DeviceId): ReadonlySet<DeviceId> {
    return meshTargets(this.viewOf(own));
  }

  /** Goes on until nobody looks farther. */
  settle(): this {
    for (let isMoving = true; isMoving;) {
      for (let step = 0; step < 3; step += 1) this.link();
      isMoving = false;
      for (const own of this.online) {
        const before = this.reach.get(own) ?? START;
        const next = nextReach(this.viewOf(own));
        isMoving ||= next.after !== before.after || next.before !== before.before;
        this.reach.set(own, next);
      }
    }
    this.link();
    return this;
  }

  /** How many can be reached from the first. */
  reachable(): number {
    const seen = new Set<DeviceId>();
    const open = this.online.slice(0, 1);
    for (let device = open.pop(); device !== undefined; device = open.pop()) {
      if (seen.has(device)) continue;
      seen.add(device);
      open.push(...this.linksOf(device));
    }
    return seen.size;
  }

  private link(): void {
    const wanted = new Map(this.online.map((own) => [own, this.targetsOf(own)]));
    this.links = new Map(
      this.online.map((own) => [
        own,
        new Set([...(wanted.get(own) ?? [])].filter((other) => wanted.get(other)?.has(own) === true)),
      ]),
    );
  }

  private viewOf(own: DeviceId) {
    const linked = this.linksOf(own);
    return {
      ring: this.ring,
      own,
      reach: this.reach.get(own) ?? START,
      isLinked: (device: DeviceId) => linked.has(device),
      isSaving: this.isSaving(this.ring.indexOf(own)),
    };
  }
}

describe('the mesh of a group', () => {
  it('MSH-1 puts devices on the same ring, in whatever order they come', () => {
    const devices = devicesOf(40);
    expect(ringOf(space, devices.toReversed())).toEqual(ringOf(space, devices));
    expect(ringOf(space, [...devices, ...devices])).toHaveLength(40);
    expect(ringOf(toBase64url(random.bytes(32)) as SpaceId, devices)).not.toEqual(ringOf(space, devices));
  });

  it('MSH-2 links each with each in a small group, and nobody who is not in it', () => {
    const gathering = new Gathering(devicesOf(FULL_MESH), () => true).settle();
    for (const own of gathering.online) expect(gathering.linksOf(own).size).toBe(FULL_MESH - 1);
    const [stranger] = devicesOf(1);
    if (stranger === undefined) throw new Error('nobody');
    expect(gathering.targetsOf(stranger).size).toBe(0);
  });

  it.each([21, 60, 200, 500])('MSH-2 links %i devices with few links each, all reachable in few steps', (count) => {
    const gathering = new Gathering(devicesOf(count), () => true).settle();
    const most = 2 * NEAR_KEPT + 2 * Math.log2(count);
    for (const own of gathering.online) {
      expect(gathering.linksOf(own).size).toBeGreaterThanOrEqual(6);
      expect(gathering.linksOf(own).size).toBeLessThanOrEqual(most);
    }
    expect(gathering.reachable()).toBe(count);
  });

  it.each([
    [60, 0.5],
    [200, 0.2],
    [300, 0.05],
    [500, 0.02],
  ])('MSH-3 of %i devices a share of %f online finds each other, however far apart', (count, share) => {
    for (let round = 0; round < 5; round += 1) {
      const gathering = new Gathering(devicesOf(count), () => random.chance(share)).settle();
      const { online } = gathering;
      expect(gathering.reachable()).toBe(online.length);
      for (const [index, own] of online.entries()) {
        const next = online[(index + 1) % online.length];
        if (next !== undefined && next !== own) expect(gathering.linksOf(own).has(next)).toBe(true);
      }
    }
  });

  it.each([60, 300])('MSH-7 of %i devices a third that save data keep few links, and nobody is cut off', (count) => {
    const isSaving = (index: number) => index % 3 === 0;
    const gathering = new Gathering(devicesOf(count), () => true, isSaving).settle();
    expect(gathering.reachable()).toBe(count);
    const savers = gathering.ring.filter((_, index) => isSaving(index));
    for (const own of savers) {
      expect(gathering.linksOf(own).size).toBeGreaterThanOrEqual(1);
      expect(gathering.linksOf(own).size).toBeLessThanOrEqual(2);
    }
  });

  it('MSH-3 two alone in a large group find each other', () => {
    const gathering = new Gathering(devicesOf(400), (index) => index === 3 || index === 190).settle();
    expect(gathering.reachable()).toBe(2);
  });

  it('MSH-4 lets the farthest go when nearer ones are linked', () => {
    const ring = ringOf(space, devicesOf(100));
    const [own, ...after] = ring;
    if (own === undefined) throw new Error('nobody');
    const linked = new Set(after.slice(0, NEAR_KEPT + 2));
    const reach = { before: FIRST_REACH, after: 32 };
    const targets = meshTargets({ ring, own, reach, isLinked: (device) => linked.has(device) });
    // Place 7 is at no distance that is linked for its own sake, and beyond the fifth.
    expect(targets.has(after[4] ?? own)).toBe(true);
    expect(targets.has(after[6] ?? own)).toBe(false);
  });
});
