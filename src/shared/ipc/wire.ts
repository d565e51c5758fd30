/** How the browser edition carries the host contract: CBOR bodies over HTTP, CBOR frames over WebSockets. */
import * as v from 'valibot';

/** Largest call or answer in bytes. Callers split a longer list of journal entries. */
export const MAX_WIRE_BYTES = 16 * 1024 * 1024;
/** A call by HTTP is a POST to this path followed by the method's name. */
export const API_PATH = '/__api/';
/** The WebSocket that carries calls, answers and events. */
export const EVENTS_PATH = '/__api/events';
/** The media type of every body. */
export const WIRE_TYPE = 'application/cbor';

/** A call over the socket. `method` and `input` are checked by the dispatcher. */
export const callFrameSchema = v.strictObject({
  id: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  method: v.unknown(),
  input: v.unknown(),
});

/** What the host sends over the socket: the answer to a call, or an event. */
export const hostFrameSchema = v.union([
  v.strictObject({ id: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), result: v.unknown() }),
  v.strictObject({ event: v.string(), payload: v.unknown() }),
]);
