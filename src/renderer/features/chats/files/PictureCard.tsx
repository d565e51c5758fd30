import { Download } from 'lucide-react';
import { type ReactNode, use, useMemo } from 'react';
import { blurUrl } from '@domain/chat/blur.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { PictureLayers } from '@ui/picture/PictureLayers.tsx';
import styles from './Files.module.css';
import { pictureBox } from './pictureBox.ts';
import { TransferButton } from './TransferButton.tsx';
import { useDragOut } from './useDragOut.ts';
import { type ShownFile, useFile } from './useFile.ts';
import { ViewerContext } from '../viewer/viewerContext.ts';

type Picture = NonNullable<FileReference['picture']>;

export interface PictureCardProps {
  readonly file: FileReference;
  readonly picture: Picture;
  readonly message: string;
  /** Whether Tab comes to it. */
  readonly isReachable?: boolean;
}

/** A picture in its place: blurred at once, then its small self, then itself. The place never changes its size. */
export function PictureCard({ file, picture, message, isReachable = false }: PictureCardProps): ReactNode {
  const t = useT();
  const open = use(ViewerContext);
  const shown = useFile(file);
  const box = pictureBox(picture);
  const drag = useDragOut(file, shown.url);
  return (
    <span
      className={styles['picture']}
      style={{ inlineSize: `${box.width}rem`, aspectRatio: String(box.ratio) }}
      data-state={shown.state.state}
      {...drag}
    >
      <Layers picture={picture} url={shown.url} />
      {shown.url !== null && (
        <button
          type="button"
          className={styles['open']}
          aria-label={t('files.open')}
          tabIndex={isReachable ? 0 : -1}
          onClick={() => open(message)}
        />
      )}
      {shown.state.state !== 'here' && <Coming shown={shown} />}
    </span>
  );
}

/** A picture of a message in its three looks. */
export function Layers({ picture, url }: { readonly picture: Picture; readonly url: string | null }): ReactNode {
  const t = useT();
  const blur = useMemo(() => blurUrl(picture.blur), [picture.blur]);
  return <PictureLayers blur={blur} thumbnail={picture.thumbnail} url={url} alt={t('files.photo')} />;
}

/** What is still on its way, over the blurred look of it, with the button that fetches it. */
export function Coming({ shown }: { readonly shown: ShownFile }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { state, held, size, isLetGo } = shown.state;
  return (
    <span className={styles['coming']}>
      <TransferButton shown={{ ...shown, name: t('files.photo') }} idleIcon={<Download aria-hidden />} />
      <span className={styles['chip']}>
        {state === 'loading' && held > 0
          ? t('files.state.loading', { held: formats.bytes(held), size: formats.bytes(size) })
          : state === 'waiting'
            ? t('files.state.waiting.short')
            : isLetGo === true
              ? t('files.state.letGo', { size: formats.bytes(size) })
              : formats.bytes(size)}
      </span>
    </span>
  );
}
