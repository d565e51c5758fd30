import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { compareBytes, joinBytes, taggedHash } from '@domain/codec/bytes.ts';
import { idBytes } from '@domain/event/codec.ts';

const RING_TAG = 'banyan/mesh/1';
/** Groups of up to this many devices are linked each with each. */
export const FULL_MESH = 20;
/** Links wanted with the nearest devices that answer, on each side of the ring. */
export const NEAR = 3;
/** Links kept on each side before the farthest is let go. */
export const NEAR_KEPT = 5;
/** Places to each side that are tried at first. */
export const FIRST_REACH = 4;
/** The first distance that is linked whoever is in between; it doubles from there. */
const FIRST_STRIDE = 4;

/** What is wanted on each side, and what is enough where every byte is paid for. */
const FREE = { near: NEAR, kept: NEAR_KEPT } as const;
const SAVING = { near: 1, kept: 1 } as const;

/** How far to each side of its own place a device looks for others that answer. */
export interface Reach {
  readonly before: number;
  readonly after: number;
}

/** The order of a group's devices: a ring by hash, the same for everyone (MSH-1). */
export function ringOf(space: SpaceId, devices: readonly DeviceId[]): readonly DeviceId[] {
  return [...new Set(devices)]
    .map((device) => ({ device, place: taggedHash(RING_TAG, 'place', joinBytes(idBytes(space), idBytes(device))) }))
    .toSorted((a, b) => compareBytes(a.place, b.place))
    .map(({ device }) => device);
}

/** One group as the mesh sees it. */
export interface MeshView {
  readonly ring: readonly DeviceId[];
  readonly own: DeviceId;
  readonly reach: Reach;
  readonly isLinked: (device: DeviceId) => boolean;
  /** As few as will do: what goes over the links is paid for. */
  readonly isSaving?: boolean;
}

/**
 * Devices to be in a room with (MSH-2 to MSH-4): everyone in a small group; in a larger one the nearest that answer on each side,
 * those nearer that do not answer, and those at doubling distances. Symmetric: who wants someone is wanted by them, as soon as
 * both have looked far enough.
 */
export function meshTargets({ ring, own, reach, isLinked, isSaving = false }: MeshView): ReadonlySet<DeviceId> {
  const others = ring.filter((device) => device !== own);
  if (ring.length <= FULL_MESH || !ring.includes(own)) return new Set(ring.includes(own) ? others : []);
  const { after, before } = sidesOf(ring, own);
  const wanted = isSaving ? SAVING : FREE;
  const nearest = [
    near(after.slice(0, reach.after), wanted, isLinked),
    near(before.slice(0, reach.before), wanted, isLinked),
  ];
  return new Set([...nearest.flat(), ...(isSaving ? [] : far(ring, own))]);
}

/** How far to look next (MSH-3): farther on a side where too few answered in time. */
export function nextReach({ ring, own, reach, isLinked, isSaving = false }: MeshView): Reach {
  if (ring.length <= FULL_MESH || !ring.includes(own)) return reach;
  const { after, before } = sidesOf(ring, own);
  const grow = (side: readonly DeviceId[], length: number) =>
    side.slice(0, length).filter(isLinked).length < (isSaving ? SAVING : FREE).near
      ? Math.min(length * 2, side.length)
      : length;
  return { after: grow(after, reach.after), before: grow(before, reach.before) };
}

/** The others in their order from one's own place on, forwards and backwards. */
function sidesOf(
  ring: readonly DeviceId[],
  own: DeviceId,
): { after: readonly DeviceId[]; before: readonly DeviceId[] } {
  const place = ring.indexOf(own);
  const after = [...ring.slice(place + 1), ...ring.slice(0, place)];
  return { after, before: after.toReversed() };
}

/** The first places of a side, up to where enough of them are linked. */
function near(
  side: readonly DeviceId[],
  wanted: typeof FREE | typeof SAVING,
  isLinked: MeshView['isLinked'],
): readonly DeviceId[] {
  const window: DeviceId[] = [];
  let linked = 0;
  for (const device of side) {
    if (linked >= wanted.kept) break;
    // Beyond those that are wanted only what is there is kept: nobody new is looked for.
    if (linked < wanted.near || isLinked(device)) window.push(device);
    if (isLinked(device)) linked += 1;
  }
  return window;
}

function far(ring: readonly DeviceId[], own: DeviceId): readonly DeviceId[] {
  const place = ring.indexOf(own);
  const devices: DeviceId[] = [];
  for (let stride = FIRST_STRIDE; stride <= ring.length / 2; stride *= 2) {
    for (const index of [place + stride, place - stride + ring.length]) {
      const device = ring[index % ring.length];
      if (device !== undefined && device !== own) devices.push(device);
    }
  }
  return devices;
}
