import { createContext, use } from 'react';
import type { Media } from '@ports/media.ts';

/** Holds the media port for all screens, first start included; set once by the shell. */
export const MediaContext = createContext<Media | null>(null);

/** Pictures, codes and the camera. A screen outside the shell that asks for it is a bug, and throws. */
export function useMedia(): Media {
  const media = use(MediaContext);
  if (media === null) throw new Error('useMedia needs the shell above it');
  return media;
}
