/** The part of the host contract that fetches feeds of the web: the renderer's own policy lets it reach no stranger. */
import * as v from 'valibot';
import { countSchema } from '../schemas.ts';

/** Longest address of a feed, UTF-16 code units. */
export const MAX_FEED_ADDRESS = 2048;
/** Most bytes of an answer that are taken, unpacked. */
export const MAX_FEED_BYTES = 10 * 1024 * 1024;
/** From being asked to the last byte, redirects included, ms. */
export const FEED_DEADLINE = 30_000;
/** Longest mark of a version (`ETag`, `Last-Modified`) that is kept and sent back, UTF-16 code units. */
export const MAX_FEED_MARK = 256;

const mark = v.nullable(v.pipe(v.string(), v.maxLength(MAX_FEED_MARK), v.regex(/^[\x20-\x7E]*$/u)));
const address = v.pipe(v.string(), v.maxLength(MAX_FEED_ADDRESS));

/** name → input schema, output schema; see `contract.ts`. */
export const feedContract = {
  /**
   * Gets the text at an address of the web, if it is another than the one the marks are of. Redirects are followed. `status` is whatever
   * the last server said; `text` is that of a 200 and else empty, and hostile. `forbidden`: not on the public internet. Also
   * `invalid-input`, `too-large`, `unreachable`.
   */
  'feed.fetch': {
    input: v.strictObject({ url: address, etag: mark, modified: mark }),
    output: v.strictObject({
      status: v.pipe(countSchema, v.minValue(200), v.maxValue(599)),
      /** Where it was found in the end. */
      url: address,
      etag: mark,
      modified: mark,
      text: v.pipe(v.string(), v.maxLength(MAX_FEED_BYTES)),
    }),
  },
} as const satisfies Record<string, { input: v.GenericSchema; output: v.GenericSchema }>;
