import type { CropArea } from '@ports/media.ts';

/** A square in whole pixels that lies inside the picture. */
export interface PixelSquare {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Turns a crop in fractions into pixels; whatever is asked, the square lies inside the picture and has a pixel at least. */
export function cropSquare(width: number, height: number, area: CropArea): PixelSquare {
  const shorter = Math.min(width, height);
  const side = within(Math.round(finite(area.side, 1) * shorter), 1, shorter);
  return {
    x: within(Math.round(finite(area.x, 0) * width), 0, width - side),
    y: within(Math.round(finite(area.y, 0) * height), 0, height - side),
    side,
  };
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function finite(value: number, otherwise: number): number {
  return Number.isFinite(value) ? value : otherwise;
}
