import type { Format } from '@domain/markup/format.ts';

/** The keys that give selected words a format, as they are shown: Command in place of Ctrl on a Mac. */
export const FORMAT_KEYS = {
  bold: 'Ctrl+B',
  italic: 'Ctrl+I',
  strike: 'Ctrl+Shift+X',
  code: 'Ctrl+Shift+M',
  quote: 'Ctrl+Shift+9',
} as const satisfies Record<Format, string>;

/** What of a key counts. `code` is the key's place, the same whatever the language of the keyboard. */
interface Keys {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const PLAIN: Readonly<Record<string, Format>> = { KeyB: 'bold', KeyI: 'italic' };
const SHIFTED: Readonly<Record<string, Format>> = { KeyX: 'strike', KeyM: 'code', Digit9: 'quote' };

/** The format that keys ask for; null for other keys. */
export function formatOfKeys({ code, ctrlKey, metaKey, shiftKey, altKey }: Keys): Format | null {
  if (altKey || !(ctrlKey || metaKey)) return null;
  return (shiftKey ? SHIFTED : PLAIN)[code] ?? null;
}
