/** The small records of moments on this device, as they are kept (see `domain/feed/kept`). */
import * as v from 'valibot';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import {
  accountIdSchema,
  bytesOf,
  bytesUpTo,
  countSchema,
  deviceIdSchema,
  eventIdSchema,
  spaceIdSchema,
  timeSchema,
} from '@shared/schemas.ts';
import { taggedHash } from '../codec/bytes.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import { DERIVED_KEEP, type FeedMark } from '../feed/kept.ts';
import { CIRCLE_NONCE_LENGTH } from '../feed/spaces.ts';
import { audienceSchema } from './audience.ts';
import { momentSpans } from './back.ts';
import { EPOCH_SECRET_LENGTH, MAX_PASS_BYTES, circleKinds } from './pass.ts';

/** Kinds of records. Each is kept under the id of what it is about: a circle, a space, an account, a post. */
export const MomentKeep = {
  /** An own circle. */
  circle: 'moment.circle',
  /** The pass one was given for somebody's circle. */
  pass: 'moment.pass',
  /** A space beside a circle. */
  aside: 'moment.aside',
  /** Somebody whose posts are not shown. */
  muted: 'moment.muted',
  /** Somebody one's posts are not for. */
  closed: 'moment.closed',
  /** How far back who becomes a contact sees. */
  back: 'moment.back',
  /** Up to which place of an own circle somebody is given nothing; under both ids, the circle's first. */
  floor: 'moment.floor',
  /** Somebody who went from an own circle, with the newest own post there was then; under both ids, the circle's first. */
  left: 'moment.left',
  /** Up to when things were looked at; ids {@link LOOKED_AT}. */
  looked: 'moment.looked',
  /** For how long one was away; id {@link LOOKED_AT.posts}. Put aside, it goes. */
  away: 'moment.away',
  /** What a story shows, read from its blob; goes with the story. */
  story: `${DERIVED_KEEP}moment.story`,
  /** Somebody else's post below which one said something, with where: answers to it are news. */
  said: 'moment.said',
  /** A post that is put by, or hidden, for the journal: see `feedMarkSchema`. */
  mark: 'moment.mark',
} as const;
/** See {@link MomentKeep}. */
export type MomentKeep = (typeof MomentKeep)[keyof typeof MomentKeep];

/** Who did not look at posts for so long was away, ms. */
export const AWAY_FROM = 3 * 24 * 3_600_000;

/** Ids of {@link MomentKeep.looked}. */
export const LOOKED_AT = { posts: 'posts', news: 'news' } as const;

/** What own devices tell each other of an own circle; whose it is for each knows by itself. */
const circleEntries = {
  nonce: bytesOf(CIRCLE_NONCE_LENGTH),
  kind: v.picklist(circleKinds),
  audience: audienceSchema,
  epoch: countSchema,
  /** Of that epoch, see `Pass`. */
  secret: bytesOf(EPOCH_SECRET_LENGTH),
} as const;
const ownCircle = v.strictObject({
  v: v.literal(1),
  ...circleEntries,
  /** {@link readersDigest} of those it was for when it was kept: whoever went while nobody looked is noticed. */
  readers: bytesOf(32),
});
const heldPass = v.strictObject({
  v: v.literal(1),
  /** As in the pass, so that reading a list of them needs no signature. */
  owner: accountIdSchema,
  kind: v.picklist(circleKinds),
  pass: bytesUpTo(MAX_PASS_BYTES),
  heard: countSchema,
});
const aside = v.strictObject({
  v: v.literal(1),
  circle: spaceIdSchema,
  reader: accountIdSchema,
  what: v.picklist(['remarks', 'whispers']),
});
const back = v.strictObject({ v: v.literal(1), span: v.picklist(momentSpans) });
/** Places in the chains of own devices; a chain that is not named is given whole. */
const places = v.pipe(
  v.array(v.pipe(v.strictTuple([deviceIdSchema, countSchema]), v.readonly())),
  v.maxLength(64),
  v.readonly(),
);
/** `seq` null: all of it was given, to somebody who is in it no more. `others`: in the chains of other own devices; `at`: when that was decided. */
const floor = v.strictObject({
  v: v.literal(1),
  seq: v.nullable(countSchema),
  others: v.exactOptional(places),
  at: v.exactOptional(timeSchema),
});
/** `seq` null: nothing was posted yet. `shut`: for good, as other own devices may have posted since (VIS-20). */
const left = v.strictObject({ v: v.literal(1), seq: v.nullable(countSchema), shut: v.exactOptional(v.literal(true)) });
const said = v.strictObject({ v: v.literal(1), space: v.exactOptional(spaceIdSchema) });
/** `upTo`: where a post that was looked at stands later than that, because a clock is ahead. */
const looked = v.strictObject({ v: v.literal(1), at: timeSchema, upTo: v.exactOptional(timeSchema) });
const away = v.strictObject({ v: v.literal(1), since: timeSchema, until: timeSchema });

