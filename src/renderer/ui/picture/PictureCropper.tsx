import { ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { type CropWindow, MAX_ZOOM, type PictureSize, moveBy, zoomOf, zoomTo } from './cropGeometry.ts';
import styles from './Picture.module.css';

export interface PictureCropperProps {
  readonly url: string;
  readonly size: PictureSize;
  readonly crop: CropWindow;
  readonly onChange: (crop: CropWindow) => void;
  /** Name of the picture area, which says how to move it. */
  readonly label: string;
  readonly zoomLabel: string;
}

const STEP = 0.05;
const MOVES: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

/** Moves and zooms a picture under a round window: by pointer, wheel, arrow keys, + and −. */
export function PictureCropper(props: PictureCropperProps): ReactNode {
  const { size, crop, onChange } = props;
  const zoom = zoomOf(size, crop);
  return (
    <div className={styles['cropper']}>
      <CropArea {...props} onZoom={(factor) => onChange(zoomTo(size, crop, zoom * factor))} />
      <label className={styles['zoom']}>
        <ZoomOut aria-hidden />
        <input
          type="range"
          aria-label={props.zoomLabel}
          min={1}
          max={MAX_ZOOM}
          step={0.01}
          value={zoom}
          onChange={(event) => onChange(zoomTo(size, crop, event.target.valueAsNumber))}
        />
        <ZoomIn aria-hidden />
      </label>
    </div>
  );
}

function CropArea(props: PictureCropperProps & { readonly onZoom: (factor: number) => void }): ReactNode {
  const { size, crop, onChange, onZoom } = props;
  const last = useRef<{ x: number; y: number } | null>(null);
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (last.current === null) return;
    const { width } = event.currentTarget.getBoundingClientRect();
    onChange(
      moveBy(size, crop, { x: (event.clientX - last.current.x) / width, y: (event.clientY - last.current.y) / width }),
    );
    last.current = { x: event.clientX, y: event.clientY };
  };
  const press = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (move !== undefined) onChange(moveBy(size, crop, move));
    else if (event.key === '+' || event.key === '=') onZoom(1.1);
    else if (event.key === '-') onZoom(1 / 1.1);
    else return;
    event.preventDefault();
  };
  const percent = (value: number) => `${(value / crop.side) * 100}%`;
  return (
    <button
      type="button"
      className={styles['window']}
      aria-label={props.label}
      onKeyDown={press}
      onWheel={(event) => onZoom(Math.exp(-event.deltaY / 400))}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = { x: event.clientX, y: event.clientY };
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        last.current = null;
      }}
    >
      <img
        src={props.url}
        alt=""
        draggable={false}
        style={{
          width: percent(size.width),
          height: percent(size.height),
          left: percent(crop.side / 2 - crop.centreX),
          top: percent(crop.side / 2 - crop.centreY),
        }}
      />
    </button>
  );
}
