import { Download } from 'lucide-react';
import { type ReactNode, use, useCallback, useMemo, useState } from 'react';
import { blurUrl } from '@domain/chat/blur.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { holdPicture } from '@ui/display/pictureUrls.ts';
import styles from './Files.module.css';
import { pictureBox } from './pictureBox.ts';
import { TransferButton } from './TransferButton.tsx';
import { type ShownFile, useFile } from './useFile.ts';
import { ViewerContext } from './viewer.ts';

type Picture = NonNullable<FileReference['picture']>;

export interface PictureCardProps {
  readonly file: FileReference;
  readonly picture: Picture;
  readonly message: string;
}

/** A picture in its place: blurred at once, then its small self, then itself. The place never changes its size. */
export function PictureCard({ file, picture, message }: PictureCardProps): ReactNode {
  const t = useT();
  const open = use(ViewerContext);
  const shown = useFile(file);
  const box = pictureBox(picture);
  return (
    <span
      className={styles['picture']}
      style={{ inlineSize: `${box.width}rem`, aspectRatio: String(box.ratio) }}
      data-state={shown.state.state}
    >
      <Layers picture={picture} url={shown.url} />
      {shown.url !== null && (
        <button
          type="button"
          className={styles['open']}
          aria-label={t('files.open')}
          tabIndex={-1}
          onClick={() => open(message)}
        />
      )}
      {shown.state.state !== 'here' && <Coming shown={shown} />}
    </span>
  );
}

/** The three looks of a picture, each over the one before. */
export function Layers({ picture, url }: { readonly picture: Picture; readonly url: string | null }): ReactNode {
  const t = useT();
  const blur = useMemo(() => blurUrl(picture.blur), [picture.blur]);
  const [drawn, setDrawn] = useState<string | null>(null);
  return (
    <>
      {blur !== null && (url === null || drawn !== url) && (
        <img className={styles['layer']} src={blur} alt="" draggable={false} />
      )}
      {picture.thumbnail !== null && (url === null || drawn !== url) && (
        <Thumbnail bytes={picture.thumbnail} alt={url === null ? t('files.photo') : ''} />
      )}
      {url !== null && (
        <img
          className={styles['layer']}
          src={url}
          alt={t('files.photo')}
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

function Coming({ shown }: { readonly shown: ShownFile }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { state, held, size } = shown.state;
  return (
    <span className={styles['coming']}>
      <TransferButton shown={{ ...shown, name: t('files.photo') }} idleIcon={<Download aria-hidden />} />
      <span className={styles['chip']}>
        {state === 'loading' && held > 0
          ? t('files.state.loading', { held: formats.bytes(held), size: formats.bytes(size) })
          : state === 'waiting'
            ? t('files.state.waiting.short')
            : formats.bytes(size)}
      </span>
    </span>
  );
}
