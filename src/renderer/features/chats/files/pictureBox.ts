/** Longest sides of a picture in a conversation, rem. */
const WIDEST = 20;
const TALLEST = 22;
const NARROWEST = 8;
/** Beyond these shapes a picture is cut to be shown: a strip of 1 by 50 would be a line. */
const MOST_TALL = 0.45;
const MOST_WIDE = 2.4;

/** The place of a picture in its bubble: known from the message alone, so that nothing moves when the picture comes. */
export interface PictureBox {
  /** Width in rem, where there is room for it. */
  readonly width: number;
  /** Width over height. */
  readonly ratio: number;
}

/** The box of a picture of these pixels. A small picture is not blown up beyond what can be pressed. */
export function pictureBox({ width, height }: { readonly width: number; readonly height: number }): PictureBox {
  const ratio = Math.min(MOST_WIDE, Math.max(MOST_TALL, width / height));
  const natural = Math.max(NARROWEST, width / 16);
  return { width: Math.min(WIDEST, TALLEST * ratio, natural), ratio };
}

/** Height in px of a picture's box in a log of this width. */
export function pictureHeight(
  picture: { readonly width: number; readonly height: number },
  log: { readonly width: number; readonly rem: number },
): number {
  const box = pictureBox(picture);
  return Math.min(box.width * log.rem, log.width * 0.76) / box.ratio;
}
