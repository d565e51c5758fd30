import { createContext } from 'react';
import type { FileReference } from '@domain/chat/file.ts';

/** A picture of an article, with what is written below it. */
export interface ArticlePicture {
  readonly file: FileReference;
  readonly caption: string;
  readonly description: string;
}

/** Shows a picture of the article large. */
export const PictureContext = createContext<(picture: ArticlePicture) => void>(() => undefined);
