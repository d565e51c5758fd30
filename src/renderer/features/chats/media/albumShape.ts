/** A tile of an album: where it is and how large, as parts of the album's width. */
export interface AlbumTile {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How the pictures of an album stand: known from the messages alone, so that nothing moves when they come. */
export interface AlbumShape {
  readonly tiles: readonly AlbumTile[];
  /** Of the whole, as a part of its width. */
  readonly height: number;
}

/** Width over height beyond which a picture is cut for its tile. */
const MOST_TALL = 0.6;
const MOST_WIDE = 2;
/** Height of a row that is neither squeezed nor stretched, as a part of the album's width. */
const WANTED_ROW = 0.42;
/** Rows are not taller than this: two upright pictures side by side would be a tower. */
const TALLEST_ROW = 0.75;
/** Between two tiles, as a part of the album's width. */
const GAP = 0.01;
/** In a row at most: a fourth would be too narrow to press. */
const MOST_IN_ROW = 3;

/** Puts pictures of these shapes (width over height) into rows that fill the width, in their order. */
export function albumShape(ratios: readonly number[]): AlbumShape {
  const shapes = ratios.map((ratio) => Math.min(MOST_WIDE, Math.max(MOST_TALL, ratio)));
  const tiles: AlbumTile[] = [];
  let top = 0;
  for (const row of rowsOf(shapes)) {
    const room = 1 - GAP * (row.length - 1);
    const sum = row.reduce((total, ratio) => total + ratio, 0);
    const height = Math.min(TALLEST_ROW, room / sum);
    let left = 0;
    for (const ratio of row) {
      // Cut or not, the tiles of a row share its width as their shapes do.
      const width = (ratio / sum) * room;
      tiles.push({ left, top, width, height });
      left += width + GAP;
    }
    top += height + GAP;
  }
  return { tiles, height: Math.max(0, top - GAP) };
}

/** Cuts a line of pictures into rows: of all ways the one whose rows are nearest to the wanted height. */
function rowsOf(shapes: readonly number[]): readonly (readonly number[])[] {
  /** Best cost of the pictures from each place on, and where their first row ends. */
  const best: { readonly cost: number; readonly end: number }[] = [];
  best[shapes.length] = { cost: 0, end: shapes.length };
  for (let start = shapes.length - 1; start >= 0; start -= 1) {
    let found = { cost: Infinity, end: start + 1 };
    for (let end = start + 1; end <= Math.min(shapes.length, start + MOST_IN_ROW); end += 1) {
      const cost = costOf(shapes.slice(start, end)) + (best[end]?.cost ?? 0);
      if (cost < found.cost) found = { cost, end };
    }
    best[start] = found;
  }
  const rows: (readonly number[])[] = [];
  for (let start = 0; start < shapes.length;) {
    const end = best[start]?.end ?? shapes.length;
    rows.push(shapes.slice(start, end));
    start = end;
  }
  return rows;
}

function costOf(row: readonly number[]): number {
  const height = 1 / row.reduce((total, ratio) => total + ratio, 0);
  return Math.abs(Math.log(height / WANTED_ROW));
}
