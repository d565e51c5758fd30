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

/** The words of the kit around bringing in a code. */
export interface CodeTexts extends CodeExample {
  readonly next: string;
  readonly or: string;
  readonly drop: string;
  readonly dropping: string;
  readonly file: string;
  readonly camera: string;
  readonly reading: string;
  readonly live: string;
  readonly starting: string;
  readonly hint: string;
  readonly stop: string;
  readonly back: string;
  readonly retry: string;
}

/** What kind of link is asked for. */
export interface CodeExample {
  readonly link: string;
  readonly placeholder: string;
}

/** Words for pasting, dropping or filming a code. */
export function useCodeWords({ link, placeholder }: CodeExample): CodeTexts {
  const t = useT();
  return useMemo(
    () => ({
      link,
      placeholder,
      next: t('common.next'),
      or: t('media.code.or'),
      drop: t('media.code.drop'),
      dropping: t('media.code.dropping'),
      file: t('media.code.file'),
      camera: t('media.code.camera'),
      reading: t('media.code.reading'),
      live: t('media.camera.label'),
      starting: t('media.camera.starting'),
      hint: t('media.camera.hint'),
      stop: t('media.camera.stop'),
      back: t('common.back'),
      retry: t('common.retry'),
    }),
    [t, link, placeholder],
  );
}
