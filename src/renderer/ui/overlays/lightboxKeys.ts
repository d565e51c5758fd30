import type { Point } from './zoomView.ts';

/** What a key does in the viewer; a place is the way the picture moves, by steps. */
export type LightboxKeyAct = 'previous' | 'next' | 'in' | 'out' | 'fit' | Point;

/** What a key depends on. */
export interface LightboxKeyState {
  readonly isRightToLeft: boolean;
  /** The picture is larger than fitted: the arrows move it. */
  readonly isNear: boolean;
}

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key does; null for keys that are not the viewer's. With Ctrl, Cmd or Alt they are the browser's. */
export function lightboxKey(pressed: Pressed, { isRightToLeft, isNear }: LightboxKeyState): LightboxKeyAct | null {
  const { key, ctrlKey, metaKey, altKey } = pressed;
  if ([ctrlKey, metaKey, altKey].includes(true)) return null;
  const move = isNear ? MOVES.get(key) : undefined;
  // The arrow that points to where it stands: earlier ones stand at the start of the line.
  const ahead = isRightToLeft ? 'ArrowLeft' : 'ArrowRight';
  if (move === undefined && SIDES.has(key)) return key === ahead ? 'next' : 'previous';
  return move ?? ACTS.get(key) ?? null;
}

const SIDES: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight']);

const ACTS: ReadonlyMap<string, LightboxKeyAct> = new Map<string, LightboxKeyAct>([
  ['PageUp', 'previous'],
  ['PageDown', 'next'],
  ['+', 'in'],
  ['=', 'in'],
  ['-', 'out'],
  ['0', 'fit'],
]);

/** An arrow shows more of where it points to: the picture goes the other way. */
const MOVES: ReadonlyMap<string, Point> = new Map([
  ['ArrowLeft', { x: 1, y: 0 }],
  ['ArrowRight', { x: -1, y: 0 }],
  ['ArrowUp', { x: 0, y: 1 }],
  ['ArrowDown', { x: 0, y: -1 }],
]);
