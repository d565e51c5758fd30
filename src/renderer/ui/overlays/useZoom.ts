import { type PointerEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLatest } from '../hooks/useLatest.ts';
import { FITTED, type Point, type Size, type View, moved, pressed, turned, zoomed } from './zoomView.ts';

/** A picture that can be brought nearer, moved and turned. */
export interface Zoom {
  readonly view: View;
  /** Size of the stage; zero until it is measured. */
  readonly stage: Size;
  /** Nearer by a factor, or farther below 1, at the middle. */
  readonly by: (factor: number) => void;
  readonly move: (by: Point) => void;
  readonly fit: () => void;
  readonly turn: () => void;
  /** What the stage listens with: drawing moves, two fingers and the wheel zoom, a press goes near or back. */
  readonly pointer: PointerHandlers;
}

type Handler = (event: PointerEvent<HTMLElement>) => void;

interface PointerHandlers {
  readonly onPointerDown: Handler;
  readonly onPointerMove: Handler;
  readonly onPointerUp: Handler;
  readonly onPointerCancel: Handler;
}

/** Farther than this a press is a drag, px. */
const STILL = 4;
const NOWHERE: Size = { width: 0, height: 0 };

/** Keeps how a picture is looked at. `shown` names the picture: another one begins fitted. */
export function useZoom(stage: RefObject<HTMLElement | null>, picture: Size, shown: string | null): Zoom {
  const [kept, setKept] = useState({ shown, view: FITTED });
  const size = useStageSize(stage, shown);
  const frame = { picture, stage: size };
  // Another picture begins anew in the same drawing, not in the one after.
  const view = kept.shown === shown ? kept.view : FITTED;
  const change = (next: (view: View) => View) =>
    setKept((before) => ({ shown, view: next(before.shown === shown ? before.view : FITTED) }));
  const zoom = (factor: number, point: Point) => change((before) => zoomed(before, factor, { frame, point }));
  useWheel(stage, shown, zoom);
  return {
    view,
    stage: size,
    by: (factor) => zoom(factor, { x: 0, y: 0 }),
    move: (by) => change((before) => moved(before, by, frame)),
    fit: () => change(({ turns }) => ({ ...FITTED, turns })),
    turn: () => change(turned),
    pointer: usePointers({
      onDrag: (by) => change((before) => moved(before, by, frame)),
      onPinch: zoom,
      onPress: (point) => change((before) => pressed(before, { frame, point })),
    }),
  };
}

/** Keeps the size of the stage. */
function useStageSize(stage: RefObject<HTMLElement | null>, shown: string | null): Size {
  const [size, setSize] = useState(NOWHERE);
  useLayoutEffect(() => {
    const element = stage.current;
    if (element === null) return;
    const measure = () => setSize(roomIn(element));
    measure();
    if (typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [stage, shown]);
  return size;
}

/** What is left of an element within its padding. */
function roomIn(element: HTMLElement): Size {
  const { paddingInlineStart, paddingInlineEnd, paddingBlockStart, paddingBlockEnd } = getComputedStyle(element);
  const sum = (...sides: readonly string[]) => sides.reduce((total, side) => total + (Number.parseFloat(side) || 0), 0);
  return {
    width: element.clientWidth - sum(paddingInlineStart, paddingInlineEnd),
    height: element.clientHeight - sum(paddingBlockStart, paddingBlockEnd),
  };
}

/** A notch of a wheel that counts lines is so many px. */
const LINE = 16;

/** React listens for the wheel without a way to keep the page from zooming by itself. */
function useWheel(
  stage: RefObject<HTMLElement | null>,
  shown: string | null,
  onZoom: (factor: number, point: Point) => void,
): void {
  const latest = useLatest(onZoom);
  useEffect(() => {
    const element = stage.current;
    if (element === null) return;
    const roll = (event: WheelEvent) => {
      event.preventDefault();
      const rolled = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
      // Two fingers on a pad come as a wheel with Ctrl, in small steps.
      latest.current(Math.exp(-rolled * (event.ctrlKey ? 0.01 : 0.002)), placeIn(element, event));
    };
    element.addEventListener('wheel', roll, { passive: false });
    return () => element.removeEventListener('wheel', roll);
  }, [stage, shown, latest]);
}

interface Gestures {
  readonly onDrag: (by: Point) => void;
  readonly onPinch: (factor: number, point: Point) => void;
  readonly onPress: (point: Point) => void;
}

/** Tells drags, pinches and presses apart. */
function usePointers({ onDrag, onPinch, onPress }: Gestures): PointerHandlers {
  const down = useRef(new Map<number, Point>());
  const far = useRef(0);
  const lift = useCallback((event: PointerEvent<HTMLElement>) => {
    down.current.delete(event.pointerId);
  }, []);
  return {
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      if (down.current.size === 0) far.current = 0;
      event.currentTarget.setPointerCapture(event.pointerId);
      down.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    onPointerMove: (event) => {
      const before = down.current.get(event.pointerId);
      if (before === undefined) return;
      const now = { x: event.clientX, y: event.clientY };
      const [other] = [...down.current].flatMap(([id, place]) => (id === event.pointerId ? [] : [place]));
      far.current += distance(before, now);
      down.current.set(event.pointerId, now);
      if (other !== undefined) {
        const middle = { clientX: (other.x + now.x) / 2, clientY: (other.y + now.y) / 2 };
        const factor = distance(other, now) / Math.max(1, distance(other, before));
        onPinch(factor, placeIn(event.currentTarget, middle));
      } else onDrag({ x: now.x - before.x, y: now.y - before.y });
    },
    onPointerUp: (event) => {
      const wasAlone = down.current.size === 1 && down.current.has(event.pointerId);
      lift(event);
      if (wasAlone && far.current <= STILL) onPress(placeIn(event.currentTarget, event));
    },
    onPointerCancel: lift,
  };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** Where an event is, from the middle of the stage. */
function placeIn(element: HTMLElement, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
}
