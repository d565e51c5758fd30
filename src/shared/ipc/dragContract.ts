/** The part of the host contract that hands a file of a message to the system while it is dragged. Capability `dragOut`. */
import * as v from 'valibot';
import { accountIdSchema, blobIdSchema } from '../schemas.ts';

/** Longest name of a file that is dragged, UTF-16 code units. */
const MAX_NAME = 255;
/** Larger files are saved, not dragged: a copy has to be there before the button is let go. Bytes. */
export const MAX_DRAG_BYTES = 512 * 1024 * 1024;

/** A name and nothing else: no path, no control or direction characters, nothing a system does not take, not hidden. */
const BARE =
  /^(?![.\s])[^\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+(?<![.\s])$/u;

/** name → input schema, output schema; see `contract.ts`. */
export const dragContract = {
  /**
   * Begins to drag a copy of a complete blob under a name, in the page that asks. To be called where a drag began there. `blob-absent`: it
   * is not whole here; `too-large`: above {@link MAX_DRAG_BYTES}.
   */
  'drag.start': {
    input: v.strictObject({
      account: accountIdSchema,
      id: blobIdSchema,
      name: v.pipe(v.string(), v.maxLength(MAX_NAME), v.regex(BARE, 'not a bare name')),
    }),
    output: v.strictObject({}),
  },
} as const satisfies Record<string, { input: v.GenericSchema; output: v.GenericSchema }>;
