import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { FileMedia } from '@domain/chat/file.ts';
import { bars } from '@domain/voice/waveform.ts';
import { useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { useT } from '@i18n/useT.tsx';
import { useVoiceTexts } from '@i18n/useVoiceTexts.ts';
import { useMedia } from '@services/media/context.tsx';
import { VoiceDesk } from '@services/media/voiceDesk.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { VoiceBar } from '@ui/voice/VoiceBar.tsx';

const BARS = 64;

export interface VoiceFieldsProps {
  readonly onVoice: (file: File, media: FileMedia) => void;
  /** It was given up. */
  readonly onEnd: () => void;
}

/** Records a voice note for a post; it begins at once, and is given up with this. */
export function VoiceFields({ onVoice, onEnd }: VoiceFieldsProps): ReactNode {
  const t = useT();
  const media = useMedia();
  const texts = useVoiceTexts();
  const errorText = useMediaErrorText();
  const [desk] = useState(() => new VoiceDesk(media));
  const state = useSnapshot(desk.state);
  useEffect(() => {
    void desk.start();
    return desk.discard;
  }, [desk]);
  const shape = useMemo(() => (state.step === 'ready' ? bars(state.note.levels, BARS) : []), [state]);
  if (state.step === 'idle') return null;
  if (state.step === 'failed') return <AlertBanner tone="danger">{errorText(state.code)}</AlertBanner>;
  const use = async () => {
    const note = await desk.take();
    // What records here gives files of the page.
    if (note?.file instanceof File) onVoice(note.file, { kind: 'voice', duration: note.duration, levels: note.levels });
    else onEnd();
  };
  const shown =
    state.step === 'ready'
      ? { step: state.step, url: state.note.url, duration: state.note.duration, bars: shape }
      : state;
  return (
    <VoiceBar
      state={shown}
      texts={{ ...texts, send: t('voice.use') }}
      onDiscard={onEnd}
      onPause={desk.pause}
      onResume={desk.resume}
      onStop={() => void desk.stop()}
      onSend={() => void use()}
    />
  );
}
