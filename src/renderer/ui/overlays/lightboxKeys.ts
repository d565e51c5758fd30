import { chordOf, type KeyPress } from '../keys/chord.ts';
import { viewerKeys } from '../keys/pictureKeys.ts';
import type { Point } from './zoomView.ts';

/** What a key does in the viewer; a place is the way the picture moves, by steps. */
export type LightboxKeyAct = 'previous' | 'next' | 'in' | 'out' | 'fit' | Point;

/** What a key depends on. */
export interface LightboxKeyState {
  readonly isRightToLeft: boolean;
  /** The picture is larger than fitted: the arrows move it. */
  readonly isNear: boolean;
}

/** What a key does; null for keys that are not the viewer's. */
export function lightboxKey(press: KeyPress, { isRightToLeft, isNear }: LightboxKeyState): LightboxKeyAct | null {
  const chord = chordOf(press);
  const move = isNear ? MOVES.get(chord) : undefined;
  if (move !== undefined) return move;
  // The arrow that points to where it stands: earlier ones stand at the start of the line.
  if (chord === viewerKeys.backward) return isRightToLeft ? 'next' : 'previous';
  if (chord === viewerKeys.onward) return isRightToLeft ? 'previous' : 'next';
  return ACTS.get(chord) ?? null;
}

const ACTS: ReadonlyMap<string, LightboxKeyAct> = new Map<string, LightboxKeyAct>([
  [viewerKeys.earlier, 'previous'],
  [viewerKeys.later, 'next'],
  [viewerKeys.zoomIn, 'in'],
  [viewerKeys.zoomInToo, 'in'],
  [viewerKeys.zoomOut, 'out'],
  [viewerKeys.fit, 'fit'],
]);

/** An arrow shows more of where it points to: the picture goes the other way. */
const MOVES: ReadonlyMap<string, Point> = new Map<string, Point>([
  [viewerKeys.backward, { x: 1, y: 0 }],
  [viewerKeys.onward, { x: -1, y: 0 }],
  ['ArrowUp', { x: 0, y: 1 }],
  ['ArrowDown', { x: 0, y: -1 }],
]);
