/** What was done to a picture, as values: nothing is lost before it is drawn anew, so every step can be taken back. */

/** A place in the picture as it was opened: fractions of its width and height from its upper left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A part of the picture as it was opened. */
export interface Area extends Place {
  readonly width: number;
  readonly height: number;
}

/** Something drawn on it. Sizes are fractions of its longer side. */
export type Drawn =
  | { readonly kind: 'stroke'; readonly colour: string; readonly size: number; readonly places: readonly Place[] }
  | {
      readonly kind: 'text';
      readonly colour: string;
      readonly size: number;
      readonly text: string;
      /** Its middle. */
      readonly place: Place;
      /** How the picture was turned when it was written: it stands upright then. */
      readonly turns: number;
    };

/** A picture as it is now. */
export interface Edits {
  /** Quarter turns to the right, 0 to 3. */
  readonly turns: number;
  /** What is left of it. */
  readonly crop: Area;
  readonly drawn: readonly Drawn[];
}

/** Width and height. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const WHOLE: Area = { x: 0, y: 0, width: 1, height: 1 };
/** A picture to which nothing was done. */
export const UNTOUCHED: Edits = { turns: 0, crop: WHOLE, drawn: [] };
/** Least part that can be cut out, of either side. */
export const LEAST_CROP = 0.05;
/** Most steps that can be taken back. */
const MOST_STEPS = 100;

/** Steps that were made, and that can be made again. */
export interface History {
  readonly past: readonly Edits[];
  readonly now: Edits;
  readonly future: readonly Edits[];
}

/** Nothing was done yet. */
export const BEGINNING: History = { past: [], now: UNTOUCHED, future: [] };

/** A step further. */
export function step({ past, now }: History, next: Edits): History {
  return { past: [...past, now].slice(-MOST_STEPS), now: next, future: [] };
}

/** A step back, where there is one. */
export function undo(history: History): History {
  const last = history.past.at(-1);
  if (last === undefined) return history;
  return { past: history.past.slice(0, -1), now: last, future: [history.now, ...history.future] };
}

/** The step that was taken back last, again. */
export function redo(history: History): History {
  const [next, ...future] = history.future;
  return next === undefined ? history : { past: [...history.past, history.now], now: next, future };
}

/** The place of the opened picture that is seen at a place of what is left and turned (fractions of that). */
export function placeUnder({ turns, crop }: Pick<Edits, 'turns' | 'crop'>, { x, y }: Place): Place {
  const [u, v] = unturned(turns, x, y);
  return { x: crop.x + u * crop.width, y: crop.y + v * crop.height };
}

function unturned(turns: number, x: number, y: number): readonly [number, number] {
  if (turns === 1) return [y, 1 - x];
  if (turns === 2) return [1 - x, 1 - y];
  return turns === 3 ? [1 - y, x] : [x, y];
}

/** The part of the opened picture under an area of the whole picture as it is turned. */
export function areaUnder(turns: number, { x, y, width, height }: Area): Area {
  const first = placeUnder({ turns, crop: WHOLE }, { x, y });
  const second = placeUnder({ turns, crop: WHOLE }, { x: x + width, y: y + height });
  return between(first, second);
}

/** Where a part of the opened picture is seen in the whole as it is turned. */
export function areaSeen(turns: number, area: Area): Area {
  return areaUnder((4 - turns) % 4, area);
}

function between(first: Place, second: Place): Area {
  const x = Math.min(first.x, second.x);
  const y = Math.min(first.y, second.y);
  return { x, y, width: Math.abs(second.x - first.x), height: Math.abs(second.y - first.y) };
}

/** Turned by quarters: what is drawn on it turns along. */
export function turned(edits: Edits, quarters: number): Edits {
  return { ...edits, turns: (((edits.turns + quarters) % 4) + 4) % 4 };
}

/** An area of at least {@link LEAST_CROP} a side, within the picture. */
export function heldWithin({ x, y, width, height }: Area): Area {
  const held = { width: clamp(width, LEAST_CROP, 1), height: clamp(height, LEAST_CROP, 1) };
  return { ...held, x: clamp(x, 0, 1 - held.width), y: clamp(y, 0, 1 - held.height) };
}

/** Which edges of an area are moved: -1 the first, 1 the last, 0 none; both 0 moves the whole. */
export interface Handle {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

/** The area after one of its handles was moved. */
export function dragged(area: Area, handle: Handle, by: Place): Area {
  if (handle.x === 0 && handle.y === 0) return heldWithin({ ...area, x: area.x + by.x, y: area.y + by.y });
  const across = moved({ start: area.x, length: area.width }, handle.x, by.x);
  const down = moved({ start: area.y, length: area.height }, handle.y, by.y);
  return { x: across.start, y: down.start, width: across.length, height: down.length };
}

interface Side {
  readonly start: number;
  readonly length: number;
}

function moved({ start, length }: Side, edge: -1 | 0 | 1, by: number): Side {
  const end = start + length;
  if (edge === 1) return { start, length: clamp(length + by, LEAST_CROP, 1 - start) };
  if (edge === 0) return { start, length };
  const first = clamp(start + by, 0, end - LEAST_CROP);
  return { start: first, length: end - first };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** Pixels of a picture of this size as it is cut and turned. */
export function editedSize({ width, height }: Size, { turns, crop }: Pick<Edits, 'turns' | 'crop'>): Size {
  const across = Math.max(1, Math.round(width * crop.width));
  const down = Math.max(1, Math.round(height * crop.height));
  return turns % 2 === 0 ? { width: across, height: down } : { width: down, height: across };
}
