/** What two linked devices say to each other, as CBOR. Everything a peer sends passes these schemas first (LNK-3). */
import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, bytesUpTo, countSchema } from '@shared/schemas.ts';
import { decodeCanonical, encodeCanonical } from '../codec/canonical.ts';
import { MAX_CARD_BYTES } from '../contact/card.ts';
import { idBytes } from '../event/codec.ts';
import { MAX_EVENT_BYTES, SIGNATURE_LENGTH } from '../event/event.ts';
import { LATEST_AT, bucketOf } from '../event/hybridClock.ts';
import { GROUP_NONCE_LENGTH } from '../group/spaces.ts';
import { REQUEST_NONCE_LENGTH } from '../invite/sealedRequest.ts';
import { MAX_UPDATE_BYTES } from '../log/limits.ts';

/** Most spaces, buckets or chains in one message. */
export const MAX_ROWS = 4096;
/** Most parts of a message as CBOR counts them: rows of three, and the few fields around them. */
const MAX_PARTS = 3 * MAX_ROWS + 64;

const idOf = <Id extends string>() =>
  v.pipe(
    bytesOf(32),
    v.transform((bytes) => toBase64url(bytes) as Id),
  );
const space = idOf<SpaceId>();
const device = idOf<DeviceId>();
const rows = <Row extends v.GenericSchema>(row: Row) => v.pipe(v.array(row), v.maxLength(MAX_ROWS));
/** No event can be in a later one (ADM-6). */
const bucket = v.pipe(countSchema, v.maxValue(bucketOf(LATEST_AT)));
const code = v.pipe(v.string(), v.maxLength(64));

const messageSchema = v.variant('t', [
  /** First on every link of two devices. */
  v.strictObject({ t: v.literal('hello'), v: countSchema, card: bytesUpTo(MAX_CARD_BYTES) }),
  /** Digests of the spaces both share; at link-up, every 10 s, and in answer. `reply` asks for none. */
  v.strictObject({ t: v.literal('digests'), spaces: rows(v.strictTuple([space, bytesOf(32)])) }),
  /** Digests of the buckets of a space whose digests differ. */
  v.strictObject({ t: v.literal('buckets'), space, buckets: rows(v.strictTuple([bucket, bytesOf(32)])) }),
  /** A y-protocols sync message (step 1, step 2 or update) for one bucket. */
  v.strictObject({ t: v.literal('sync'), space, bucket, message: bytesUpTo(MAX_UPDATE_BYTES) }),
  /** Durable here: the chains of these devices up to and including these places. */
  v.strictObject({ t: v.literal('ack'), space, chains: rows(v.strictTuple([device, countSchema])) }),
  /** You were added to a group: what it takes to find its list of members, and the act that names you (LNK-6). */
  v.strictObject({
    t: v.literal('welcome'),
    space,
    founder: idOf<AccountId>(),
    nonce: bytesOf(GROUP_NONCE_LENGTH),
    name: v.pipe(v.string(), v.maxLength(256)),
    /** The founder's card: without it nothing of the list could be checked. */
    card: bytesUpTo(MAX_CARD_BYTES),
    act: idOf<EventId>(),
  }),
  /** You were removed from a group: the signed act that says so, as nothing else of the group comes any more (LNK-7). */
  v.strictObject({ t: v.literal('removed'), space, payload: bytesUpTo(MAX_EVENT_BYTES + SIGNATURE_LENGTH) }),
  /** Something was refused; for the log of the other side. */
  v.strictObject({ t: v.literal('refused'), space: v.nullable(space), code }),
  /** Invite room: who asks, before anything is told. */
  v.strictObject({ t: v.literal('knock'), nonce: bytesOf(16) }),
  /** Invite room: the inviter proves to hold the device key of the invite. */
  v.strictObject({ t: v.literal('owner'), nonce: bytesOf(16), signature: bytesOf(64) }),
  /** Invite room: who asks, sealed for the inviter's device (INV-14); `agreement` is the asking device's X25519 key. */
  v.strictObject({
    t: v.literal('request'),
    agreement: bytesOf(32),
    nonce: bytesOf(REQUEST_NONCE_LENGTH),
    sealed: bytesUpTo(MAX_CARD_BYTES + 256),
  }),
  /** Invite room: what became of the request. */
  v.strictObject({ t: v.literal('answer'), code: v.picklist(['received', 'used', 'expired', 'revoked', 'refused']) }),
]);

/** A message between two linked devices. */
export type LinkMessage = v.InferOutput<typeof messageSchema>;

/** Encodes a message. */
export function encodeLinkMessage(message: LinkMessage): Uint8Array {
  return encodeCanonical(toWire(message));
}

/** Reads a message from a peer; never throws. A later version's message types are `unknown-message`, not an offence. */
export function decodeLinkMessage(
  bytes: Uint8Array,
): Result<LinkMessage, Failure<'malformed-message' | 'unknown-message'>> {
  const decoded = decodeCanonical(bytes, MAX_PARTS);
  if (!decoded.ok) return fail('malformed-message', decoded.error.message);
  const parsed = v.safeParse(messageSchema, decoded.value);
  if (parsed.success) return ok(parsed.output);
  const named = v.safeParse(v.object({ t: v.string() }), decoded.value);
  const known = named.success && messageSchema.options.some((option) => option.entries.t.literal === named.output.t);
  return named.success && !known
    ? fail('unknown-message', 'a later version speaks')
    : fail('malformed-message', 'does not fit');
}

function toWire(message: LinkMessage): unknown {
  switch (message.t) {
    case 'digests':
      return { ...message, spaces: message.spaces.map(([id, digest]) => [idBytes(id), digest]) };
    case 'ack':
      return {
        ...message,
        space: idBytes(message.space),
        chains: message.chains.map(([id, seq]) => [idBytes(id), seq]),
      };
    case 'buckets':
    case 'sync':
    case 'removed':
      return { ...message, space: idBytes(message.space) };
    case 'welcome': {
      const { space: talk, founder, act } = message;
      return { ...message, space: idBytes(talk), founder: idBytes(founder), act: idBytes(act) };
    }
    case 'refused':
      return { ...message, space: message.space === null ? null : idBytes(message.space) };
    default:
      return message;
  }
}
