import { type ReactNode, useCallback, useState } from 'react';
import { cleanFileName } from '@domain/chat/fileName.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { Lightbox } from '@ui/overlays/Lightbox.tsx';
import { type ArticlePicture, PictureContext } from './pictureContext.ts';
import { usePicture } from './usePicture.ts';
import { PictureLook } from './PictureLook.tsx';

export interface PictureScopeProps {
  readonly title: string;
  /** In the order in which they are read. */
  readonly pictures: readonly ArticlePicture[];
  readonly children: ReactNode;
}

/** Lets the pictures of a post be looked at large, one after another. */
export function PictureScope({ title, pictures, children }: PictureScopeProps): ReactNode {
  const [index, setIndex] = useState<number | null>(null);
  const open = useCallback(
    (picture: ArticlePicture) => setIndex(pictures.findIndex(({ file }) => file.blob === picture.file.blob)),
    [pictures],
  );
  const shown = index === null ? undefined : pictures[index];
  return (
    <PictureContext value={open}>
      {children}
      {shown !== undefined && index !== null && (
        <Shown
          key={index}
          title={title}
          picture={shown}
          place={{ index, count: pictures.length }}
          onGo={(step) => setIndex(index + step)}
          onClose={() => setIndex(null)}
        />
      )}
    </PictureContext>
  );
}

interface ShownProps {
  readonly title: string;
  readonly picture: ArticlePicture;
  readonly place: { readonly index: number; readonly count: number };
  readonly onGo: (step: number) => void;
  readonly onClose: () => void;
}

function Shown({ title, picture, place: { index, count }, onGo, onClose }: ShownProps): ReactNode {
  const t = useT();
  const media = useMedia();
  const { file, caption, description } = picture;
  const { url } = usePicture(file);
  const name = cleanFileName(file.name);
  const { width, height } = file.picture ?? { width: 4, height: 3 };
  return (
    <Lightbox
      labels={{
        title,
        close: t('files.viewer.close'),
        previous: t('files.viewer.previous'),
        next: t('files.viewer.next'),
        zoomIn: t('files.viewer.zoomIn'),
        zoomOut: t('files.viewer.zoomOut'),
        fit: t('files.viewer.fit'),
        turn: t('files.viewer.turn'),
        save: t('files.saveAs', { name: isolate(name) }),
        place: count > 1 ? t('files.viewer.place', { place: index + 1, count }) : '',
        missing: t('files.viewer.missing'),
      }}
      picture={{ url, width, height, alt: description || caption || t('files.photo') }}
      placeholder={<PictureLook file={file} alt={description} />}
      caption={caption}
      onPrevious={index > 0 ? () => onGo(-1) : null}
      onNext={index < count - 1 ? () => onGo(1) : null}
      onSave={url === null ? null : () => media.saveFrom(url, name)}
      onClose={onClose}
    />
  );
}
