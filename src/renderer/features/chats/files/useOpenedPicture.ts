import { useEffect, useState } from 'react';
import { useMediaErrorText } from '@i18n/usePictureTexts.ts';
import type { OpenPicture, PreviewLook } from '@ports/media.ts';
import { useMedia } from '@services/media/context.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** A picture drawn anew as it is asked for; null before it is there. Where it can't be opened that is said. Keep `look` the same object. */
export function useOpenedPicture(file: File, look: PreviewLook, onFailed: () => void): OpenPicture | null {
  const media = useMedia();
  const toast = useToast();
  const errorText = useMediaErrorText();
  const [picture, setPicture] = useState<OpenPicture | null>(null);
  useEffect(() => {
    let isCurrent = true;
    let opened: OpenPicture | null = null;
    const open = async () => {
      const answer = await media.openPicture(file, look);
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
  }, [media, file, look]);
  return picture;
}
