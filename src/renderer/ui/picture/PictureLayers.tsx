import { type ReactNode, useCallback, useState } from 'react';
import { holdPicture } from '../display/pictureUrls.ts';
import styles from './PictureLayers.module.css';

export interface PictureLayersProps {
  /** A blurred look of it, as a data URL; null where there is none. */
  readonly blur: string | null;
  /** A small JPEG or WebP. */
  readonly thumbnail: Uint8Array | null;
  /** The picture itself, once it is here. */
  readonly url: string | null;
  readonly alt: string;
}

/** The three looks of a picture, each over the one before. They fill what is around them, which keeps its size. */
export function PictureLayers({ blur, thumbnail, url, alt }: PictureLayersProps): ReactNode {
  const [drawn, setDrawn] = useState<string | null>(null);
  const isDrawn = url !== null && drawn === url;
  return (
    <>
      {blur !== null && !isDrawn && <img className={styles['layer']} src={blur} alt="" draggable={false} />}
      {thumbnail !== null && !isDrawn && <Thumbnail bytes={thumbnail} alt={url === null ? alt : ''} />}
      {url !== null && (
        <img
          className={styles['layer']}
          src={url}
          alt={alt}
          draggable={false}
          decoding="async"
          onLoad={() => setDrawn(url)}
        />
      )}
    </>
  );
}

function Thumbnail({ bytes, alt }: { readonly bytes: Uint8Array; readonly alt: string }): ReactNode {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const held = holdPicture(bytes, bytes[0] === 0xff ? 'image/jpeg' : 'image/webp');
      image.src = held.url;
      return held.release;
    },
    [bytes],
  );
  return <img ref={show} className={styles['layer']} alt={alt} draggable={false} />;
}
