import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import type { PlayerTexts } from './playerTexts.ts';

export interface SliderProps {
  readonly className: string;
  /** ms. */
  readonly duration: number;
  /** ms. */
  readonly position: number;
  readonly texts: Pick<PlayerTexts, 'position' | 'place'>;
  readonly tabIndex?: -1 | undefined;
  /** Goes to a place, ms; null while there is nothing to go about in. */
  readonly onGo: ((position: number) => void) | null;
  /** How it looks. */
  readonly children: ReactNode;
}

/** Arrow keys move so far, ms. */
const STEP = 5000;
const EMPTY = '';

/** Where a key leads, ms; null for keys that lead nowhere. */
function placeByKey(key: string, position: number, duration: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(duration, position + STEP);
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, position - STEP);
    case 'Home':
      return 0;
    case 'End':
      return duration;
    default:
      return null;
  }
}

/** A recording as a slider. It runs from left to right in every language, as players do. */
export function Slider(props: SliderProps): ReactNode {
  const { className, duration, position, texts, tabIndex = 0, onGo } = props;
  const [isHeld, setHeld] = useState(false);
  const go = (to: number) => {
    if (duration > 0) onGo?.(to);
  };
  const drag = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (width > 0) go(Math.min(1, Math.max(0, (event.clientX - left) / width)) * duration);
  };
  const press = (event: KeyboardEvent) => {
    const to = placeByKey(event.key, position, duration);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    go(to);
  };
  return (
    <span
      role="slider"
      className={className}
      dir="ltr"
      tabIndex={tabIndex}
      aria-label={texts.position}
      aria-valuemin={0}
      aria-valuemax={duration}
      aria-valuenow={Math.round(position)}
      aria-valuetext={onGo === null ? EMPTY : texts.place(position, duration)}
      aria-disabled={onGo === null || undefined}
      onKeyDown={press}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(true);
        drag(event);
      }}
      onPointerMove={(event) => isHeld && drag(event)}
      onPointerUp={() => setHeld(false)}
      onPointerCancel={() => setHeld(false)}
    >
      {props.children}
    </span>
  );
}
