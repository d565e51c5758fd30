/** Links the system hands us. Whoever made them is unknown: they are only ever delivered as text, and act on nothing. */

/** The scheme registered with the system. */
export const LINK_SCHEME = 'banyan';
/** Longer links are dropped: as long as the host contract lets `link.opened` carry. */
export const MAX_LINK_LENGTH = 16_384;

/**
 * `text` if it has the shape of a `banyan://` link: short enough, printable ASCII only, parsable. Otherwise `null`.
 * What it means is for the renderer to decide, after parsing it as hostile.
 */
export function readDeepLink(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > MAX_LINK_LENGTH) return null;
  if (!/^banyan:\/\/[\x21-\x7e]+$/i.test(text)) return null;
  return URL.canParse(text) ? text : null;
}

/** The first link among the arguments a process was started with. More than one is no person's doing. */
export function findDeepLink(argv: readonly string[]): string | null {
  for (const argument of argv) {
    const link = readDeepLink(argument);
    if (link !== null) return link;
  }
  return null;
}
