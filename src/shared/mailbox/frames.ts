/** What a device and a mailbox service say to each other: JSON text frames over a WebSocket. Both ends read by these schemas. */
import * as v from 'valibot';
import { type Failure, type Result, fail, ok } from '../result.ts';
import { countSchema, timeSchema } from '../schemas.ts';
import { BUNDLE_SIZES, MOST_DAYS } from './limits.ts';

/** Most mailboxes asked about in one frame. */
export const MOST_KEYS = 512;
/** Most bundles that are done with in one frame. */
export const MOST_DONE = 512;
/** Largest frame a device sends, bytes: a bundle as text, or its keys. */
export const MAX_MAILBOX_FRAME = 192 * 1024;
/** Bundles of one answer come to at most so many bytes, or are one. */
export const ANSWER_BYTES = 512 * 1024;
/** Answers to `fetch` are filled up to a power of two from this on, bytes. */
export const LEAST_ANSWER = 4096;

const TEXT = /^[\w-]*$/;
const text32 = v.pipe(v.string(), v.length(43), v.regex(TEXT));
const text64 = v.pipe(v.string(), v.length(86), v.regex(TEXT));
const sizes: ReadonlySet<number> = new Set(BUNDLE_SIZES.map((size) => Math.ceil((size * 4) / 3)));
const bundle = v.pipe(
  v.string(),
  v.check((text) => sizes.has(text.length), 'not one of the sizes'),
  v.regex(TEXT),
);
const number = countSchema;

const requestSchema = v.variant('type', [
  /** Keeps a bundle in the mailbox of this name, for at most so many days. */
  v.object({
    type: v.literal('put'),
    n: number,
    box: text32,
    days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_DAYS)),
    bundle,
  }),
  /** What is in the mailboxes these keys are of, beyond a place? */
  v.object({
    type: v.literal('fetch'),
    n: number,
    keys: v.pipe(v.array(text32), v.minLength(1), v.maxLength(MOST_KEYS)),
    after: number,
  }),
  /** These were taken and are durable there: they need not be kept any more. */
  v.object({
    type: v.literal('done'),
    n: number,
    key: text32,
    ids: v.pipe(v.array(number), v.minLength(1), v.maxLength(MOST_DONE)),
  }),
  v.object({ type: v.literal('ping') }),
]);

/** Why a service keeps nothing more, or nothing now. */
export const refusalCodes = ['mailbox-full', 'service-full', 'too-much', 'storage-failed', 'malformed'] as const;
/** See {@link refusalCodes}. */
export type MailboxRefusal = (typeof refusalCodes)[number];

const keptBundle = v.object({ box: text32, id: number, bundle });

const answerSchema = v.variant('type', [
  /** First on every socket. A service that says anything else, or nothing, is no mailbox. `key` signs its receipts. */
  v.object({ type: v.literal('mailbox'), v: v.literal(1), key: text32 }),
  /** Said in its place where a signaling service keeps nothing. */
  v.object({ type: v.literal('none') }),
  /** It is durable, until then; `receipt` is signed (MBS-3). */
  v.object({ type: v.literal('kept'), n: number, until: timeSchema, receipt: text64 }),
  v.object({ type: v.literal('bundles'), n: number, bundles: v.array(keptBundle), more: v.boolean() }),
  v.object({ type: v.literal('gone'), n: number }),
  v.object({ type: v.literal('refused'), n: number, code: v.picklist(refusalCodes) }),
  v.object({ type: v.literal('pong') }),
]);

/** What a device asks of a mailbox service. */
export type MailboxRequest = v.InferOutput<typeof requestSchema>;
/** What the service says. */
export type MailboxAnswer = v.InferOutput<typeof answerSchema>;
/** Reads a frame of a device. Never throws. */
export function readMailboxRequest(text: string): Result<MailboxRequest, Failure<'malformed'>> {
  return readFrame(requestSchema, text);
}

/** Reads a frame of a service. Never throws. */
export function readMailboxAnswer(text: string): Result<MailboxAnswer, Failure<'malformed'>> {
  return readFrame(answerSchema, text);
}

function readFrame<S extends v.GenericSchema>(schema: S, text: string): Result<v.InferOutput<S>, Failure<'malformed'>> {
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? ok(parsed.output) : fail('malformed', 'does not fit');
  } catch {
    return fail('malformed', 'not JSON');
  }
}

/** Where the mailbox of a signaling service is (MBS-11): beside it, with the same token. Null where the text is no such address. */
export function mailboxAddress(signaling: string): string | null {
  if (!URL_FORM.test(signaling)) return null;
  const [address = '', query] = signaling.split('?', 2);
  const base = address.replace(/\/signal\/?$/, '').replace(/\/+$/, '');
  return `${base}/mailbox${query === undefined ? '' : `?${query}`}`;
}

const URL_FORM = /^wss?:\/\/[^\s#]+$/i;
