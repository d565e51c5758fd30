import { COLOURS, HEIGHT, type Stroke, WIDTH } from './strokes.ts';

/** How far from a point its corner begins to be rounded, in units: short steps of a hand become one curve, long strokes keep their corners. */
const ROUNDING = 24;

/** Draws a line with rounded corners. */
export function paintStroke(context: CanvasRenderingContext2D, { colour, width, points }: Stroke): void {
  const at = (index: number) => points[index] ?? 0;
  const end = points.length - 2;
  context.globalCompositeOperation = colour < 0 ? 'destination-out' : 'source-over';
  context.strokeStyle = COLOURS[Math.max(0, colour)] ?? COLOURS[0];
  context.lineWidth = width;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(at(0), at(1));
  for (let index = 2; index < end; index += 2) {
    const [x, y] = [at(index), at(index + 1)];
    const [fromX, fromY] = towards(x, y, [at(index - 2), at(index - 1)]);
    context.lineTo(fromX, fromY);
    context.quadraticCurveTo(x, y, ...towards(x, y, [at(index + 2), at(index + 3)]));
  }
  // A dot is a line to its own place.
  context.lineTo(at(end), at(end + 1));
  context.stroke();
}

/** A point on the way to another, where the corner begins or ends. */
function towards(x: number, y: number, [toX, toY]: readonly [number, number]): [number, number] {
  const length = Math.hypot(toX - x, toY - y);
  const part = length === 0 ? 0 : Math.min(0.5, ROUNDING / length);
  return [x + (toX - x) * part, y + (toY - y) * part];
}

/** The board as layers: what stays is painted once, what is being drawn over it each time. */
export class Board {
  readonly #canvas: HTMLCanvasElement;
  readonly #kept = document.createElement('canvas');
  #painted: readonly Stroke[] = [];

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** Paints; strokes that only follow those of the last time are added to them. */
  paint(strokes: readonly Stroke[], live: readonly Stroke[]): void {
    const scale = this.#fit();
    const kept = this.#kept.getContext('2d');
    const shown = this.#canvas.getContext('2d');
    if (kept === null || shown === null) return;
    const isMore = this.#painted.every((stroke, index) => stroke === strokes[index]);
    kept.setTransform(1, 0, 0, 1, 0, 0);
    if (!isMore) kept.clearRect(0, 0, this.#kept.width, this.#kept.height);
    kept.setTransform(scale, 0, 0, scale, 0, 0);
    for (const stroke of isMore ? strokes.slice(this.#painted.length) : strokes) paintStroke(kept, stroke);
    this.#painted = strokes;
    shown.setTransform(1, 0, 0, 1, 0, 0);
    shown.globalCompositeOperation = 'copy';
    shown.drawImage(this.#kept, 0, 0);
    shown.setTransform(scale, 0, 0, scale, 0, 0);
    for (const stroke of live) paintStroke(shown, stroke);
  }

  /** Makes as many pixels as the screen shows; all is painted anew when that changed. */
  #fit(): number {
    const width = Math.max(1, Math.round(this.#canvas.clientWidth * Math.min(devicePixelRatio, 2)));
    const height = Math.round((width * HEIGHT) / WIDTH);
    for (const canvas of [this.#canvas, this.#kept]) {
      if (canvas.width === width && canvas.height === height) continue;
      canvas.width = width;
      canvas.height = height;
      this.#painted = [];
    }
    return width / WIDTH;
  }
}
