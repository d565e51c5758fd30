import { type ReactNode, useMemo } from 'react';
import { bars } from '@domain/voice/waveform.ts';
import type { VoiceState } from '@services/media/voiceDesk.ts';
import { VoiceBar, type VoiceBarState } from '@ui/voice/VoiceBar.tsx';
import { useVoiceTexts } from '@i18n/useVoiceTexts.ts';
import type { VoiceNoteDraft } from './useVoiceNote.ts';

/** Bars of a recording that is heard before it is sent. */
const BARS = 64;

/** Recording in place of where one writes. */
export function VoiceNoteBar({ voice }: { readonly voice: VoiceNoteDraft }): ReactNode {
  const texts = useVoiceTexts();
  const { desk, state } = voice;
  const shown = useMemo(() => shownAs(state), [state]);
  if (shown === null) return null;
  return (
    <VoiceBar
      state={shown}
      texts={texts}
      onDiscard={desk.discard}
      onPause={desk.pause}
      onResume={desk.resume}
      onStop={() => void desk.stop()}
      onSend={voice.send}
    />
  );
}

function shownAs(state: VoiceState): VoiceBarState | null {
  if (state.step === 'idle' || state.step === 'failed') return null;
  if (state.step !== 'ready') return state;
  const { url, duration, levels } = state.note;
  return { step: 'ready', url, duration, bars: bars(levels, BARS) };
}
