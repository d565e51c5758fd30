/** The part of the host contract that fetches what a link is shown with: the renderer's own policy lets it reach no stranger. */
import * as v from 'valibot';
import { bytesUpTo } from '../schemas.ts';

/** Longest address of a page or a picture, UTF-16 code units. */
export const MAX_PREVIEW_ADDRESS = 2048;
/** As much of a page as is looked at, bytes: what it says of itself stands in its head. */
export const MAX_PREVIEW_PAGE = 512 * 1024;
/** Most bytes of a picture that are taken. */
export const MAX_PREVIEW_PICTURE = 3 * 1024 * 1024;
/** From being asked to the last byte, redirects included, ms. */
export const PREVIEW_DEADLINE = 10_000;

const address = v.pipe(v.string(), v.maxLength(MAX_PREVIEW_ADDRESS));
const question = v.strictObject({ url: address });

/** name → input schema, output schema; see `contract.ts`. */
export const previewContract = {
  /**
   * Gets the beginning of a page of the web. `url` is where it was found in the end, `text` is hostile. `invalid-input`: no address of the
   * web, or no page; `forbidden`: not on the public internet. Also `unreachable`.
   */
  'preview.page': {
    input: question,
    output: v.strictObject({ url: address, text: v.pipe(v.string(), v.maxLength(MAX_PREVIEW_PAGE)) }),
  },
  /** Gets a picture a page named. Its bytes are hostile. Fails as `preview.page`; also `too-large`. */
  'preview.picture': { input: question, output: v.strictObject({ bytes: bytesUpTo(MAX_PREVIEW_PICTURE) }) },
} as const satisfies Record<string, { input: v.GenericSchema; output: v.GenericSchema }>;
