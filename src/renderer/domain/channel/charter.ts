import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Failure, type Result, err, fail, ok } from '@shared/result.ts';
import { bytesOf, bytesUpTo, countSchema, timeSchema } from '@shared/schemas.ts';
import { equalBytes, taggedHash } from '../codec/bytes.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import {
  type Sign,
  type SignedBytes,
  type Verify,
  packSigned,
  signValue,
  unpackSigned,
  verifySigned,
} from '../codec/signed.ts';
import { channelSpace } from '../feed/spaces.ts';
import { deviceOfKey } from '../identity/account.ts';

/** `owner` holds the channel's key; `editor` publishes, moderates and answers; `writer` writes drafts that an editor publishes. */
export const channelRoles = ['owner', 'editor', 'writer'] as const;
/** See {@link channelRoles}. */
export type ChannelRole = (typeof channelRoles)[number];

/** Most editors at a time. */
export const MOST_PENS = 12;
/** Most editors that were and are no more. */
export const MOST_ENDED = 64;
/** Longest name of an editor. */
export const MAX_PEN_NAME = 40;
/** Largest charter, bytes: it is kept as one small record. */
export const MAX_CHARTER_BYTES = 56 * 1024;
const MOST_STATEMENTS = 400;
const PURPOSE = 'channel-charter';
const TAG = 'banyan/channel/1';

const penSchema = v.strictObject({
  /** Ed25519: what this editor writes with, in this channel alone. */
  pen: bytesOf(32),
  /** X25519: what the channel's secrets are sealed to for this editor. */
  agree: bytesOf(32),
  role: v.picklist(channelRoles),
  name: v.pipe(v.string(), v.maxLength(MAX_PEN_NAME)),
});
const endedSchema = v.strictObject({
  pen: bytesOf(32),
  /** Last place of its chain that counts; -1 for none of it. */
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(-1)),
  id: v.nullable(bytesOf(32)),
});
const statementSchema = v.strictObject({
  v: v.literal(1),
  n: countSchema,
  prev: v.nullable(bytesOf(32)),
  /** Whose signature the next statement needs: by naming another key the channel is handed over (CHN-5). */
  root: bytesOf(32),
  /** X25519: what letters to the editors are sealed to. */
  inbox: bytesOf(32),
  pens: v.pipe(v.array(penSchema), v.minLength(1), v.maxLength(MOST_PENS), v.readonly()),
  ended: v.pipe(v.array(endedSchema), v.maxLength(MOST_ENDED), v.readonly()),
  at: timeSchema,
});
/** What one statement of a charter says. */
export type StatementContent = v.InferOutput<typeof statementSchema>;
/** A key that writes in a channel. */
export type Pen = v.InferOutput<typeof penSchema>;
/** A key that wrote in a channel, and up to where that counts. */
export type EndedPen = v.InferOutput<typeof endedSchema>;

const packedSchema = v.strictObject({
  v: v.literal(1),
  founder: bytesOf(32),
  statements: v.pipe(v.array(bytesUpTo(16 * 1024)), v.minLength(1), v.maxLength(MOST_STATEMENTS), v.readonly()),
});

/** One statement with what proves it. */
export interface Statement {
  /** Hash of its bytes: what the next one follows. */
  readonly id: Uint8Array;
  readonly content: StatementContent;
  readonly signed: SignedBytes;
}

/** Who writes a channel: a list of statements, each signed by the key the one before it names (CHN-2). Never empty. */
export interface Charter {
  readonly space: SpaceId;
  readonly founder: Uint8Array;
  readonly statements: readonly Statement[];
  readonly last: StatementContent;
  readonly pens: ReadonlyMap<DeviceId, Pen & { readonly since: number }>;
  readonly ends: ReadonlyMap<DeviceId, { readonly seq: number; readonly id: EventId | null }>;
}

/** Why bytes are no charter. */
export type CharterError = Failure<'charter-malformed' | 'charter-foreign' | 'charter-forged' | 'charter-full'>;

/** How two charters of one channel stand to each other. */
export type Comparison = 'same' | 'longer' | 'shorter' | 'forked';

