/** Figures of packs of updates. */

/**
 * A pack's text is ended before it is longer, UTF-16 code units; one update that is longer is a pack alone. Chromium keeps a value of 64 KiB
 * or more in a file of its own, and takes several times as long to give it.
 */
export const MAX_PACK_TEXT = 56 * 1024;
/** Most people in one pack: a place among them is a byte. */
export const MAX_PACK_AUTHORS = 256;
/** Updates behind the last pack that are worth packing. */
export const PACK_AFTER = 256;
