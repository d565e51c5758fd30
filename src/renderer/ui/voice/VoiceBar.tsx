import { Pause, Play, SendHorizontal, Square, Trash2 } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import type { PlayerTexts } from './playerTexts.ts';
import styles from './Voice.module.css';
import { VoicePlayer } from './VoicePlayer.tsx';
import { Waveform } from './Waveform.tsx';

/** How a recording stands, for drawing. */
export type VoiceBarState =
  | { readonly step: 'asking' }
  | {
      readonly step: 'recording' | 'paused';
      readonly elapsed: number;
      /** 0 to 1 each, newest last. */ readonly recent: readonly number[];
    }
  | { readonly step: 'ready'; readonly url: string; readonly duration: number; readonly bars: readonly number[] };

/** The words of the bar. */
export interface VoiceBarTexts {
  readonly label: string;
  /** The system asks for the microphone. */
  readonly asking: string;
  readonly recording: string;
  readonly paused: string;
  readonly discard: string;
  readonly pause: string;
  readonly resume: string;
  /** Ends it, to be heard. */
  readonly stop: string;
  readonly send: string;
  readonly player: PlayerTexts;
}

export interface VoiceBarProps {
  readonly state: VoiceBarState;
  readonly texts: VoiceBarTexts;
  readonly onDiscard: () => void;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onStop: () => void;
  readonly onSend: () => void;
}

/** Recording, hearing and sending a voice note, in place of where one writes. Escape gives it up. */
export function VoiceBar(props: VoiceBarProps): ReactNode {
  const { state, texts } = props;
  const bar = useRef<HTMLDivElement>(null);
  const { step } = state;
  // The button that had the focus goes with each step: it must not fall out of the bar.
  useEffect(() => bar.current?.querySelector<HTMLElement>('[data-voice-main]')?.focus(), [step]);
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    props.onDiscard();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape belongs to all that is in the group
    <div ref={bar} role="group" className={styles['bar']} aria-label={texts.label} onKeyDown={press}>
      <IconButton
        label={texts.discard}
        shortcut="Esc"
        icon={<Trash2 aria-hidden />}
        data-voice-main={step === 'asking' || undefined}
        onClick={props.onDiscard}
      />
      <Middle {...props} />
      {step !== 'asking' && (
        <IconButton
          className={styles['send'] ?? ''}
          label={texts.send}
          icon={<SendHorizontal aria-hidden />}
          directional
          data-voice-main=""
          onClick={props.onSend}
        />
      )}
    </div>
  );
}

function Middle(props: VoiceBarProps): ReactNode {
  const { state, texts } = props;
  if (state.step === 'asking') {
    return (
      <span className={styles['asking']} role="status">
        {texts.asking}
      </span>
    );
  }
  if (state.step === 'ready') {
    return <VoicePlayer url={state.url} duration={state.duration} bars={state.bars} texts={texts.player} />;
  }
  const isPaused = state.step === 'paused';
  return (
    <>
      <span className={styles['live']} data-paused={isPaused || undefined}>
        <span className={styles['dot']} aria-hidden />
        <span className={styles['time']} role="timer">
          {texts.player.time(state.elapsed)}
        </span>
        <span className={styles['status']} role="status">
          {isPaused ? texts.paused : texts.recording}
        </span>
        <Waveform bars={state.recent} played={1} />
      </span>
      <IconButton
        label={isPaused ? texts.resume : texts.pause}
        icon={isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
        onClick={isPaused ? props.onResume : props.onPause}
      />
      <IconButton label={texts.stop} icon={<Square aria-hidden />} onClick={props.onStop} />
    </>
  );
}