/** Makes the first statement of a new channel. `founder` signs, and is the key the channel is known by (CHN-1). */
export async function foundCharter(
  founder: Uint8Array,
  first: Pick<StatementContent, 'inbox' | 'pens' | 'at'>,
  sign: Sign,
): Promise<Result<Charter, CharterError>> {
  const content = { v: 1 as const, n: 0, prev: null, root: founder, ended: [], ...first };
  return charterOf(founder, [await statementOf(content, sign)]);
}

/** Adds a statement; `sign` is that of the key which the last one names. `charter-malformed`: it breaks a rule of CHN-3 to CHN-5. */
export async function extendCharter(
  charter: Charter,
  change: Partial<Pick<StatementContent, 'root' | 'inbox' | 'pens' | 'ended'>> & { readonly at: number },
  sign: Sign,
): Promise<Result<Charter, CharterError>> {
  const last = charter.statements.at(-1);
  const content = { ...charter.last, ...change, n: charter.last.n + 1, prev: last?.id ?? null };
  const extended = charterOf(charter.founder, [...charter.statements, await statementOf(content, sign)]);
  if (!extended.ok) return extended;
  return packCharter(extended.value).length > MAX_CHARTER_BYTES
    ? fail('charter-full', 'as many changes as a charter holds')
    : extended;
}

/** As one byte string. */
export function packCharter({ founder, statements }: Charter): Uint8Array {
  return encodeCanonical({ v: 1, founder, statements: statements.map(({ signed }) => packSigned(signed)) });
}

/** Reads a charter without checking signatures: of one's own store alone. */
export function unpackCharter(packed: Uint8Array): Result<Charter, CharterError> {
  if (packed.length > MAX_CHARTER_BYTES) return fail('charter-malformed', 'too large');
  const read = readCanonical(packedSchema, packed);
  if (read === null) return fail('charter-malformed', 'not a charter');
  const statements: Statement[] = [];
  for (const bytes of read.statements) {
    const statement = readStatement(bytes);
    if (!statement.ok) return statement;
    statements.push(statement.value);
  }
  return charterOf(read.founder, statements);
}

/** Reads a charter from somewhere else: it must be that of `space`, and every signature is checked that `known` does not have. */
export async function verifyCharter(
  packed: Uint8Array,
  space: SpaceId,
  { verify, known }: { readonly verify: Verify; readonly known: Charter | null },
): Promise<Result<Charter, CharterError>> {
  const charter = unpackCharter(packed);
  if (!charter.ok) return charter;
  if (charter.value.space !== space) return fail('charter-foreign', 'of another channel');
  let key = charter.value.founder;
  for (const [place, { id, content, signed }] of charter.value.statements.entries()) {
    const twin = known?.statements[place];
    const isKnown =
      twin !== undefined && equalBytes(twin.id, id) && equalBytes(twin.signed.signature, signed.signature);
    if (!isKnown && !(await verifySigned(PURPOSE, signed, { key, verify })))
      return fail('charter-forged', 'a signature does not fit');
    key = content.root;
  }
  return charter;
}

/** How `other` stands to `own`, both of one channel: whether it says more, less, the same, or something else for one place (CHN-6). */
export function compareCharters(own: Charter, other: Charter): Comparison {
  if (partingOf(own, other) !== null) return 'forked';
  if (own.statements.length === other.statements.length) return 'same';
  return own.statements.length < other.statements.length ? 'longer' : 'shorter';
}

/**
 * Whether a fork leaves it open who decides in `own` (CHN-6): whoever signed both statements decides there to this day. Where the channel
 * was handed over since, in what is here, they decide no more, and their word stops nobody.
 */
export function isFrozenBy(own: Charter, fork: Charter): boolean {
  const place = partingOf(own, fork);
  if (place === null) return false;
  const signer = own.statements[place - 1]?.content.root ?? own.founder;
  return own.statements.slice(place).every(({ content }) => equalBytes(content.root, signer));
}

