import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { useT } from '@i18n/useT.tsx';
import { type OpenPicture, SENT_SIDE } from '@ports/media.ts';
import { useMedia } from '@services/media/context.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { PictureEditor, type PictureEditorTexts } from '@ui/pictureEditor/PictureEditor.tsx';

export interface EditPictureProps {
  readonly file: File;
  readonly onDone: (file: File) => void;
  readonly onClose: () => void;
}

/** Edits a picture before it is sent: as large as it would be sent. */
export function EditPicture({ file, onDone, onClose }: EditPictureProps): ReactNode {
  const texts = useEditorTexts();
  const picture = useLargePicture(file, onClose);
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

/** The picture, once it is opened; where it can't be, that is said. */
function useLargePicture(file: File, onFailed: () => void): OpenPicture | null {
  const media = useMedia();
  const toast = useToast();
  const errorText = useMediaErrorText();
  const [picture, setPicture] = useState<OpenPicture | null>(null);
  useEffect(() => {
    let isCurrent = true;
    let opened: OpenPicture | null = null;
    const open = async () => {
      const answer = await media.openPicture(file, { side: SENT_SIDE, isTransparent: true });
      if (answer.ok) opened = answer.value;
      if (!isCurrent) opened?.close();
      else if (answer.ok) setPicture(answer.value);
      else {
        toast({ tone: 'danger', text: errorText(answer.error.code) });
        onFailed();
      }
    };
    void open();
    return () => {
      isCurrent = false;
      opened?.close();
    };
    // The words and what is done on failure belong to the first try.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [media, file]);
  return picture;
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
