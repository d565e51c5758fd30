import { type View, h } from '../../shared/view.ts';
import { sideOf } from './board.ts';

/** Outlines of the pieces in a square of 45, each closed and drawn over the one before it. */
const outlines: Readonly<Record<string, readonly string[]>> = {
  p: [
    'M22.5 9a5.6 5.6 0 0 1 3.4 10c3.6 3 5.6 7.6 5.9 14H13.2c.3-6.4 2.3-11 5.9-14a5.6 5.6 0 0 1 3.4-10z',
    'M11 33h23v5H11z',
  ],
  r: ['M12 8h5v4h3.5V8h4v4H28V8h5v9l-4 3.5V30l3 3H13l3-3v-9.5L12 17z', 'M10 33h25v5H10z'],
  n: ['M14 33c0-7 6-8.500 6.500-14L14 22.500l-4-3.500 6-8.500V6l5 3.500C30 10 34 18 32.500 33z', 'M11 33h23.500v5H11z'],
  b: [
    'M22.500 8c7 5.500 9 11 6.500 16-1.200 2.400-2 4-2 9h-9c0-5-.8-6.600-2-9-2.500-5-.5-10.500 6.500-16z',
    'M22.500 3.500a2.600 2.600 0 1 1 0 5.200 2.600 2.600 0 0 1 0-5.200z',
    'M11 33h23v5H11z',
  ],
  q: [
    'M13 33L7.500 13l7 9 2-13 6 12 6-12 2 13 7-9L32 33z',
    'M7.500 9.500a2.300 2.300 0 1 1 0 4.600 2.300 2.300 0 0 1 0-4.600zM16.500 5a2.300 2.300 0 1 1 0 4.600 2.300 2.300 0 0 1 0-4.600zM28.500 5a2.300 2.300 0 1 1 0 4.600 2.300 2.300 0 0 1 0-4.600zM37.500 9.500a2.300 2.300 0 1 1 0 4.600 2.300 2.300 0 0 1 0-4.600z',
    'M11 33h23v5H11z',
  ],
  k: [
    'M13.500 33C5 23 9 14.500 16.500 15.500c3 .4 5 2.500 6 5.500 1-3 3-5.100 6-5.500C36 14.500 40 23 31.500 33z',
    'M21 4h3v3.500h3.500v3H24V16h-3v-5.500h-3.500v-3H21z',
    'M11 33h23v5H11z',
  ],
};

/** Draws a piece by its letter. It says nothing by itself: its square does. */
export function pieceView(piece: string): View {
  return h(
    'svg',
    { key: piece, viewBox: '0 0 45 45', class: `piece ${sideOf(piece) ?? ''}`, 'aria-hidden': true },
    (outlines[piece.toLowerCase()] ?? []).map((d) => h('path', { d })),
  );
}
