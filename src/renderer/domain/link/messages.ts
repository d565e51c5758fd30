/** What two linked devices say to each other, as CBOR. Everything a peer sends passes these schemas first (LNK-3). */
import * as v from 'valibot';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, fail } from '@shared/result.ts';
import { bytesOf, bytesUpTo, countSchema, timeSchema, wireId } from '@shared/schemas.ts';
import { decodeCanonical, encodeCanonical } from '../codec/canonical.ts';
import { TOO_MANY_PARTS } from '../codec/canonicalReader.ts';
import { MAX_CARD_BYTES } from '../contact/card.ts';
import { type TaggedMessageError, readTagged } from '../codec/taggedMessage.ts';
import { idBytes } from '../event/codec.ts';
import { MAX_EVENT_BYTES, SIGNATURE_LENGTH } from '../event/event.ts';
import { LATEST_AT, bucketOf } from '../event/hybridClock.ts';
import { GROUP_NONCE_LENGTH } from '../group/spaces.ts';
import { REQUEST_NONCE_LENGTH } from '../invite/sealedRequest.ts';
import { MAX_UPDATE_BYTES } from '../log/limits.ts';
import { HANDLE_LENGTH, MAX_CODE_LENGTH } from '../paycode/codeLimits.ts';
import type { RecordId } from '../wallet/ids.ts';
import { OWN_BUCKETS, SUM_LENGTH } from '../wallet/ownSums.ts';

/** Most spaces, buckets or chains in one message. */
export const MAX_ROWS = 4096;
/** Most acts asked for by name in one message. */
export const MAX_MISSING = 64;
/** Most acts in the answer. */
export const MAX_ACTS = 256;
/** Most records, certificates or ids in one message about the wallet. */
export const MAX_WALLET_ROWS = 256;
/** Most bytes of marks of one bucket in one message (LNK-31). */
export const MAX_MARK_BYTES = 96 * 1024;
/** Largest word about a feed, bytes (LNK-13). */
export const MAX_FEED_WORD = 256 * 1024;
/** Largest record with its signatures, and largest certificate with its own (LNK-9). */
const MAX_PROOF_BYTES = 36 * 1024;
/** Most words that one device is out, in one message (LNK-33). */
export const MAX_OUT_WORDS = 4;
/** Most parts of a message as CBOR counts them: rows of six, and the few fields around them. */
const MAX_PARTS = 6 * MAX_ROWS + 64;

const space = wireId<SpaceId>();
const device = wireId<DeviceId>();
const rows = <Row extends v.GenericSchema>(row: Row) => v.pipe(v.array(row), v.maxLength(MAX_ROWS));
/** No event can be in a later one (ADM-6). */
const bucket = v.pipe(countSchema, v.maxValue(bucketOf(LATEST_AT)));
const code = v.pipe(v.string(), v.maxLength(64));
const payload = bytesUpTo(MAX_EVENT_BYTES + SIGNATURE_LENGTH);
const proofs = v.pipe(v.array(bytesUpTo(MAX_PROOF_BYTES)), v.maxLength(MAX_WALLET_ROWS));
const recordIds = v.pipe(v.array(wireId<RecordId>()), v.minLength(1), v.maxLength(MAX_WALLET_ROWS));

