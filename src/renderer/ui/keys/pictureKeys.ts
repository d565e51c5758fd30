/** Keys over a picture, a film or a story that fills the window. Where two keys lead on, the arrow that points to where the next one stands does. */
export const viewerKeys = {
  backward: 'ArrowLeft',
  onward: 'ArrowRight',
  earlier: 'PageUp',
  later: 'PageDown',
  pause: 'Space',
  zoomIn: '+',
  zoomInToo: '=',
  zoomOut: '-',
  fit: '0',
  close: 'Escape',
} as const;

/** Keys while a picture is worked on. */
export const pictureKeys = { undo: 'Mod+Z', redo: 'Mod+Shift+Z' } as const;
