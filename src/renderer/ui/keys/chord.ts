/** What of a key counts; a DOM event and React's both are one. */
export interface KeyPress {
  readonly key: string;
  /** The place of the key, the same whatever the language of the keyboard. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * A key with what is held, as the tables of this folder write it (KEY-1): `Mod+Shift+X`, `Alt+ArrowUp`, `Space`, `?`. `Mod` is Ctrl or
 * Command. A letter counts by what is on the key, or by its place where the keyboard has other letters; a figure with something held by its
 * place. Of any other sign Shift says nothing: where it lies is a matter of the keyboard.
 */
export function chordOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  const isMod = ctrlKey || metaKey;
  const isHeld = isMod || altKey;
  const name = nameOf(key, code, isHeld);
  const isSign = name.length === 1 && !/[A-Z]/.test(name) && !(isHeld && /\d/.test(name));
  return `${isMod ? 'Mod+' : ''}${altKey ? 'Alt+' : ''}${shiftKey && !isSign ? 'Shift+' : ''}${name}`;
}

function nameOf(key: string, code: string, isHeld: boolean): string {
  if (key === ' ') return 'Space';
  if (/^[A-Za-z]$/.test(key)) return key.toUpperCase();
  if (key.length > 1) return key;
  const [, letter, figure] = /^(?:Key([A-Z])|Digit(\d))$/.exec(code) ?? [];
  if (figure !== undefined) return isHeld ? figure : key;
  return letter !== undefined && /[^\x20-\x7e]/u.test(key) ? letter : key;
}
