import type { DeviceId, EventId } from '@shared/ids.ts';
import type { HeldAct } from '@domain/group/attested.ts';
import { MAX_ACTS } from '@domain/link/messages.ts';
import type { Replicator } from '../replication/replicator.ts';
import { UPDATE_CHUNK } from '../replication/sessionLimits.ts';
import type { GroupBook } from './groupBook.ts';
import type { KnownGroup } from './knownGroup.ts';

/** What reading acts works with. */
export interface ReadingParts {
  readonly groups: GroupBook;
  readonly replicator: Replicator;
}

/** The bytes of acts asked for by name, each followed by those before it that no chain brings to others; as many as fit an answer. */
export async function readPast(parts: ReadingParts, group: KnownGroup, ids: readonly EventId[]): Promise<Uint8Array[]> {
  const payloads: Uint8Array[] = [];
  let bytes = 0;
  for (const act of withForerunners(parts, group, ids)) {
    const payload = await readAct(parts, group, act);
    if (payload === null) continue;
    bytes += payload.length;
    if (bytes > UPDATE_CHUNK && payloads.length > 0) break;
    payloads.push(payload);
    if (payloads.length >= MAX_ACTS) break;
  }
  return payloads;
}

/** The bytes of an act that is here; null when the store fails. */
export async function readAct(
  { groups, replicator }: ReadingParts,
  { record }: KnownGroup,
  { id, device, seq }: HeldAct,
): Promise<Uint8Array | null> {
  const loose = groups.logOf(record.space)?.looseOf(id) ?? null;
  if (loose !== null) return loose;
  const log = await replicator.logOf(record.roster);
  const piece = await log?.piece({ device, low: seq, high: seq, up: true });
  return piece?.payloads[0] ?? null;
}

function* withForerunners(
  { groups, replicator }: ReadingParts,
  { record }: KnownGroup,
  ids: readonly EventId[],
): Generator<HeldAct> {
  const log = groups.logOf(record.space);
  if (log === null) return;
  const given = new Set<EventId>();
  const lastOf = (device: DeviceId) => replicator.parted.lastOf(record.roster, device) ?? Infinity;
  for (const id of ids) {
    let act = log.find(id);
    while (act !== null && !given.has(act.id)) {
      given.add(act.id);
      yield act;
      const isBrought = act.seq - 1 <= lastOf(act.device);
      act = isBrought || act.prev === null ? null : log.find(act.prev);
    }
  }
}
