/** Kinds of what the devices of one account tell each other begin so (DEV-10). */
const OWN_PREFIX = 'own.';
/** Kind of a choice: body `{ key, value }`. */
export const CHOICE_KIND = 'own.chosen';

/** Whether a kind belongs into the space of own devices, and nowhere else. */
export function isOwnKind(kind: string): boolean {
  return kind.startsWith(OWN_PREFIX);
}