/** The first place at which two charters say different things; null where one goes on with the other. */
function partingOf(own: Charter, other: Charter): number | null {
  const place = own.statements.findIndex(({ id }, at) => {
    const twin = other.statements[at];
    return twin !== undefined && !equalBytes(twin.id, id);
  });
  return place < 0 ? null : place;
}

async function statementOf(content: StatementContent, sign: Sign): Promise<Statement> {
  const signed = await signValue(PURPOSE, content, sign);
  return { id: taggedHash(TAG, 'statement', signed.bytes), content, signed };
}

function readStatement(packed: Uint8Array): Result<Statement, CharterError> {
  const signed = unpackSigned(packed);
  const content = signed.ok ? readCanonical(statementSchema, signed.value.bytes) : null;
  if (content === null || !signed.ok) return fail('charter-malformed', 'not a statement');
  return ok({ id: taggedHash(TAG, 'statement', signed.value.bytes), content, signed: signed.value });
}

function charterOf(founder: Uint8Array, statements: readonly Statement[]): Result<Charter, CharterError> {
  const since = new Map<DeviceId, number>();
  let before: Statement | null = null;
  for (const statement of statements) {
    const problem = problemOf(founder, before, statement);
    if (problem !== null) return err({ code: 'charter-malformed', message: problem });
    for (const { pen } of statement.content.pens)
      if (!since.has(deviceOfKey(pen))) since.set(deviceOfKey(pen), statement.content.at);
    before = statement;
  }
  if (before === null) return fail('charter-malformed', 'says nothing');
  const { content: last } = before;
  return ok({
    space: channelSpace(founder),
    founder,
    statements,
    last,
    pens: new Map(
      last.pens.map((pen) => [deviceOfKey(pen.pen), { ...pen, since: since.get(deviceOfKey(pen.pen)) ?? last.at }]),
    ),
    ends: new Map(last.ended.map(({ pen, seq, id }) => [deviceOfKey(pen), { seq, id: eventOf(id) }])),
  });
}

/** What is wrong with a statement after the one before it; null when nothing is. */
function problemOf(founder: Uint8Array, before: Statement | null, { content }: Statement): string | null {
  const named = [...content.pens, ...content.ended].map(({ pen }) => toBase64url(pen));
  if (new Set(named).size !== named.length) return 'a pen is named twice';
  const owner = ownerOf(content);
  if (owner === null) return 'a channel has one owner';
  if (!follows(before, content)) return 'does not follow';
  const root = before?.content.root ?? founder;
  if (!equalBytes(content.root, root) && !equalBytes(content.root, owner.pen)) return 'handed over to who is no owner';
  return before === null || keepsPens(before.content, content) ? null : 'drops or changes a pen';
}

function ownerOf({ pens }: StatementContent): Pen | null {
  const owners = pens.filter(({ role }) => role === 'owner');
  return owners.length === 1 ? (owners[0] ?? null) : null;
}

function follows(before: Statement | null, { n, prev }: StatementContent): boolean {
  if (before === null) return n === 0 && prev === null;
  return n === before.content.n + 1 && prev !== null && equalBytes(prev, before.id);
}

/** CHN-4: who wrote once is known for ever, and an end does not move. A writer becomes no editor: what they said would count then. */
function keepsPens(before: StatementContent, after: StatementContent): boolean {
  const pens = new Map(after.pens.map((pen) => [toBase64url(pen.pen), pen]));
  const ended = new Map(after.ended.map((end) => [toBase64url(end.pen), end]));
  const isKept = before.pens.every((pen) => {
    const now = pens.get(toBase64url(pen.pen));
    if (now === undefined) return ended.has(toBase64url(pen.pen));
    return equalBytes(now.agree, pen.agree) && (now.role === 'writer') === (pen.role === 'writer');
  });
  return isKept && before.ended.every((end) => isSameEnd(end, ended.get(toBase64url(end.pen))));
}

function isSameEnd(one: EndedPen, other: EndedPen | undefined): boolean {
  return other !== undefined && other.seq === one.seq && eventOf(other.id) === eventOf(one.id);
}

function eventOf(id: Uint8Array | null): EventId | null {
  return id === null ? null : (toBase64url(id) as EventId);
}
