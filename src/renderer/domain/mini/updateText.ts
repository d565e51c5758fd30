import { decodeUtf8, encodeUtf8 } from 'lib0/string';
import * as v from 'valibot';
import { type CleanUpdate, cleanUpdate } from './cleanUpdate.ts';

const line = v.fallback(v.optional(v.string()), undefined);
const readSchema = v.object({
  payload: v.unknown(),
  info: line,
  href: line,
  document: line,
  summary: line,
  notify: v.fallback(v.optional(v.record(v.string(), v.string())), undefined),
});

/** Makes JSON text of JSON text, as this engine writes it; null for what is no JSON (MIN-5). */
export function normalJson(json: string): string | null {
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    // No JSON, or nested deeper than it can be written.
    return null;
  }
}

/** An update as bytes: UTF-8 of one JSON object. `payload` must be JSON text. */
export function encodeUpdate({ payload, ...rest }: CleanUpdate): Uint8Array {
  const fields = JSON.stringify(rest);
  return encodeUtf8(`{"payload":${payload}${fields === '{}' ? '' : `,${fields.slice(1, -1)}`}}`);
}

/** An update as JSON of what a page's listener gets (MPH-2), but for `max_serial` and `sender`: whom it notifies is not told. */
export function receivedJson(update: CleanUpdate, serial: number): string {
  const { payload, notify: _, ...rest } = update;
  return `{"payload":${payload},${JSON.stringify({ ...rest, serial }).slice(1)}`;
}

/** Reads the bytes of an update of anyone (MIN-5): cleaned again, unknown fields left out; null for what is none. Never throws. */
export function readUpdate(bytes: Uint8Array): CleanUpdate | null {
  const text = decode(bytes);
  return readBare(text) ?? readFields(text);
}

const HEAD = '{"payload":';

/** Most updates are a payload and nothing else: that is one JSON value between fixed ends, and needs no more than to be one. */
function readBare(text: string): CleanUpdate | null {
  if (!text.startsWith(HEAD) || !text.endsWith('}')) return null;
  const payload = text.slice(HEAD.length, -1);
  return parse(payload) === undefined ? null : { payload };
}

function readFields(json: string): CleanUpdate | null {
  const parsed = v.safeParse(readSchema, parse(json));
  if (!parsed.success) return null;
  const payload = stringify(parsed.output.payload);
  if (payload === null) return null;
  const { info, href, document, summary, notify } = parsed.output;
  return cleanUpdate({
    payload,
    ...(info === undefined ? {} : { info }),
    ...(href === undefined ? {} : { href }),
    ...(document === undefined ? {} : { document }),
    ...(summary === undefined ? {} : { summary }),
    ...(notify === undefined ? {} : { notify }),
  });
}

/** Empty, which is no JSON, for what is no UTF-8. */
function decode(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch {
    return '';
  }
}

/** Undefined for what is no JSON. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function stringify(value: unknown): string | null {
  try {
    // Undefined where the update has no payload at all.
    const json = JSON.stringify(value) as string | undefined;
    return json ?? null;
  } catch {
    return null;
  }
}
