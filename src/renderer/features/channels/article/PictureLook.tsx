import { type ReactNode, useMemo } from 'react';
import { blurUrl } from '@domain/chat/blur.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { PictureLayers } from '@ui/picture/PictureLayers.tsx';
import styles from './Article.module.css';
import { usePicture } from './usePicture.ts';

export interface PictureLookProps {
  readonly file: FileReference;
  readonly alt: string;
}

/** A picture in a place that is as large before it comes: blurred at once, then its small self, then itself. */
export function PictureLook({ file, alt }: PictureLookProps): ReactNode {
  const { url } = usePicture(file);
  const { picture } = file;
  const blur = useMemo(() => (picture === null ? null : blurUrl(picture.blur)), [picture]);
  return (
    <span
      className={styles['look']}
      style={picture === null ? undefined : { aspectRatio: `${picture.width} / ${picture.height}` }}
    >
      <PictureLayers blur={blur} thumbnail={picture?.thumbnail ?? null} url={url} alt={alt} />
    </span>
  );
}
