import { useEffect } from 'react';
import { type Playing, stage, type Track } from '@ui/voice/stage.ts';
import { usePlaying } from '@ui/voice/usePlaying.ts';
import { fileKind } from './fileKind.ts';

/** A sound that can be played, or is. */
export interface Sound {
  /** Null while it is not on. */
  readonly playing: Playing | null;
  readonly toggle: () => void;
}

/** Follows a file that is a sound by its name; null for any other, and while it is not here. */
export function useSound(name: string, url: string | null, track: Track | undefined): Sound | null {
  const sound = fileKind(name) === 'audio' ? url : null;
  const { playing } = usePlaying(sound);
  useEffect(() => {
    if (sound === null) return undefined;
    return () => stage.leave(sound);
  }, [sound]);
  return sound === null ? null : { playing, toggle: () => stage.toggle(sound, track) };
}
