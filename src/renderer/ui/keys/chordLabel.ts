const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
  Backspace: '⌫',
  Space: '␣',
};
const ON_MAC: Readonly<Record<string, string>> = { ...SIGNS, Mod: '⌘', Alt: '⌥', Shift: '⇧', Enter: '⏎', Delete: '⌦' };

/** Whether this device's keyboards have Command in place of Ctrl. */
export function isMac(platform: string = navigator.platform): boolean {
  return /^(?:mac|ip)/iu.test(platform);
}

/** The keys of a chord as they stand on a keyboard, one by one. */
export function keysOf(chord: string, onMac = isMac()): readonly string[] {
  // A plus may be the key itself.
  const parts = chord.split(/\+(?=.)/u);
  return parts.map((part) => (onMac ? ON_MAC[part] : SIGNS[part]) ?? (part === 'Mod' ? 'Ctrl' : part));
}

/** The same as one word, for tooltips and menus. */
export function chordLabel(chord: string, onMac = isMac()): string {
  return keysOf(chord, onMac).join(onMac ? '' : '+');
}
