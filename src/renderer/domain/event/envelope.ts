import { toBase64url } from '@shared/base64url.ts';
import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { joinBytes } from '../codec/bytes.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { CanonicalReader } from '../codec/canonicalReader.ts';
import { type EventContent, MAX_EVENT_PARTS } from './event.ts';

/** Why bytes are not an event. */
export type EventFormError = Failure<'event-too-large' | 'event-malformed'>;

const ID_LENGTH = 32;
/** How 32 bytes begin. */
const ID_HEAD = Uint8Array.of(0x58, ID_LENGTH);
const NULL = encodeCanonical(null);
const KIND = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/;
const MOST_KIND = 64;
const MOST_VERSION = 1000;

/** The eight keys as they stand in canonical order, the first behind the head of the map. */
const Key = {
  v: joinBytes(Uint8Array.of(0xa8), encodeCanonical('v')),
  at: encodeCanonical('at'),
  seq: encodeCanonical('seq'),
  body: encodeCanonical('body'),
  kind: encodeCanonical('kind'),
  prev: encodeCanonical('prev'),
  space: encodeCanonical('space'),
  device: encodeCanonical('device'),
} as const;

/** The map, its keys and three ids, which are passed over without being counted. */
const UNCOUNTED = 12;

/** Reads the canonical bytes of an event (EVT-1, EVT-4 to EVT-6). Never throws. */
export function readEnvelope(bytes: Uint8Array): Result<EventContent, EventFormError> {
  try {
    return ok(read(new CanonicalReader(bytes, { parts: MAX_EVENT_PARTS - UNCOUNTED, depth: 1 })));
  } catch (cause) {
    return fail('event-malformed', cause instanceof Error ? cause.message : 'no event');
  }
}

/** There is one order in which the fields can stand, so each has its place. */
function read(reader: CanonicalReader): EventContent {
  const v = wholeAfter(reader, Key.v);
  if (v < 1 || v > MOST_VERSION) refuse('v');
  const at = wholeAfter(reader, Key.at);
  const seq = wholeAfter(reader, Key.seq);
  pass(reader, Key.body);
  const body = reader.value();
  pass(reader, Key.kind);
  const kind = reader.value();
  if (typeof kind !== 'string' || kind.length > MOST_KIND || !KIND.test(kind)) refuse('kind');
  pass(reader, Key.prev);
  const prev = reader.passes(NULL) ? null : (idOf(reader) as EventId);
  if ((seq === 0) !== (prev === null)) refuse('prev: null exactly at seq 0');
  pass(reader, Key.space);
  const space = idOf(reader) as SpaceId;
  pass(reader, Key.device);
  const device = idOf(reader) as DeviceId;
  reader.end();
  return { v, space, kind, device, seq, prev, at, body };
}

function wholeAfter(reader: CanonicalReader, key: Uint8Array): number {
  pass(reader, key);
  const value = reader.value();
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : refuse('a number');
}

function idOf(reader: CanonicalReader): string {
  pass(reader, ID_HEAD);
  return toBase64url(reader.view(ID_LENGTH));
}

function pass(reader: CanonicalReader, expected: Uint8Array): void {
  if (!reader.passes(expected)) refuse('a field missing, added, or of another form');
}

function refuse(what: string): never {
  throw new RangeError(`does not fit: ${what}`);
}
