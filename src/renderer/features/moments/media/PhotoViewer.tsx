import { type ReactNode, useMemo } from 'react';
import { blurUrl } from '@domain/chat/blur.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import { useLightboxWords } from '@i18n/useLightboxWords.ts';
import { useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { Lightbox } from '@ui/overlays/Lightbox.tsx';
import { PictureFrame } from '@ui/picture/PictureFrame.tsx';
import { PictureLayers } from '@ui/picture/PictureLayers.tsx';
import type { Photo } from './photoShapes.ts';
import { useMediaFile } from './useMediaFile.ts';

export interface PhotoViewerProps {
  readonly photo: Photo;
  readonly name: string;
  readonly place: { readonly index: number; readonly count: number };
  readonly onGo: (step: number) => void;
  readonly onClose: () => void;
}

/** One photo of a post over the whole window, with the way to the others. */
export function PhotoViewer({ photo, name, place, onGo, onClose }: PhotoViewerProps): ReactNode {
  const t = useT();
  const media = useMedia();
  const { url } = useMediaFile(photo);
  const { index, count } = place;
  const { width, height, blur, thumbnail } = photo.picture;
  const fileName = cleanFileName(photo.name);
  const words = useLightboxWords({ title: t('files.viewer.label', { name }), fileName, place });
  const blurred = useMemo(() => blurUrl(blur), [blur]);
  return (
    <Lightbox
      labels={words}
      picture={{ url, width, height, alt: t('files.photo') }}
      placeholder={
        <PictureFrame width={width} height={height}>
          <PictureLayers blur={blurred} thumbnail={thumbnail} url={null} alt={t('files.photo')} />
        </PictureFrame>
      }
      caption=""
      onPrevious={index > 0 ? () => onGo(-1) : null}
      onNext={index < count - 1 ? () => onGo(1) : null}
      onSave={url === null ? null : () => media.saveFrom(url, fileName)}
      onClose={onClose}
    />
  );
}
