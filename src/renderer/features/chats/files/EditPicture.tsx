import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import { type PreviewLook, SENT_SIDE } from '@ports/media.ts';
import { PictureEditor, type PictureEditorTexts } from '@ui/pictureEditor/PictureEditor.tsx';
import { useOpenedPicture } from './useOpenedPicture.ts';

export interface EditPictureProps {
  readonly file: File;
  readonly onDone: (file: File) => void;
  readonly onClose: () => void;
}

/** As large as it is sent, and see-through where it is. */
const LOOK: PreviewLook = { side: SENT_SIDE, isTransparent: true };

/** Edits a picture before it is sent: as large as it would be sent. */
export function EditPicture({ file, onDone, onClose }: EditPictureProps): ReactNode {
  const texts = useEditorTexts();
  const picture = useOpenedPicture(file, LOOK, onClose);
  if (picture === null) return null;
  return (
    <PictureEditor
      url={picture.previewUrl}
      texts={texts}
      onDone={(blob) => {
        onDone(new File([blob], 'photo.webp', { type: blob.type }));
        onClose();
      }}
      onCancel={onClose}
    />
  );
}

function useEditorTexts(): PictureEditorTexts {
  const t = useT();
  return useMemo(
    () => ({
      title: t('pictures.title'),
      picture: t('pictures.picture'),
      crop: t('pictures.crop'),
      cropFrame: t('pictures.cropFrame'),
      draw: t('pictures.draw'),
      text: t('pictures.text'),
      words: t('pictures.words'),
      put: t('pictures.put'),
      turnLeft: t('pictures.turnLeft'),
      turnRight: t('pictures.turnRight'),
      undo: t('pictures.undo'),
      redo: t('pictures.redo'),
      colour: (colour) => t(`pictures.colour.${colour}`),
      size: (size) => t(`pictures.size.${size}`),
      cancel: t('common.cancel'),
      done: t('pictures.done'),
      loading: t('common.loading'),
    }),
    [t],
  );
}
