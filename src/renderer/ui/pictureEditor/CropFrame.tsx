import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { type Area, dragged, type Handle, type Place } from './edits.ts';
import styles from './PictureEditor.module.css';

export interface CropFrameProps {
  /** In the picture as it is seen. */
  readonly area: Area;
  readonly onChange: (area: Area) => void;
  /** Says how it is moved and sized. */
  readonly label: string;
}

const CORNERS: readonly Handle[] = [
  { x: -1, y: -1 },
  { x: 1, y: -1 },
  { x: -1, y: 1 },
  { x: 1, y: 1 },
];
const STEP = 0.02;
const MOVES: Readonly<Record<string, Place>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};
const WHOLE: Handle = { x: 0, y: 0 };
const END: Handle = { x: 1, y: 1 };

/** What is to be left of a picture: dragged, or moved by arrow keys and sized by them with Shift. */
export function CropFrame({ area, onChange, label }: CropFrameProps): ReactNode {
  const last = useRef<Place | null>(null);
  const percent = (value: number) => `${value * 100}%`;
  const press = (event: KeyboardEvent) => {
    const by = MOVES[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onChange(dragged(area, event.shiftKey ? END : WHOLE, by));
  };
  const handlers = (handle: Handle) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      last.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const from = last.current;
      const stage = event.currentTarget.closest('[data-stage]')?.getBoundingClientRect();
      if (from === null || stage === undefined) return;
      last.current = { x: event.clientX, y: event.clientY };
      const by = { x: (event.clientX - from.x) / stage.width, y: (event.clientY - from.y) / stage.height };
      onChange(dragged(area, handle, by));
    },
    onPointerUp: () => {
      last.current = null;
    },
  });
  const place = {
    left: percent(area.x),
    top: percent(area.y),
    width: percent(area.width),
    height: percent(area.height),
  };
  return (
    <>
      <div className={styles['shade']} aria-hidden>
        <span style={place} />
      </div>
      <div className={styles['frame']} style={place}>
        <button type="button" className={styles['within']} aria-label={label} onKeyDown={press} {...handlers(WHOLE)} />
        {CORNERS.map((handle) => (
          <span
            key={`${handle.x}${handle.y}`}
            className={styles['corner']}
            style={{ left: handle.x === -1 ? 0 : '100%', top: handle.y === -1 ? 0 : '100%' }}
            data-slope={handle.x === handle.y ? 'down' : 'up'}
            {...handlers(handle)}
          />
        ))}
      </div>
    </>
  );
}