const messageSchema = v.variant('t', [
  /** First on every link of two devices. */
  v.strictObject({ t: v.literal('hello'), v: countSchema, card: bytesUpTo(MAX_CARD_BYTES) }),
  /** Digests of spaces both share: at link-up and every 10 s where these are few, and where a summary differs. */
  v.strictObject({ t: v.literal('digests'), spaces: rows(v.strictTuple([space, bytesOf(32)])) }),
  /** One digest over all spaces both share, where these are many (REP-23). */
  v.strictObject({ t: v.literal('summary'), digest: bytesOf(32) }),
  /** Digests of the buckets of a space whose digests differ. */
  v.strictObject({ t: v.literal('buckets'), space, buckets: rows(v.strictTuple([bucket, bytesOf(32)])) }),
  /** A y-protocols sync message (step 1, step 2 or update) for one bucket. */
  v.strictObject({ t: v.literal('sync'), space, bucket, message: bytesUpTo(MAX_UPDATE_BYTES) }),
  /** Durable here: the chains of these devices up to and including these places. */
  v.strictObject({ t: v.literal('ack'), space, chains: rows(v.strictTuple([device, countSchema])) }),
  /**
   * How the sender's chains stand: newest place, its id and clock, and from which place on the chain is held. `ask`: tell me
   * yours (REP-17).
   */
  v.strictObject({
    t: v.literal('heads'),
    space,
    ask: v.boolean(),
    chains: rows(v.strictTuple([device, countSchema, wireId<EventId>(), timeSchema, countSchema])),
  }),
  /** Asks for events of a chain from `from` up to, and without, `below`: of too many the first when `up`, else the last. */
  v.strictObject({ t: v.literal('range'), space, device, from: countSchema, below: countSchema, up: v.boolean() }),
  /** Consecutive events of a chain: the answer to `range` (none: nothing more from here), or new ones. */
  v.strictObject({ t: v.literal('events'), space, device, from: countSchema, payloads: rows(payload) }),
  /** One new event: it says itself where it belongs (REP-7). */
  v.strictObject({ t: v.literal('event'), payload }),
  /** Two signed events of one device for one place of its chain (REP-20). */
  v.strictObject({ t: v.literal('proof'), first: payload, second: payload }),
  /** You were added to a group: what it takes to find its list of members, and the act that names you (LNK-6). */
  v.strictObject({
    t: v.literal('welcome'),
    space,
    founder: wireId<AccountId>(),
    nonce: bytesOf(GROUP_NONCE_LENGTH),
    name: v.pipe(v.string(), v.maxLength(256)),
    /** The founder's card: without it nothing of the list could be checked. */
    card: bytesUpTo(MAX_CARD_BYTES),
    act: wireId<EventId>(),
  }),
  /** You were removed from a group: the signed act that says so, as nothing else of the group comes any more (LNK-7). */
  v.strictObject({ t: v.literal('removed'), space, payload }),
  /** Acts of a roster that were seen by acts the sender has, and that it lacks (LNK-8). */
  v.strictObject({
    t: v.literal('missing'),
    space,
    ids: v.pipe(v.array(wireId<EventId>()), v.minLength(1), v.maxLength(MAX_MISSING)),
  }),
  /** The answer: those acts, each followed by what comes before it in its chain (LNK-8). */
  v.strictObject({ t: v.literal('acts'), space, payloads: v.pipe(v.array(payload), v.maxLength(MAX_ACTS)) }),
  /** Records of the wallet, and the certificates and records they rest on (LNK-9). */
  v.strictObject({ t: v.literal('wallet.give'), certificates: proofs, records: proofs }),
  /** These records are durable here, or no business of this account: they need not be sent again (LNK-9). */
  v.strictObject({ t: v.literal('wallet.have'), ids: recordIds }),
  /** Of these records something is missing: what do they rest on, and what was said about them? (LNK-10) */
  v.strictObject({ t: v.literal('wallet.ask'), ids: recordIds }),
  /** Between own devices: what each bucket of the wallet holds here (LNK-30). */
  v.strictObject({ t: v.literal('wallet.sums'), sums: bytesOf(OWN_BUCKETS * SUM_LENGTH) }),
  /** Between own devices: what is in these buckets here. What is missing? (LNK-31) */
  v.strictObject({
    t: v.literal('wallet.marks'),
    buckets: v.pipe(
      v.array(v.strictTuple([v.pipe(countSchema, v.maxValue(OWN_BUCKETS - 1)), bytesUpTo(MAX_MARK_BYTES)])),
      v.minLength(1),
      v.maxLength(OWN_BUCKETS),
    ),
  }),
  /** Between own devices: records and certificates, and to whom which of them have yet to be brought (LNK-32). */
  v.strictObject({
    t: v.literal('wallet.own'),
    certificates: proofs,
    records: proofs,
    owed: rows(v.strictTuple([wireId<AccountId>(), wireId<RecordId>()])),
  }),
  /** A request of the sender, as the text of its code, for whoever shows a one-time code (LNK-11). */
  v.strictObject({
    t: v.literal('wallet.answer'),
    handle: bytesOf(HANDLE_LENGTH),
    request: v.pipe(v.string(), v.maxLength(MAX_CODE_LENGTH)),
  }),
  /** What became of such an answer: whether the code was open, and the request is shown to its person (LNK-11). */
  v.strictObject({ t: v.literal('wallet.answered'), handle: bytesOf(HANDLE_LENGTH), taken: v.boolean() }),
  /** What does the book say that the sender has of this unit? (LNK-14) */
  v.strictObject({ t: v.literal('wallet.state'), unit: wireId<RecordId>() }),
  /** The sender's key that notes of mints can be locked to: a point of secp256k1, compressed (LNK-12). */
  v.strictObject({ t: v.literal('wallet.lock'), key: bytesOf(33) }),
  /** About who may see whose posts, or between readers of a channel: read by who knows that lane (LNK-13). */
  v.strictObject({
    t: v.literal('feed.word'),
    lane: v.picklist(['moments', 'channels']),
    word: bytesUpTo(MAX_FEED_WORD),
  }),
  /** Own devices alone: you were taken out of the account, by these signed words (LNK-33). */
  v.strictObject({
    t: v.literal('out'),
    words: v.pipe(
      v.array(v.strictTuple([bytesUpTo(MAX_PROOF_BYTES), bytesOf(SIGNATURE_LENGTH)])),
      v.minLength(1),
      v.maxLength(MAX_OUT_WORDS),
    ),
  }),
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
  v.strictObject({
    t: v.literal('answer'),
    code: v.picklist(['received', 'used', 'expired', 'revoked', 'refused', 'removed']),
  }),
]);

