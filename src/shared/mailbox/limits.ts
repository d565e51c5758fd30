/** The sizes a bundle can have, bytes: every other length is refused, so that length tells little of what is in it. */
export const BUNDLE_SIZES = [2048, 8192, 32_768, 131_072] as const;
/** Longest a bundle is kept, days. */
export const MOST_DAYS = 30;
