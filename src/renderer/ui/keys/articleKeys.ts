/** Keys in the editor of articles. */
export const articleKeys = {
  undo: 'Mod+Z',
  redo: 'Mod+Shift+Z',
  redoToo: 'Mod+Y',
  bold: 'Mod+B',
  italic: 'Mod+I',
  strike: 'Mod+Shift+X',
  code: 'Mod+E',
  link: 'Mod+K',
  paragraph: 'Mod+Alt+0',
  heading: 'Mod+Alt+2',
  smallHeading: 'Mod+Alt+3',
  numbers: 'Mod+Shift+7',
  bullets: 'Mod+Shift+8',
  quote: 'Mod+Shift+9',
  leave: 'Escape',
} as const;
