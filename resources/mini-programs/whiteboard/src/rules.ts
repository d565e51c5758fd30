import type { Act, Rules } from '../../shared/log.ts';
import { asId, asInteger, asList, asRecord, fieldOf } from '../../shared/reading.ts';
import { COLOURS, MOST_POINTS, type Stroke, WIDTHS, unpackPoints } from './strokes.ts';

/** Most strokes of one update, and most that are taken back in one. */
export const BATCH = 200;

/** A stroke as it travels. */
export interface PackedStroke {
  /** Its name among its author's. */
  readonly id: string;
  readonly colour: number;
  readonly width: number;
  readonly points: string;
}

/** What people do to a board. */
export type BoardOp =
  | { readonly t: 'draw'; readonly strokes: readonly PackedStroke[] }
  /** Takes strokes of one's own back, or brings them again. */
  | { readonly t: 'hide'; readonly ids: readonly string[]; readonly hidden: boolean }
  /** Everything the author knew of is gone. */
  | { readonly t: 'clear' };

/** A stroke on the board. */
export interface DrawnStroke extends Stroke {
  readonly author: string;
  readonly id: string;
}

/** The board: strokes in the order they lie over one another. */
export interface BoardState {
  readonly strokes: readonly DrawnStroke[];
  /** Names of strokes that were taken back, with their author's address before. */
  readonly hidden: ReadonlySet<string>;
}

/** A stroke's name among everyone's. */
export const nameOf = ({ author, id }: { readonly author: string; readonly id: string }) => `${author} ${id}`;

function readStroke(value: unknown): PackedStroke | null {
  const record = asRecord(value);
  if (record === null) return null;
  const id = asId(fieldOf(record, 'id'));
  const colour = asInteger(fieldOf(record, 'colour'), -1, COLOURS.length - 1);
  const width = asInteger(fieldOf(record, 'width'), 0, WIDTHS.length - 1);
  const points = fieldOf(record, 'points');
  if (id === null || colour === null || width === null || typeof points !== 'string') return null;
  return points.length > MOST_POINTS * 8 || unpackPoints(points) === null ? null : { id, colour, width, points };
}

function read(value: unknown): BoardOp | null {
  const record = asRecord(value);
  const kind = record === null ? null : fieldOf(record, 't');
  if (record === null || kind === 'clear') return record === null ? null : { t: 'clear' };
  if (kind === 'draw') {
    const strokes = asList(fieldOf(record, 'strokes'), BATCH, readStroke);
    return strokes === null ? null : { t: 'draw', strokes };
  }
  const ids = asList(fieldOf(record, 'ids'), BATCH, asId);
  return kind === 'hide' && ids !== null ? { t: 'hide', ids, hidden: fieldOf(record, 'hidden') === true } : null;
}

function apply(state: BoardState, { op, author }: Act<BoardOp>): BoardState {
  if (op.t === 'clear') return { strokes: [], hidden: new Set() };
  if (op.t === 'hide') {
    const hidden = new Set(state.hidden);
    for (const id of op.ids) {
      if (op.hidden) hidden.add(nameOf({ author, id }));
      else hidden.delete(nameOf({ author, id }));
    }
    return { ...state, hidden };
  }
  const drawn = op.strokes.map(({ id, colour, width, points }) => {
    const unpacked = unpackPoints(points) ?? [];
    return { author, id, colour, width: WIDTHS[width] ?? WIDTHS[0], points: unpacked };
  });
  return { ...state, strokes: [...state.strokes, ...drawn] };
}

/** The rules of boards. */
export const boardRules: Rules<BoardState, BoardOp> = { start: { strokes: [], hidden: new Set() }, read, apply };

/** The strokes that are to be seen. */
export const visibleOf = ({ strokes, hidden }: BoardState): readonly DrawnStroke[] =>
  strokes.filter((stroke) => !hidden.has(nameOf(stroke)));
