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
      title: t('pictureEditor.title'),
      picture: t('pictureEditor.picture'),
      crop: t('pictureEditor.crop'),
      cropFrame: t('pictureEditor.cropFrame'),
      draw: t('pictureEditor.draw'),
      text: t('pictureEditor.text'),
      words: t('pictureEditor.words'),
      put: t('pictureEditor.put'),
      turnLeft: t('pictureEditor.turnLeft'),
      turnRight: t('pictureEditor.turnRight'),
      undo: t('pictureEditor.undo'),
      redo: t('pictureEditor.redo'),
      colour: (colour) => t('pictureEditor.colour', { colour }),
      size: (size) => t('pictureEditor.size', { size }),
      cancel: t('common.cancel'),
      done: t('pictureEditor.done'),
      loading: t('common.loading'),
    }),
    [t],
  );
}
