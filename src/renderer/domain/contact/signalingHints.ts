import * as v from 'valibot';

/** Most signaling addresses a card or invite may carry. */
export const MAX_SIGNALING_HINTS = 4;

/** Where a device listens: `ws://` or `wss://` addresses, at most four, each at most 256 characters. */
export const signalingHintsSchema = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(256), v.regex(/^wss?:\/\/[a-z0-9.[\]:-]+(\/[\w./~-]*)?$/i))),
  v.maxLength(MAX_SIGNALING_HINTS),
);
