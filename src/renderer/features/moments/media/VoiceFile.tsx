import { type ReactNode, useMemo } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import type { PostBody } from '@domain/feed/post.ts';
import { bars } from '@domain/voice/waveform.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useVoiceTexts } from '@i18n/useVoiceTexts.ts';
import { VoicePlayer } from '@ui/voice/VoicePlayer.tsx';
import styles from './Media.module.css';
import { Coming } from './PhotoGrid.tsx';
import { useMediaFile } from './useMediaFile.ts';

/** Bars of a voice note in a post. */
const BARS = 48;

export interface VoiceFileProps {
  readonly file: FileReference;
  readonly voice: NonNullable<PostBody['voice']>;
}

/** A voice note of a post: drawn as its author said it is before it is here, then to be heard. */
export function VoiceFile({ file, voice: { duration, levels } }: VoiceFileProps): ReactNode {
  const t = useT();
  const texts = useVoiceTexts();
  const media = useMediaFile(file);
  const shape = useMemo(() => bars(levels, BARS), [levels]);
  const fetch = (
    <button
      type="button"
      className={styles['ask']}
      aria-label={t('moments.media.fetch', { name: isolate(cleanFileName(file.name)) })}
      onClick={media.fetch}
    >
      <Coming media={media} />
    </button>
  );
  return (
    <span className={styles['note']}>
      <VoicePlayer url={media.url} duration={duration} bars={shape} texts={texts.player} waiting={fetch} />
    </span>
  );
}
