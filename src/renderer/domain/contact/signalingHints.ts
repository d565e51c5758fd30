import * as v from 'valibot';

/** Most signaling addresses a card or invite may carry. */
export const MAX_SIGNALING_HINTS = 4;

const hintSchema = v.pipe(v.string(), v.maxLength(256), v.regex(/^wss?:\/\/[a-z0-9.[\]:-]+(\/[\w./~-]*)?$/i));

/** Where a device listens: `ws://` or `wss://` addresses, at most four, each at most 256 characters. */
export const signalingHintsSchema = v.pipe(v.array(hintSchema), v.maxLength(MAX_SIGNALING_HINTS));

/** The first of these addresses that a card or invite may carry; one with a token or a password in it stays here. */
export function pickSignalingHints(addresses: readonly string[]): readonly string[] {
  return addresses.filter((address) => v.is(hintSchema, address)).slice(0, MAX_SIGNALING_HINTS);
}
