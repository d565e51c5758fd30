import { Pause, Play } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useState } from 'react';
import { useSnapshot } from '../hooks/useSnapshot.ts';
import { type Playing, SPEEDS, type Speed, stage } from './stage.ts';
import styles from './Voice.module.css';
import { Waveform } from './Waveform.tsx';

/** The words of a player. */
export interface VoicePlayerTexts {
  readonly play: string;
  readonly pause: string;
  /** Name of the slider. */
  readonly position: string;
  /** A place in it as a person hears it told: "0:12 of 1:03". */
  readonly place: (position: number, duration: number) => string;
  /** ms as "0:12". */
  readonly time: (ms: number) => string;
  /** "1.5×". */
  readonly speed: (speed: Speed) => string;
  /** Name of the button that changes it; what is on the button is part of it. */
  readonly speedLabel: (speed: Speed) => string;
  /** This browser cannot play it. */
  readonly broken: string;
}

export interface VoicePlayerProps {
  /** Where it is; null while it is not here: then it is drawn and does not play. */
  readonly url: string | null;
  /** ms; as was said of it. */
  readonly duration: number;
  /** 0 to 1 each. */
  readonly bars: readonly number[];
  readonly texts: VoicePlayerTexts;
  /** Stands in place of the button while it is not here. */
  readonly waiting?: ReactNode;
  /** Whether Tab comes to its parts: not so in a log whose rows have keys of their own. */
  readonly hasTabStops?: boolean;
}

/** Arrow keys move so far, ms. */
const STEP = 5000;
const EMPTY = '';

/** A recording that plays: a button, its waveform to move about in, the time and the speed. */
export function VoicePlayer(props: VoicePlayerProps): ReactNode {
  const { url, duration, texts } = props;
  const playing = useSnapshot(stage);
  const isOn = url !== null && playing.url === url;
  const position = Math.min(duration, url === null ? 0 : stage.placeOf(url));
  useEffect(() => {
    if (url === null) return undefined;
    return () => stage.leave(url);
  }, [url]);
  return (
    <span className={styles['player']}>
      <Begin {...props} isPlaying={isOn && playing.isPlaying} />
      <Track {...props} position={position} />
      <span className={styles['foot']}>
        <span className={styles['time']}>{texts.time(isOn || position > 0 ? position : duration)}</span>
        {isOn && <Speeds {...props} playing={playing} />}
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
      onClick={() => stage.toggle(url)}
    >
      {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
    </button>
  );
}

function Speeds(props: VoicePlayerProps & { readonly playing: Playing }): ReactNode {
  const { texts, playing } = props;
  if (playing.isBroken) return <span className={styles['broken']}>{texts.broken}</span>;
  return (
    <button
      type="button"
      className={styles['speed']}
      aria-label={texts.speedLabel(playing.speed)}
      data-tooltip={texts.speedLabel(playing.speed)}
      tabIndex={tabIndexOf(props)}
      onClick={() => stage.setSpeed(nextSpeed(playing.speed))}
    >
      {texts.speed(playing.speed)}
    </button>
  );
}

function nextSpeed(speed: Speed): Speed {
  return SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
}

/** Where a key leads, ms; null for keys that lead nowhere. */
function placeByKey(key: string, position: number, duration: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(duration, position + STEP);
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, position - STEP);
    case 'Home':
      return 0;
    case 'End':
      return duration;
    default:
      return null;
  }
}

/** The waveform as a slider. It runs from left to right in every language, as players do. */
function Track(props: VoicePlayerProps & { readonly position: number }): ReactNode {
  const { url, duration, position, texts } = props;
  const [isHeld, setHeld] = useState(false);
  const go = (to: number) => {
    if (url !== null && duration > 0) stage.seek(url, to);
  };
  const drag = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (width > 0) go(Math.min(1, Math.max(0, (event.clientX - left) / width)) * duration);
  };
  const press = (event: KeyboardEvent) => {
    const to = placeByKey(event.key, position, duration);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    go(to);
  };
  return (
    <span
      role="slider"
      className={styles['track']}
      dir="ltr"
      tabIndex={tabIndexOf(props) ?? 0}
      aria-label={texts.position}
      aria-valuemin={0}
      aria-valuemax={duration}
      aria-valuenow={Math.round(position)}
      aria-valuetext={url === null ? EMPTY : texts.place(position, duration)}
      aria-disabled={url === null || undefined}
      onKeyDown={press}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(true);
        drag(event);
      }}
      onPointerMove={(event) => isHeld && drag(event)}
      onPointerUp={() => setHeld(false)}
      onPointerCancel={() => setHeld(false)}
    >
      <Waveform bars={props.bars} played={duration === 0 ? 0 : position / duration} />
    </span>
  );
}
