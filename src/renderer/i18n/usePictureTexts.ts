import { useCallback, useMemo } from 'react';
import type { MediaErrorCode } from '@ports/media.ts';
import { useT } from './useT.tsx';

/** The words of the avatar editor of the kit. */
export interface AvatarEditorLabels {
  readonly choose: string;
  readonly change: string;
  readonly remove: string;
  readonly cropTitle: string;
  readonly cropArea: string;
  readonly zoom: string;
  readonly use: string;
  readonly cancel: string;
}

/** Words for choosing and cutting an avatar. */
export function useAvatarLabels(): AvatarEditorLabels {
  const t = useT();
  return useMemo(
    () => ({
      choose: t('media.avatar.choose'),
      change: t('media.avatar.change'),
      remove: t('media.avatar.remove'),
      cropTitle: t('media.avatar.crop.title'),
      cropArea: t('media.avatar.crop.area'),
      zoom: t('media.avatar.crop.zoom'),
      use: t('media.avatar.crop.use'),
      cancel: t('common.cancel'),
    }),
    [t],
  );
}

/** What to say for each way a picture, a code or the camera can fail. */
export function useMediaErrorText(): (code: MediaErrorCode) => string {
  const t = useT();
  return useCallback((code) => t(`media.error.${code}`), [t]);
}