const mark = v.strictObject({
  v: v.literal(1),
  hidden: v.boolean(),
  saved: v.nullable(timeSchema),
  seen: v.nullable(timeSchema),
});

/** An own circle as own devices tell it each other (VIS-20). */
export const toldCircleSchema = v.strictObject(circleEntries);
/** See {@link toldCircleSchema}. */
export type ToldCircle = v.InferOutput<typeof toldCircleSchema>;
/** Up to which place of each own device's chain somebody is given nothing of an own circle, and when that was decided (VIS-20). */
export const toldFloorSchema = v.strictObject({ at: timeSchema, places });
/** See {@link toldFloorSchema}. */
export type ToldFloor = v.InferOutput<typeof toldFloorSchema>;
/** When things were looked at, as own devices tell it each other. */
export const toldLookSchema = v.strictObject({ at: timeSchema, upTo: v.exactOptional(timeSchema) });
/** How far back who becomes a contact sees, as own devices tell it each other. */
export const spanSchema = v.picklist(momentSpans);

/** An own circle as it is kept. */
export type KeptCircle = v.InferOutput<typeof ownCircle>;
/** A pass as it is kept. */
export type KeptPass = v.InferOutput<typeof heldPass>;

const read =
  <Schema extends v.GenericSchema>(schema: Schema) =>
  (bytes: Uint8Array): v.InferOutput<Schema> | null =>
    readCanonical(schema, bytes);

/** Reads {@link MomentKeep.circle}; null for what is no such record. */
export const readKeptCircle = read(ownCircle);
/** Reads {@link MomentKeep.pass}. */
export const readKeptPass = read(heldPass);
/** Reads {@link MomentKeep.aside}. */
export const readKeptAside = read(aside);
/** Reads {@link MomentKeep.back}. */
export const readKeptBack = read(back);
/** Reads {@link MomentKeep.floor}. */
export const readKeptFloor = read(floor);
/** A floor as it is kept on one of the devices, and back; `keptAt` for one of before there were several. */
export function floorAsKept({ at, places: all }: ToldFloor, device: DeviceId): v.InferOutput<typeof floor> {
  const others = all.filter(([one]) => one !== device);
  const seq = all.find(([one]) => one === device)?.[1] ?? null;
  return { v: 1, seq, at, ...(others.length === 0 ? {} : { others }) };
}

/** See {@link floorAsKept}. */
export function toldFloor(
  { seq, others = [], at }: v.InferOutput<typeof floor>,
  device: DeviceId,
  keptAt: number,
): ToldFloor {
  const own = seq === null ? [] : [[device, seq] as const];
  return { at: at ?? keptAt, places: [...own, ...others] };
}

/** Reads {@link MomentKeep.left}. */
export const readKeptLeft = read(left);
/** Reads {@link MomentKeep.said}. */
export const readSaid = read(said);
/** Reads {@link MomentKeep.looked}. */
export const readLooked = read(looked);

/** Reads {@link MomentKeep.away}. */
export const readAway = read(away);

/** What the person did with a post, as {@link MomentKeep.mark}. */
export function encodeMark({ hidden, saved, seen }: FeedMark): Uint8Array {
  return encodeCanonical({ v: 1, hidden, saved, seen });
}

/** The way back, by the id it is kept under; null for what is no such record. */
export function readMark(id: string, bytes: Uint8Array): FeedMark | null {
  const fields = read(mark)(bytes);
  const post = keptPost(id);
  if (fields === null || post === null) return null;
  const { hidden, saved, seen } = fields;
  return { post, hidden, saved, seen };
}

/** The bytes of any of them. */
export function encodeKept(
  record:
    | KeptCircle
    | KeptPass
    | v.InferOutput<typeof aside>
    | v.InferOutput<typeof looked>
    | v.InferOutput<typeof away>
    | v.InferOutput<typeof back>
    | v.InferOutput<typeof floor>
    | v.InferOutput<typeof left>
    | v.InferOutput<typeof said>
    | { readonly v: 1 },
): Uint8Array {
  return encodeCanonical(record);
}

/** One hash over a set of people, whatever their order. */
export function readersDigest(readers: Iterable<AccountId>): Uint8Array {
  return taggedHash('banyan/moments/1', 'readers', encodeCanonical([...readers].toSorted()));
}

/** The post a record is kept under. */
export function keptPost(id: string): EventId | null {
  const parsed = v.safeParse(eventIdSchema, id);
  return parsed.success ? parsed.output : null;
}

/** The space a record is kept under. */
export function keptSpace(id: string): SpaceId | null {
  const parsed = v.safeParse(spaceIdSchema, id);
  return parsed.success ? parsed.output : null;
}
