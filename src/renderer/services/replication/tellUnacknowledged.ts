import type { SpaceId } from '@shared/ids.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import { eventMessages } from './eventMessages.ts';
import { type SessionCore, floorFor, sharedLog, sharedStanding } from './session.ts';
import { UNASKED_BYTES, UNASKED_EVENTS } from './sessionLimits.ts';
import type { SpaceLog } from './spaceLog.ts';

/**
 * Gives a peer that came back the own events it has not acknowledged, before either compares anything (REP-22). Of a space nothing is
 * told where it is not known how far the peer holds our chain, or where more is missing than fits.
 */
export async function tellUnacknowledged(core: SessionCore): Promise<void> {
  let places = UNASKED_EVENTS;
  let bytes = UNASKED_BYTES;
  for (const space of core.context.directory.sharedWith(core.peer.account)) {
    const tail = await tailOf(core, space, places);
    if (tail === null) continue;
    const size = tail.payloads.reduce((sum, { length }) => sum + length, 0);
    if (size > bytes) continue;
    places -= tail.payloads.length;
    bytes -= size;
    const events = tail.payloads.map(toldOf).filter((event) => event !== null);
    for (const message of eventMessages(tail.log, events)) core.post(message);
  }
}

/** Null when there is nothing to tell, or not all of it can be told. */
async function tailOf(
  core: SessionCore,
  space: SpaceId,
  most: number,
): Promise<{ readonly log: SpaceLog; readonly payloads: readonly Uint8Array[] } | null> {
  const { device } = core.context.self;
  const held = core.known.place(space, device);
  if (held === null) return null;
  const low = Math.max(held, floorFor(core, space)(device)) + 1;
  const standing = await sharedStanding(core, space);
  const high = standing?.chains.find((chain) => chain.device === device)?.seq ?? -1;
  const log = isBetween(high - low + 1, 1, most) ? await sharedLog(core, space) : null;
  if (log === null) return null;
  const piece = await log.piece({ device, low, high, up: true });
  return piece?.payloads.length === high - low + 1 ? { log, payloads: piece.payloads } : null;
}

function isBetween(count: number, least: number, most: number): boolean {
  return count >= least && count <= most;
}

function toldOf(payload: Uint8Array) {
  const event = decodeEvent(payload);
  return event.ok ? { payload, content: event.value.content, bucket: bucketOf(event.value.content.at) } : null;
}
