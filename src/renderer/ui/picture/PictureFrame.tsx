import type { ReactNode } from 'react';
import styles from './PictureLayers.module.css';

export interface PictureFrameProps {
  /** Of the picture that will be there; only their ratio counts. */
  readonly width: number;
  readonly height: number;
  readonly children: ReactNode;
}

/** Holds the place of a picture that is looked at large and is not here. */
export function PictureFrame({ width, height, children }: PictureFrameProps): ReactNode {
  return (
    <span className={styles['frame']} style={{ aspectRatio: `${width} / ${height}` }}>
      {children}
    </span>
  );
}
