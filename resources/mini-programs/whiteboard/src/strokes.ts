/** The board is this many units wide and high, whatever the screen. */
export const WIDTH = 1600;
export const HEIGHT = 1200;
/** Colours by number; the eraser is none of them. */
export const COLOURS = [
  '#1c2a24',
  '#d3382f',
  '#e08a00',
  '#1f8f4e',
  '#1c6fd0',
  '#8a3fd1',
  '#c7357f',
  '#7a5230',
] as const;
/** Widths of the pen, in units. */
export const WIDTHS = [4, 9, 20, 44] as const;
/** Most points of one stroke. */
export const MOST_POINTS = 2000;

/** A line somebody drew. */
export interface Stroke {
  /** Number of the colour; -1 rubs out. */
  readonly colour: number;
  readonly width: number;
  /** x and y in turn, in units. */
  readonly points: readonly number[];
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map(Array.from(ALPHABET, (letter, value) => [letter, value]));

/**
 * Points as text: each the step from the one before, twice its size with the sign in the lowest bit, in letters of five bits and one that says
 * that more follow. A step of up to seven units and a half each way takes two letters.
 */
export function packPoints(points: readonly number[]): string {
  let text = '';
  points.forEach((value, index) => {
    const step = value - (points[index - 2] ?? 0);
    let left = step < 0 ? -step * 2 - 1 : step * 2;
    do {
      const more = left > 31 ? 32 : 0;
      text += ALPHABET.charAt((left & 31) | more);
      left >>>= 5;
    } while (left > 0);
  });
  return text;
}

/** Reads what {@link packPoints} wrote; `null` for anything else, a point off the board among it. */
export function unpackPoints(text: string): readonly number[] | null {
  const steps = unpackSteps(text);
  if (steps === null || steps.length === 0 || steps.length % 2 === 1 || steps.length > MOST_POINTS * 2) return null;
  const points: number[] = [];
  for (const step of steps) points.push((points.at(-2) ?? 0) + step);
  const isOn = (value: number, index: number) => value >= 0 && value <= (index % 2 === 0 ? WIDTH : HEIGHT);
  return points.every(isOn) ? points : null;
}

function unpackSteps(text: string): readonly number[] | null {
  const steps: number[] = [];
  let value = 0;
  let shift = 0;
  for (const letter of text) {
    const bits = VALUES.get(letter);
    if (bits === undefined || shift > 15) return null;
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits > 31) continue;
    steps.push(value % 2 === 1 ? -(value + 1) / 2 : value / 2);
    value = 0;
    shift = 0;
  }
  return shift === 0 ? steps : null;
}

/** Leaves out points that the line between their neighbours passes within `tolerance` units of (Ramer, Douglas and Peucker). */
export function simplify(points: readonly number[], tolerance: number): readonly number[] {
  const last = points.length / 2 - 1;
  const kept = new Set([0, last]);
  const spans: [number, number][] = [[0, last]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to] = span;
    const { index, distance } = farthest(points, from, to);
    if (distance <= tolerance) continue;
    kept.add(index);
    spans.push([from, index], [index, to]);
  }
  return [...kept].sort((one, other) => one - other).flatMap((at) => [points[at * 2] ?? 0, points[at * 2 + 1] ?? 0]);
}

function farthest(
  points: readonly number[],
  from: number,
  to: number,
): { readonly index: number; readonly distance: number } {
  const [x1, y1] = [points[from * 2] ?? 0, points[from * 2 + 1] ?? 0];
  const [dx, dy] = [(points[to * 2] ?? 0) - x1, (points[to * 2 + 1] ?? 0) - y1];
  const length = dx * dx + dy * dy;
  let found = { index: from, distance: 0 };
  for (let index = from + 1; index < to; index += 1) {
    const [x, y] = [(points[index * 2] ?? 0) - x1, (points[index * 2 + 1] ?? 0) - y1];
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / length));
    const distance = Math.hypot(x - along * dx, y - along * dy);
    if (distance > found.distance) found = { index, distance };
  }
  return found;
}
