import { decodeUtf8, encodeUtf8 } from 'lib0/string';
import * as v from 'valibot';
import { type CleanUpdate, cleanUpdate } from './cleanUpdate.ts';

const text = v.fallback(v.optional(v.string()), undefined);
const readSchema = v.object({
  payload: v.unknown(),
  info: text,
  href: text,
  document: text,
  summary: text,
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

/** Reads the bytes of an update of anyone (MIN-5): cleaned again, unknown fields left out; null for what is none. Never throws. */
export function readUpdate(bytes: Uint8Array): CleanUpdate | null {
  const parsed = v.safeParse(readSchema, parse(bytes));
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

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes));
  } catch {
    return null;
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
