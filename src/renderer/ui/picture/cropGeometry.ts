/** A square window onto a picture, in pixels of that picture: its centre and side. */
export interface CropWindow {
  readonly centreX: number;
  readonly centreY: number;
  readonly side: number;
}

/** Size of a picture in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** How far one may zoom in. */
export const MAX_ZOOM = 5;

/** The largest square in the middle. */
export function centredCrop({ width, height }: PictureSize): CropWindow {
  return { centreX: width / 2, centreY: height / 2, side: Math.min(width, height) };
}

/** 1 shows all that fits, {@link MAX_ZOOM} the least. */
export function zoomOf(size: PictureSize, crop: CropWindow): number {
  return Math.min(size.width, size.height) / crop.side;
}

/** Changes the zoom about the middle of the window. */
export function zoomTo(size: PictureSize, crop: CropWindow, zoom: number): CropWindow {
  const side = Math.min(size.width, size.height) / clamp(zoom, 1, MAX_ZOOM);
  return inside(size, { ...crop, side });
}

/** Moves the picture under the window by parts of the window's side: 1 is a whole window to the right or down. */
export function moveBy(
  size: PictureSize,
  crop: CropWindow,
  by: { readonly x: number; readonly y: number },
): CropWindow {
  return inside(size, { ...crop, centreX: crop.centreX - by.x * crop.side, centreY: crop.centreY - by.y * crop.side });
}

/** The window as fractions of the picture. */
export function cropFractions(size: PictureSize, crop: CropWindow): { x: number; y: number; side: number } {
  return {
    x: (crop.centreX - crop.side / 2) / size.width,
    y: (crop.centreY - crop.side / 2) / size.height,
    side: crop.side / Math.min(size.width, size.height),
  };
}

function inside(size: PictureSize, crop: CropWindow): CropWindow {
  const half = crop.side / 2;
  return {
    centreX: clamp(crop.centreX, half, size.width - half),
    centreY: clamp(crop.centreY, half, size.height - half),
    side: crop.side,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
