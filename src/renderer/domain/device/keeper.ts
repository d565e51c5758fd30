import type { DeviceId } from '@shared/ids.ts';

/** What is asked of a device: when it was certified, and by whom (null: the root). */
interface Certified {
  readonly device: DeviceId;
  readonly at: number;
  readonly by: object | null;
}

interface Standing {
  readonly devices: ReadonlyMap<DeviceId, Certified>;
  readonly revoked: ReadonlySet<DeviceId>;
}

/**
 * The device that keeps what only one may keep, the circle of all contacts (DEV-36): of those the root certified and that stand
 * the latest, so that a restored one takes over from the one before. A pure function of the papers; null where none stands.
 */
export function keeperOf({ devices, revoked }: Standing): DeviceId | null {
  const rooted = [...devices.values()].filter(({ by, device }) => by === null && !revoked.has(device));
  const [latest] = rooted.toSorted((one, other) => other.at - one.at || (one.device < other.device ? -1 : 1));
  return latest?.device ?? null;
}
