import type { FileReference } from '@domain/chat/file.ts';

/** A file that is shown as a picture. */
export type Photo = FileReference & { readonly picture: NonNullable<FileReference['picture']> };

/** How the photos of a post stand: known from the post alone, so that nothing moves when they come. */
export interface PhotoShapes {
  readonly columns: number;
  /** Width of all of them in rem, where there is room for it. */
  readonly width: number;
  /** Width over height of each. */
  readonly ratio: number;
}

/** Widest a photo alone is shown, and tallest, rem. */
const WIDEST = 26;
const TALLEST = 28;
/** Smaller ones are shown this wide: what is a speck can't be pressed. */
const NARROWEST = 9;
const MOST_TALL = 0.6;
const MOST_WIDE = 2.2;
/** Room between two, rem. */
export const PHOTO_GAP = 0.25;

/** One by its own shape; two and four in pairs; others in threes. */
export function photoShapes(photos: readonly Photo[]): PhotoShapes {
  const [first] = photos;
  if (first !== undefined && photos.length === 1) {
    const { width, height } = first.picture;
    const ratio = Math.min(MOST_WIDE, Math.max(MOST_TALL, width / height));
    return { columns: 1, width: Math.min(WIDEST, TALLEST * ratio, Math.max(NARROWEST, width / 16)), ratio };
  }
  if (photos.length === 2 || photos.length === 4) return { columns: 2, width: 22, ratio: 1 };
  return { columns: 3, width: 26, ratio: 1 };
}

/** Height in px of the photos of a post, in a column of this width. */
export function photosHeight(
  photos: readonly Photo[],
  column: { readonly width: number; readonly rem: number },
): number {
  if (photos.length === 0) return 0;
  const { columns, width, ratio } = photoShapes(photos);
  const rows = Math.ceil(photos.length / columns);
  const gap = PHOTO_GAP * column.rem;
  const whole = Math.min(width * column.rem, column.width);
  const each = (whole - gap * (columns - 1)) / columns;
  return rows * (each / ratio) + gap * (rows - 1);
}

/** The files of a post that are shown as pictures. */
export function photosOf(files: readonly FileReference[]): readonly Photo[] {
  return files.filter((file): file is Photo => file.picture !== null);
}
