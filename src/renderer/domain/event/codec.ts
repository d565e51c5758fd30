import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import type { EventId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { joinBytes, tagged, taggedHash } from '../codec/bytes.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { type EventFormError, readEnvelope } from './envelope.ts';
import { EVENT_VERSION, type EventContent, MAX_EVENT_BYTES, SIGNATURE_LENGTH, type SignedEvent } from './event.ts';

/** Domain tag of events; wallet records have their own. */
export const EVENT_TAG = 'banyan/event/1';

/** The canonical bytes of an event (EVT-1). Throws on a body that CBOR cannot hold. */
export function encodeEvent(content: Omit<EventContent, 'v'>): Uint8Array {
  return encodeCanonical({
    v: EVENT_VERSION,
    space: idBytes(content.space),
    kind: content.kind,
    device: idBytes(content.device),
    seq: content.seq,
    prev: content.prev === null ? null : idBytes(content.prev),
    at: content.at,
    body: content.body,
  });
}

/** What the device signs (EVT-2). */
export function eventSigningBytes(kind: string, bytes: Uint8Array): Uint8Array {
  return tagged(EVENT_TAG, kind, bytes);
}

/** Joins signature and canonical bytes into the form that travels (EVT-3). */
export function sealEvent(content: Omit<EventContent, 'v'>, bytes: Uint8Array, signature: Uint8Array): SignedEvent {
  const id = toBase64url(taggedHash(EVENT_TAG, content.kind, bytes)) as EventId;
  return { id, content: { v: EVENT_VERSION, ...content }, payload: joinBytes(signature, bytes) };
}

/** Reads a payload strictly (EVT-1…EVT-6). Says nothing about the signature. */
export function decodeEvent(payload: Uint8Array): Result<SignedEvent, EventFormError> {
  if (payload.length > SIGNATURE_LENGTH + MAX_EVENT_BYTES) return fail('event-too-large', `${payload.length} bytes`);
  if (payload.length <= SIGNATURE_LENGTH) return fail('event-malformed', 'shorter than a signature');
  const bytes = payload.subarray(SIGNATURE_LENGTH);
  const content = readEnvelope(bytes);
  if (!content.ok) return content;
  return ok({
    id: toBase64url(taggedHash(EVENT_TAG, content.value.kind, bytes)) as EventId,
    payload,
    content: content.value,
  });
}

/** Signature and signed bytes of a payload, for verifying. */
export function signatureOf(event: SignedEvent): { readonly signature: Uint8Array; readonly signed: Uint8Array } {
  const signature = event.payload.subarray(0, SIGNATURE_LENGTH);
  return { signature, signed: eventSigningBytes(event.content.kind, event.payload.subarray(SIGNATURE_LENGTH)) };
}

/** The 32 bytes of an id. Ids are checked when they are branded, so a failure here is a bug. */
export function idBytes(id: string): Uint8Array {
  const bytes = fromBase64url(id);
  if (!bytes.ok || bytes.value.length !== 32) throw new TypeError('an id that was never checked');
  return bytes.value;
}
