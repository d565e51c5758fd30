import { useCallback, useSyncExternalStore } from 'react';
import { type Playing, stage } from './stage.ts';

/** What a recording is about. */
export interface PlayedRecording {
  /** Null while another one is on, or none. */
  readonly playing: Playing | null;
  /** How far it is, or was left at, ms. */
  readonly position: number;
}

/** Follows one recording: while another plays, nothing is drawn anew. */
export function usePlaying(url: string | null): PlayedRecording {
  const read = useCallback(() => {
    if (url === null) return 0;
    const now = stage.get();
    return now.url === url ? now : stage.placeOf(url);
  }, [url]);
  const now = useSyncExternalStore(stage.subscribe, read);
  return typeof now === 'number' ? { playing: null, position: now } : { playing: now, position: now.position };
}
