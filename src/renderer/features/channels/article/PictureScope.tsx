import { type ReactNode, useCallback, useState } from 'react';
import { cleanFileName } from '@domain/chat/fileName.ts';
import { useLightboxWords } from '@i18n/useLightboxWords.ts';
import { useT } from '@i18n/useT.tsx';
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

function Shown({ title, picture, place, onGo, onClose }: ShownProps): ReactNode {
  const t = useT();
  const media = useMedia();
  const { file, caption, description } = picture;
  const { url } = usePicture(file);
  const name = cleanFileName(file.name);
  const words = useLightboxWords({ title, fileName: name, place });
  const { index, count } = place;
  const { width, height } = file.picture ?? { width: 4, height: 3 };
  return (
    <Lightbox
      labels={words}
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
