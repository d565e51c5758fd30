import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { CropFrame } from './CropFrame.tsx';
import { drawEdits, type Source } from './drawEdits.ts';
import { type Drawn, type Edits, editedSize, type Place, placeUnder, UNTOUCHED } from './edits.ts';
import styles from './PictureEditor.module.css';
import type { PictureEdits } from './usePictureEdits.ts';

export interface EditStageProps {
  readonly source: Source;
  readonly edits: PictureEdits;
  /** What is to be written where one presses, with the text tool; empty for nothing. */
  readonly words: string;
  readonly label: string;
  readonly cropLabel: string;
}

/** Text is so much higher than a stroke of the same size is wide. */
export const TEXT_SCALE = 5;
/** Longest side of what is drawn on the screen, pixels. */
const SHOWN_SIDE = 1600;

/** The picture as it is, to be cut, drawn and written on. */
export function EditStage({ source, edits, words, label, cropLabel }: EditStageProps): ReactNode {
  const { history, tool, colour, frame } = edits;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [places, setPlaces] = useState<readonly Place[]>([]);
  // While it is cut the whole of it is seen.
  const seen: Edits = frame === null ? history.now : { ...history.now, crop: UNTOUCHED.crop };
  const stroke: Drawn | null = places.length === 0 ? null : { kind: 'stroke', colour, size: edits.size, places };
  const full = editedSize(source, seen);
  const factor = Math.min(1, SHOWN_SIDE / Math.max(full.width, full.height));
  const size = {
    width: Math.max(1, Math.round(full.width * factor)),
    height: Math.max(1, Math.round(full.height * factor)),
  };

  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    const drawn = stroke === null ? seen.drawn : [...seen.drawn, stroke];
    drawEdits(pen, source, { edits: { ...seen, drawn }, size });
  });

  const placeOf = (event: PointerEvent<HTMLElement>): Place => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return placeUnder(seen, { x: (event.clientX - left) / width, y: (event.clientY - top) / height });
  };
  const begin = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || tool === 'crop') return;
    const place = placeOf(event);
    if (tool === 'text') {
      const { turns } = history.now;
      if (words.trim() !== '')
        edits.draw({ kind: 'text', colour, size: edits.size * TEXT_SCALE, text: words.trim(), place, turns });
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    setPlaces([place]);
  };
  const end = () => {
    if (stroke !== null) edits.draw(stroke);
    setPlaces([]);
  };
  return (
    <div
      role="img"
      aria-label={label}
      className={styles['stage']}
      style={{ aspectRatio: `${size.width} / ${size.height}` }}
      data-stage=""
      data-tool={tool}
      onPointerDown={begin}
      onPointerMove={(event) => places.length > 0 && setPlaces([...places, placeOf(event)])}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <canvas ref={canvas} width={size.width} height={size.height} />
      {frame !== null && <CropFrame area={frame} onChange={edits.setFrame} label={cropLabel} />}
    </div>
  );
}
