import { useEffect, useRef, useState } from 'react';
import type { CameraScan, MediaErrorCode } from '@ports/media.ts';
import { useMedia } from '@services/media/context.tsx';

/** Where the camera stands. */
export type CameraState =
  | { readonly status: 'starting' }
  | { readonly status: 'filming'; readonly scan: CameraScan }
  | { readonly status: 'failed'; readonly code: MediaErrorCode };

/** Films while mounted and hands over the first code seen. The camera is off as soon as this is gone, even if it was still starting. */
export function useCamera(onCode: (text: string) => void): CameraState {
  const media = useMedia();
  const [state, setState] = useState<CameraState>({ status: 'starting' });
  const latest = useRef(onCode);
  useEffect(() => {
    latest.current = onCode;
  }, [onCode]);
  useEffect(() => {
    const running = new AbortController();
    const { signal } = running;
    void media.scanCamera().then((opened) => {
      if (!opened.ok) {
        if (!signal.aborted) setState({ status: 'failed', code: opened.error.code });
        return;
      }
      const scan = opened.value;
      if (signal.aborted) {
        scan.stop();
        return;
      }
      const stopListening = scan.seen.subscribe(() => {
        const seen = scan.seen.get();
        if (!seen.ok) setState({ status: 'failed', code: seen.error.code });
        else if (seen.value !== null) latest.current(seen.value);
      });
      signal.addEventListener('abort', () => {
        stopListening();
        scan.stop();
      });
      setState({ status: 'filming', scan });
    });
    return () => running.abort();
  }, [media]);
  return state;
}
