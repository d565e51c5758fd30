import * as v from 'valibot';
import type { AccountId, DeviceId, EventId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { bytesOf, bytesUpTo, countSchema, wireId } from '@shared/schemas.ts';
import { type ContactCard, MAX_CARD_BYTES } from '../contact/card.ts';
import { idBytes } from '../event/codec.ts';
import { avatarSchema } from '../profile/profile.ts';
import { groupPolicySchema } from './policy.ts';
import { GROUP_NONCE_LENGTH } from './spaces.ts';

/** Most acts one act may name as seen. */
export const MAX_SEEN = 64;
/** Most chains one act may cut. */
export const MAX_CUTS = 64;
/** Most chains one act may name as withheld from a new member. */
export const MAX_FLOORS = 1024;
/** Longest group name and description as typed, UTF-16 code units; the name is cleaned as a person's is (PRF-4). */
export const MAX_GROUP_NAME = 1024;
/** See {@link MAX_GROUP_NAME}. */
export const MAX_DESCRIPTION = 2048;

const placeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(-1));
const seen = v.pipe(v.array(wireId<EventId>()), v.maxLength(MAX_SEEN), v.readonly());
const name = v.pipe(v.string(), v.maxLength(MAX_GROUP_NAME));
const description = v.pipe(v.string(), v.maxLength(MAX_DESCRIPTION));
const packedCard = bytesUpTo(MAX_CARD_BYTES);
const account = wireId<AccountId>();

/** One row on the wire: device, last place in the roster, last place in the talk, ids of the two; -1 and null for none. */
const cutSchema = v.pipe(
  v.strictTuple([
    wireId<DeviceId>(),
    placeSchema,
    placeSchema,
    v.nullable(wireId<EventId>()),
    v.nullable(wireId<EventId>()),
  ]),
  v.check(([, roster, talk, talkId, rosterId]) => roster < 0 === (rosterId === null) && talk < 0 === (talkId === null)),
  v.transform(([device, rosterSeq, talkSeq, talkId, rosterId]) => ({ device, rosterSeq, talkSeq, talkId, rosterId })),
  v.readonly(),
);
const cuts = v.pipe(v.array(cutSchema), v.maxLength(MAX_CUTS), v.readonly());
const floorSchema = v.pipe(
  v.strictTuple([wireId<DeviceId>(), countSchema]),
  v.transform(([device, seq]) => ({ device, seq })),
  v.readonly(),
);
const floors = v.pipe(v.array(floorSchema), v.maxLength(MAX_FLOORS), v.readonly());

const schemas = {
  'group.founded': v.strictObject({
    seen,
    nonce: bytesOf(GROUP_NONCE_LENGTH),
    name,
    description,
    picture: avatarSchema,
    policy: groupPolicySchema,
    card: packedCard,
  }),
  'group.changed': v.strictObject({
    seen,
    name: v.exactOptional(name),
    description: v.exactOptional(description),
    picture: v.exactOptional(avatarSchema),
    policy: v.exactOptional(groupPolicySchema),
  }),
  'group.added': v.strictObject({ seen, card: packedCard, via: v.nullable(wireId<string>()), floors }),
  'group.removed': v.strictObject({ seen, account, cuts }),
  'group.left': v.strictObject({ seen, cuts }),
  'group.role': v.strictObject({ seen, account, role: v.picklist(['admin', 'member']), cuts }),
  'group.handed-over': v.strictObject({ seen, account, card: packedCard }),
  'group.dissolved': v.strictObject({ seen }),
  'group.witnessed': v.strictObject({ seen }),
} as const;

/** Kinds of the roster log that this version knows. */
export type RosterKind = keyof typeof schemas;
type BodyOf<Kind extends RosterKind> = { readonly kind: Kind } & Readonly<v.InferOutput<(typeof schemas)[Kind]>>;

