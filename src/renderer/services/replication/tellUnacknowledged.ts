import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import { type ToldEvent, eventMessages } from './eventMessages.ts';
import { writerIn } from './context.ts';
import { type SessionCore, floorFor, sharedLog, sharedStanding } from './session.ts';
import { UNASKED_BYTES, UNASKED_EVENTS } from './sessionLimits.ts';
import type { SpaceLog } from './spaceLog.ts';

interface Places {
  readonly low: number;
  readonly high: number;
}

/**
 * Gives a peer that came back the own events it has not acknowledged, before either compares anything (REP-22). Of a space nothing is
 * told where it is not known how far the peer holds our chain, or where more is missing than fits. `onTold` hears of which spaces
 * something was told.
 */
export async function tellUnacknowledged(core: SessionCore, onTold: (space: SpaceId) => void): Promise<void> {
  let places = UNASKED_EVENTS;
  let bytes = UNASKED_BYTES;
  for (const space of core.context.directory.sharedWith(core.peer.account)) {
    // Mostly nothing is known of most spaces: then nothing is waited for.
    const held = core.known.place(space, writerIn(core.context, space).device);
    const tail = held === null ? null : await tailOf(core, { space, held }, places);
    if (tail === null) continue;
    const size = tail.events.reduce((sum, { payload }) => sum + payload.length, 0);
    if (size > bytes) continue;
    places -= tail.events.length;
    bytes -= size;
    for (const message of eventMessages(tail.log, tail.events)) core.post(message);
    onTold(space);
  }
}

/** Null when there is nothing to tell, or not all of it can be told. */
async function tailOf(
  core: SessionCore,
  { space, held }: { readonly space: SpaceId; readonly held: number },
  most: number,
): Promise<{ readonly log: SpaceLog; readonly events: readonly ToldEvent[] } | null> {
  const { device } = writerIn(core.context, space);
  const low = Math.max(held, floorFor(core, space)(device)) + 1;
  const standing = core.hooks.standingNow(space) ?? (await sharedStanding(core, space));
  const high = standing?.chains.find((chain) => chain.device === device)?.seq ?? -1;
  const log = isBetween(high - low + 1, 1, most) ? await sharedLog(core, space) : null;
  if (log === null) return null;
  const events = core.hooks.recent.between(space, low, high) ?? (await readEvents(log, device, { low, high }));
  return events.length === high - low + 1 ? { log, events } : null;
}

async function readEvents(log: SpaceLog, device: DeviceId, places: Places): Promise<readonly ToldEvent[]> {
  const piece = await log.piece({ device, ...places, up: true });
  return (piece?.payloads ?? []).map(toldOf).filter((event) => event !== null);
}

function isBetween(count: number, least: number, most: number): boolean {
  return count >= least && count <= most;
}

function toldOf(payload: Uint8Array) {
  const event = decodeEvent(payload);
  return event.ok ? { payload, content: event.value.content, bucket: bucketOf(event.value.content.at) } : null;
}
