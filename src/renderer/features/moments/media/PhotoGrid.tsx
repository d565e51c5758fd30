import { Download } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { blurUrl } from '@domain/chat/blur.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { ProgressRing } from '@ui/feedback/ProgressRing.tsx';
import { PictureLayers } from '@ui/picture/PictureLayers.tsx';
import { PhotoViewer } from './PhotoViewer.tsx';
import styles from './Media.module.css';
import { type Photo, photoShapes } from './photoShapes.ts';
import { type MediaFile, useMediaFile } from './useMediaFile.ts';

export interface PhotoGridProps {
  readonly photos: readonly Photo[];
  /** Whose they are. */
  readonly name: string;
}

/** One to nine photos in their places; a press shows them large. */
export function PhotoGrid({ photos, name }: PhotoGridProps): ReactNode {
  const t = useT();
  const [open, setOpen] = useState<number | null>(null);
  const { columns, width, ratio } = photoShapes(photos);
  const shown = open === null ? undefined : photos[open];
  return (
    <>
      <ul
        className={styles['photos']}
        style={{ inlineSize: `${width}rem`, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
        aria-label={t('moments.photos', { count: photos.length })}
      >
        {photos.map((photo, index) => (
          <li key={`${photo.blob}:${index}`} style={{ aspectRatio: String(ratio) }}>
            <Tile photo={photo} place={{ index, count: photos.length }} onOpen={() => setOpen(index)} />
          </li>
        ))}
      </ul>
      {shown !== undefined && open !== null && (
        <PhotoViewer
          key={open}
          photo={shown}
          name={isolate(name)}
          place={{ index: open, count: photos.length }}
          onGo={(step) => setOpen(open + step)}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

interface TileProps {
  readonly photo: Photo;
  readonly place: { readonly index: number; readonly count: number };
  readonly onOpen: () => void;
}

function Tile({ photo, place, onOpen }: TileProps): ReactNode {
  const t = useT();
  const media = useMediaFile(photo);
  const blur = useMemo(() => blurUrl(photo.picture.blur), [photo.picture.blur]);
  const open = () => {
    if (media.url === null) media.fetch();
    onOpen();
  };
  return (
    <button
      type="button"
      className={styles['photo']}
      aria-label={t('moments.photo.open', { place: place.index + 1, count: place.count })}
      data-state={media.state.state}
      onClick={open}
    >
      <PictureLayers blur={blur} thumbnail={photo.picture.thumbnail} url={media.url} alt="" />
      {media.state.state !== 'here' && <Coming media={media} />}
    </button>
  );
}

/** What is still on its way, over the blurred look of it. */
export function Coming({ media: { state } }: { readonly media: Pick<MediaFile, 'state'> }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const isGoing = state.state === 'loading' || state.state === 'waiting';
  return (
    <span className={styles['coming']}>
      {isGoing ? (
        <ProgressRing
          label={t('moments.loading')}
          value={state.held}
          most={state.size}
          isWaiting={state.state === 'waiting'}
        />
      ) : (
        <span className={styles['fetch']}>
          <Download aria-hidden />
          {formats.bytes(state.size)}
        </span>
      )}
    </span>
  );
}
