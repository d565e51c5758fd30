import { Download } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import { bars } from '@domain/voice/waveform.ts';
import { useVoiceTexts } from '@i18n/useVoiceTexts.ts';
import type { Track } from '@ui/voice/stage.ts';
import { VoicePlayer } from '@ui/voice/VoicePlayer.tsx';
import { TransferButton } from '../files/TransferButton.tsx';
import { useDragOut } from '../files/useDragOut.ts';
import { useFile } from '../files/useFile.ts';
import styles from './Media.module.css';

/** Bars of a voice note in a bubble. */
const BARS = 48;

export interface VoiceMessageProps {
  readonly file: FileReference;
  /** ms. */
  readonly duration: number;
  readonly levels: Uint8Array;
  /** Where it was said: with it, it goes on when its chat is left. */
  readonly track?: Track | undefined;
}

/** A voice note: drawn as its sender said it is before it is here, then to be heard. */
export function VoiceMessage({ file, duration, levels, track }: VoiceMessageProps): ReactNode {
  const texts = useVoiceTexts();
  const shown = useFile(file);
  const shape = useMemo(() => bars(levels, BARS), [levels]);
  const drag = useDragOut(file, shown.url);
  return (
    <span className={styles['voice']} {...drag}>
      <VoicePlayer
        url={shown.url}
        duration={duration}
        bars={shape}
        texts={texts.player}
        track={track}
        waiting={<TransferButton shown={shown} idleIcon={<Download aria-hidden />} />}
      />
    </span>
  );
}
