/** Keys that go everywhere in the app, unless a dialog is open. One table for who hears them and for who lists them (KEY-2). */
export const appKeys = {
  palette: 'Mod+K',
  shortcuts: '?',
  /** On an Arabic keyboard. */
  shortcutsToo: '؟',
  find: 'Mod+F',
  findEverywhere: 'Mod+Shift+F',
  nextPane: 'F6',
  previousPane: 'Shift+F6',
  leave: 'Escape',
  lock: 'Mod+Shift+L',
} as const;

/** The key of the room at a place, from 1 on. */
export function roomKey(place: number): string {
  return `Mod+${place}`;
}
