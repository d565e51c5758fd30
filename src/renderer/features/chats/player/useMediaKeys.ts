import { useEffect } from 'react';
import { type Playing, stage } from '@ui/voice/stage.ts';

/** What the system shows of what plays. */
export interface MediaTitle {
  readonly title: string;
  readonly artist: string;
}

/** The keys go so far, ms, where they do not say how far. */
const STEP = 10_000;

type Handlers = Partial<Record<MediaSessionAction, MediaSessionActionHandler>>;

/** Gives what plays to the system: its keys, and its place among what plays on this computer. Where there is none, nothing is done. */
export function useMediaKeys({ title, artist }: MediaTitle, playing: Playing): void {
  const { url, isPlaying, duration, speed } = playing;
  const session = 'mediaSession' in navigator ? navigator.mediaSession : null;
  useEffect(() => {
    if (session === null || url === null) return undefined;
    session.metadata = new MediaMetadata({ title, artist });
    const handlers = handlersFor(url);
    for (const [act, handler] of entriesOf(handlers)) session.setActionHandler(act, handler);
    return () => {
      session.metadata = null;
      for (const [act] of entriesOf(handlers)) session.setActionHandler(act, null);
    };
  }, [session, url, title, artist]);
  useEffect(() => {
    if (session === null) return undefined;
    session.playbackState = isPlaying ? 'playing' : 'paused';
    if (duration !== null && duration > 0) {
      const position = Math.min(duration, stage.get().position) / 1000;
      session.setPositionState({ duration: duration / 1000, position, playbackRate: speed });
    }
    return () => {
      session.playbackState = 'none';
    };
  }, [session, isPlaying, duration, speed]);
}

function handlersFor(url: string): Handlers {
  const track = () => stage.get().track;
  const press = (wanted: boolean) => () => {
    if (stage.get().isPlaying !== wanted) stage.toggle(url, track());
  };
  const by = (step: number) => stage.seek(url, Math.max(0, stage.placeOf(url) + step));
  return {
    play: press(true),
    pause: press(false),
    stop: stage.close,
    seekbackward: ({ seekOffset }) => by(seekOffset === undefined ? -STEP : -seekOffset * 1000),
    seekforward: ({ seekOffset }) => by(seekOffset === undefined ? STEP : seekOffset * 1000),
    seekto: ({ seekTime }) => {
      if (seekTime !== undefined) stage.seek(url, seekTime * 1000);
    },
  };
}

function entriesOf(handlers: Handlers): readonly (readonly [MediaSessionAction, MediaSessionActionHandler])[] {
  return ACTS.flatMap((act) => {
    const handler = handlers[act];
    return handler === undefined ? [] : [[act, handler] as const];
  });
}

const ACTS: readonly MediaSessionAction[] = ['play', 'pause', 'stop', 'seekbackward', 'seekforward', 'seekto'];
