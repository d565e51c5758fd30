/** A word of a script that runs from right to left. */
const RIGHT_TO_LEFT = /^[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * Which way a sentence runs that begins with a name as likely as not: as most of its words do. Its first letter tells nothing then,
 * for a name may be of another script. `undefined`, the way of everything around it, where as many words run either way.
 */
export function lineDirection(text: string): 'ltr' | 'rtl' | undefined {
  const words = text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
  const backward = words.filter((word) => RIGHT_TO_LEFT.test(word)).length;
  const forward = words.length - backward;
  if (forward === backward) return undefined;
  return forward > backward ? 'ltr' : 'rtl';
}
