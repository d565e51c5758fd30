import { Pause, Play } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import type { PlayerTexts } from './playerTexts.ts';
import { Slider } from './Slider.tsx';
import { Speeds } from './Speeds.tsx';
import { stage, type Track } from './stage.ts';
import { usePlaying } from './usePlaying.ts';
import styles from './Voice.module.css';
import { Waveform } from './Waveform.tsx';

export interface VoicePlayerProps {
  /** Where it is; null while it is not here: then it is drawn and does not play. */
  readonly url: string | null;
  /** ms; as was said of it. */
  readonly duration: number;
  /** 0 to 1 each. */
  readonly bars: readonly number[];
  readonly texts: PlayerTexts;
  /** Where it was said: with it, it goes on when this is left. The same object between renders. */
  readonly track?: Track | undefined;
  /** Stands in place of the button while it is not here. */
  readonly waiting?: ReactNode;
  /** Whether Tab comes to its parts: not so in a log whose rows have keys of their own. */
  readonly hasTabStops?: boolean;
}

/** A recording that plays: a button, its waveform to move about in, the time and the speed. */
export function VoicePlayer(props: VoicePlayerProps): ReactNode {
  const { url, duration, texts } = props;
  const { playing, position: reached } = usePlaying(url);
  const position = Math.min(duration, reached);
  useEffect(() => {
    if (url === null) return undefined;
    return () => stage.leave(url);
  }, [url]);
  return (
    <span className={styles['player']}>
      <Begin {...props} isPlaying={playing?.isPlaying === true} />
      <Place {...props} position={position} />
      <span className={styles['foot']}>
        <span className={styles['time']}>{texts.time(playing !== null || position > 0 ? position : duration)}</span>
        {playing !== null && <Speeds texts={texts} playing={playing} tabIndex={tabIndexOf(props)} />}
      </span>
    </span>
  );
}

function tabIndexOf({ hasTabStops }: VoicePlayerProps): -1 | undefined {
  return hasTabStops === false ? -1 : undefined;
}

function Begin(props: VoicePlayerProps & { readonly isPlaying: boolean }): ReactNode {
  const { url, texts, isPlaying } = props;
  if (url === null) return <span className={styles['waiting']}>{props.waiting}</span>;
  const label = isPlaying ? texts.pause : texts.play;
  return (
    <button
      type="button"
      className={styles['play']}
      aria-label={label}
      data-tooltip={label}
      tabIndex={tabIndexOf(props)}
      onClick={() => stage.toggle(url, props.track)}
    >
      {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
    </button>
  );
}

/** The waveform as a slider. */
function Place(props: VoicePlayerProps & { readonly position: number }): ReactNode {
  const { url, duration, position, texts } = props;
  return (
    <Slider
      className={styles['track'] ?? ''}
      duration={duration}
      position={position}
      texts={texts}
      tabIndex={tabIndexOf(props)}
      onGo={url === null ? null : (to) => stage.seek(url, to)}
    >
      <Waveform bars={props.bars} played={duration === 0 ? 0 : position / duration} />
    </Slider>
  );
}