const KNOWN: ReadonlySet<string> = new Set(messageSchema.options.map((option) => option.entries.t.literal));

/** A message between two linked devices. */
export type LinkMessage = v.InferOutput<typeof messageSchema>;

/** What a device that was taken out is told (LNK-33). */
export type OutWords = Extract<LinkMessage, { readonly t: 'out' }>['words'];

/** Encodes a message. */
export function encodeLinkMessage(message: LinkMessage): Uint8Array {
  return encodeCanonical(toWire(message));
}

/** Why a message is not taken. `message-too-long` has more rows than are said at a time, as versions before said all they had. */
export type LinkMessageError = TaggedMessageError | Failure<'message-too-long'>;

/** Reads a message from a peer; never throws. A later version's message types are `unknown-message`, not an offence. */
export function decodeLinkMessage(bytes: Uint8Array): Result<LinkMessage, LinkMessageError> {
  const decoded = decodeCanonical(bytes, MAX_PARTS);
  const read = readTagged(messageSchema, KNOWN, decoded);
  if (read.ok || read.error.code !== 'malformed-message') return read;
  const isTooLong = decoded.ok
    ? hasLongList(decoded.value)
    : decoded.error.message === TOO_MANY_PARTS && isSmallMap(bytes);
  return isTooLong ? fail('message-too-long', decoded.ok ? 'too many rows' : TOO_MANY_PARTS) : read;
}

/** Whether a message of a known type names more rows than one may. */
function hasLongList(value: unknown): boolean {
  const read = v.safeParse(v.record(v.string(), v.unknown()), value);
  if (!read.success || typeof read.output['t'] !== 'string' || !KNOWN.has(read.output['t'])) return false;
  return Object.values(read.output).some((field) => Array.isArray(field) && field.length > MAX_ROWS);
}

/** Whether this begins as a map of fewer than eight fields: then what is too much is in one of them. */
function isSmallMap([head = 0]: Uint8Array): boolean {
  return head >> 3 === 0xa0 >> 3;
}

/** Rows as they are said: no message has more than {@link MAX_ROWS} of them. One at least, if an empty one. */
export function inMessages<Row>(all: readonly Row[]): readonly Row[][] {
  const count = Math.max(1, Math.ceil(all.length / MAX_ROWS));
  return Array.from({ length: count }, (_, part) => all.slice(part * MAX_ROWS, (part + 1) * MAX_ROWS));
}

/** Fields that hold an id: 32 bytes on the wire. */
const ID_FIELDS: ReadonlySet<string> = new Set(['space', 'device', 'founder', 'act', 'unit']);

function toWire(message: LinkMessage): unknown {
  return Object.fromEntries(Object.entries(message).map(([name, value]) => [name, fieldToWire(name, value)]));
}

function fieldToWire(name: string, value: unknown): unknown {
  if (ID_FIELDS.has(name)) return typeof value === 'string' ? idBytes(value) : value;
  if (name === 'ids' && Array.isArray(value))
    return value.map((id: unknown) => (typeof id === 'string' ? idBytes(id) : id));
  return name === 'chains' || name === 'spaces' || name === 'owed' ? rowsToWire(value) : value;
}

/** Text in a row is an id. */
function rowsToWire(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((row: readonly unknown[]) => row.map((cell) => (typeof cell === 'string' ? idBytes(cell) : cell)));
}
