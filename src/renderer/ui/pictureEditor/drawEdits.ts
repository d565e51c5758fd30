import { type Drawn, type Edits, editedSize, type Place, type Size } from './edits.ts';

/** What can be drawn into: a canvas of the page, or of a worker. */
type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A picture to draw, with its size. */
export interface Source extends Size {
  readonly picture: CanvasImageSource;
}

/** Text has an edge around it by which it can be read on anything, of its height. */
const EDGE = 0.14;

/** Draws a picture as it was edited into a canvas of this size, which it fills. */
export function drawEdits(
  pen: Pen,
  source: Source,
  { edits, size }: { readonly edits: Edits; readonly size: Size },
): void {
  const { turns, crop } = edits;
  const left = editedSize(source, { turns: 0, crop });
  pen.save();
  pen.clearRect(0, 0, size.width, size.height);
  pen.translate(size.width / 2, size.height / 2);
  pen.rotate((turns * Math.PI) / 2);
  const across = turns % 2 === 0 ? size.width : size.height;
  const factor = across / left.width;
  pen.scale(factor, factor);
  // From here on a unit is a pixel of the opened picture, and its upper left corner the origin.
  pen.translate(-(crop.x + crop.width / 2) * source.width, -(crop.y + crop.height / 2) * source.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(source.picture, 0, 0, source.width, source.height);
  for (const one of edits.drawn) drawOne(pen, source, one);
  pen.restore();
}

function drawOne(pen: Pen, size: Size, drawn: Drawn): void {
  const longest = Math.max(size.width, size.height);
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  if (drawn.kind === 'stroke') {
    pen.strokeStyle = drawn.colour;
    pen.lineWidth = drawn.size * longest;
    pen.stroke(strokePath(size, drawn.places));
    return;
  }
  const height = drawn.size * longest;
  pen.save();
  pen.translate(drawn.place.x * size.width, drawn.place.y * size.height);
  pen.rotate((-drawn.turns * Math.PI) / 2);
  pen.font = `600 ${height}px system-ui, sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.lineWidth = height * EDGE;
  pen.strokeStyle = isLight(drawn.colour) ? 'rgb(0 0 0 / 60%)' : 'rgb(255 255 255 / 75%)';
  pen.fillStyle = drawn.colour;
  for (const [index, line] of drawn.text.split('\n').entries()) {
    const y = (index - (drawn.text.split('\n').length - 1) / 2) * height * 1.2;
    pen.strokeText(line, 0, y);
    pen.fillText(line, 0, y);
  }
  pen.restore();
}

/** Through the middles between places, so that a quick hand draws no corners. */
function strokePath({ width, height }: Size, places: readonly Place[]): Path2D {
  const path = new Path2D();
  const [first, ...rest] = places.map(({ x, y }) => ({ x: x * width, y: y * height }));
  if (first === undefined) return path;
  path.moveTo(first.x, first.y);
  let before = first;
  for (const next of rest) {
    path.quadraticCurveTo(before.x, before.y, (before.x + next.x) / 2, (before.y + next.y) / 2);
    before = next;
  }
  path.lineTo(before.x, before.y);
  return path;
}

/** Whether a colour (`#rrggbb`) is nearer to white than to black. */
export function isLight(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 > 140;
}
