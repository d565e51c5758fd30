import { useCallback } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import { cleanFileName, isRenamed } from '@domain/chat/fileName.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** Hands a file out, and says so where it cannot keep the name it came with. */
export function useSaveFile(): (file: FileReference, url: string) => void {
  const t = useT();
  const media = useMedia();
  const toast = useToast();
  return useCallback(
    (file, url) => {
      const name = cleanFileName(file.name);
      media.saveFrom(url, name);
      if (isRenamed(file.name)) toast({ text: t('files.renamed', { name: isolate(name) }) });
    },
    [t, media, toast],
  );
}
