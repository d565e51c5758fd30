/** The sizes a bundle can have, bytes: every other length is refused, so that length tells little of what is in it. */
export const BUNDLE_SIZES = [2048, 8192, 32_768, 131_072] as const;
/** Most bundles that wait in one mailbox, and most bytes of them. What is above is refused, and waits with who wanted to leave it. */
export const MOST_BUNDLES = 256;
/** See {@link MOST_BUNDLES}. */
export const MOST_BUNDLE_BYTES: number = 8 * 1024 * 1024;
/** Longest a bundle is kept, days. */
export const MOST_DAYS = 30;
