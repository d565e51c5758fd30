import { HEIGHT, MOST_POINTS, type Stroke, WIDTH } from './strokes.ts';

/** A line of one's own while it grows. */
export interface OwnLine extends Stroke {
  readonly id: string;
  readonly points: number[];
}

interface Drawing {
  readonly begin: () => OwnLine;
  /** `isKept` is false when the press turned into something else, such as a gesture of the system. */
  readonly finish: (line: OwnLine, isKept: boolean) => void;
  /** Called now and then while the line grows. */
  readonly onMove: (line: OwnLine) => void;
}

/** Draws lines with the first pointer that is pressed; others are let be, so that a resting hand draws nothing. */
export function followPointer(canvas: HTMLElement, { begin, finish, onMove }: Drawing): void {
  let held: { readonly pointer: number; readonly line: OwnLine } | null = null;
  const add = ({ clientX, clientY }: MouseEvent, points: number[]) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const x = Math.round(Math.min(1, Math.max(0, (clientX - left) / width)) * WIDTH);
    const y = Math.round(Math.min(1, Math.max(0, (clientY - top) / height)) * HEIGHT);
    if (points.length < MOST_POINTS * 2 && (x !== points.at(-2) || y !== points.at(-1))) points.push(x, y);
  };
  const end = (event: PointerEvent) => {
    if (held === null || event.pointerId !== held.pointer) return;
    const { line } = held;
    held = null;
    finish(line, event.type === 'pointerup');
  };
  canvas.addEventListener('pointerdown', (event) => {
    if (held !== null || event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    held = { pointer: event.pointerId, line: begin() };
    add(event, held.line.points);
    onMove(held.line);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (held === null || event.pointerId !== held.pointer) return;
    const between = event.getCoalescedEvents();
    for (const step of between.length > 0 ? between : [event]) add(step, held.line.points);
    onMove(held.line);
  });
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
}
