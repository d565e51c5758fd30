/** Keys of the search through an open talk: it is opened from anywhere in the talk, the others count in its box. */
export const findKeys = {
  open: 'Mod+F',
  older: 'ArrowUp',
  newer: 'ArrowDown',
  onward: 'Enter',
  back: 'Shift+Enter',
  leave: 'Escape',
} as const;