/** The last place of each chain that who removed someone had: what lies beyond does not count (GRP-12). */
export type Cut = v.InferOutput<typeof cutSchema>;
/** Places of a talk chain below `seq` are not given to a new member (GRP-5). */
export type Floor = v.InferOutput<typeof floorSchema>;

/** An act of a later version, or one that cannot be read: it counts for nothing but its place in history (GRP-4). */
export interface UnknownBody {
  readonly kind: 'unknown';
  readonly seen: readonly EventId[];
}

/** The body of an event of the roster log, read from its bytes; cards are still packed. */
export type RosterBody = { [Kind in RosterKind]: BodyOf<Kind> }[RosterKind] | UnknownBody;

type WithCard<Body> = Body extends { readonly card: Uint8Array }
  ? Omit<Body, 'card'> & { readonly card: ContactCard }
  : Body;
/** The same with its card read and verified. */
export type RosterDeed = WithCard<RosterBody>;
/** A deed of one kind. */
export type DeedOf<Kind extends RosterDeed['kind']> = Extract<RosterDeed, { readonly kind: Kind }>;

/** True for the kinds whose bodies this version reads. */
export function isRosterKind(kind: string): kind is RosterKind {
  return Object.hasOwn(schemas, kind);
}

/**
 * Reads a body (GRP-3, GRP-4). A known kind that does not fit is `roster-malformed`; a kind of a later version is
 * `unknown`. Both keep their place in history.
 */
export function parseRosterBody(kind: string, body: unknown): Result<RosterBody, Failure<'roster-malformed'>> {
  if (!isRosterKind(kind)) {
    const known = v.safeParse(v.object({ seen }), body);
    return ok({ kind: 'unknown', seen: known.success ? known.output.seen : [] });
  }
  const parsed = v.safeParse(schemas[kind], body);
  if (!parsed.success) return fail('roster-malformed', `${kind} does not fit`);
  return ok({ kind, ...parsed.output } as RosterBody);
}

/** The body as an event carries it. The kind of the event is `body.kind`. */
export function encodeRosterBody(body: Exclude<RosterBody, UnknownBody>): Record<string, unknown> {
  const { kind: _, ...fields } = body;
  const wire: Record<string, unknown> = { ...fields, seen: body.seen.map(idBytes) };
  if ('account' in body) wire['account'] = idBytes(body.account);
  if ('cuts' in body) wire['cuts'] = body.cuts.map(cutRow);
  if ('floors' in body) wire['floors'] = body.floors.map((floor) => [idBytes(floor.device), floor.seq]);
  if ('via' in body) wire['via'] = body.via === null ? null : idBytes(body.via);
  return wire;
}

function cutRow(cut: Cut): readonly unknown[] {
  const id = (text: EventId | null) => (text === null ? null : idBytes(text));
  return [idBytes(cut.device), cut.rosterSeq, cut.talkSeq, id(cut.talkId), id(cut.rosterId)];
}

/**
 * The rows that an act has room for, of all there are: a chain of which nothing is here needs none, as one without a row is cut at
 * its beginning (GRP-12). Of more than fit the longest are named.
 */
export function fittingCuts(all: readonly Cut[]): Cut[] {
  const held = all.filter(({ rosterSeq, talkSeq }) => rosterSeq >= 0 || talkSeq >= 0);
  return held.toSorted(byLength).slice(0, MAX_CUTS);
}

function byLength(a: Cut, b: Cut): number {
  return b.rosterSeq + b.talkSeq - a.rosterSeq - a.talkSeq || (a.device < b.device ? -1 : 1);
}

/** The packed card a body carries, to be read and verified; null when it carries none. */
export function packedCardOf(body: RosterBody): Uint8Array | null {
  return 'card' in body ? body.card : null;
}

/** Joins a body and its verified card. `card` must be what {@link packedCardOf} said, read; a missing one makes the act unknown. */
export function deedOf(body: RosterBody, card: ContactCard | null): RosterDeed {
  if (!('card' in body)) return body;
  return card === null ? { kind: 'unknown', seen: body.seen } : { ...body, card };
}
