import { useEffect, useState } from 'react';
import { useLatest } from '../hooks/useLatest.ts';

type Attempt<Value, Code> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: { readonly code: Code } };

/** A running camera that looks for codes, structurally the same as the port's; ui may not import ports. */
export interface CodeCamera<Code> {
  readonly seen: {
    readonly get: () => Attempt<string | null, Code>;
    readonly subscribe: (listener: () => void) => () => void;
  };
  readonly show: (surface: object) => () => void;
  readonly stop: () => void;
}

/** Asks for the camera. */
export type OpenCamera<Code> = () => Promise<Attempt<CodeCamera<Code>, Code>>;

/** Where the camera stands. */
export type CameraState<Code> =
  | { readonly status: 'starting' }
  | { readonly status: 'filming'; readonly scan: CodeCamera<Code> }
  | { readonly status: 'failed'; readonly code: Code };

/** Films while mounted and hands over each code seen. The camera is off as soon as this is gone, even if it was still starting. */
export function useCamera<Code>(open: OpenCamera<Code>, onCode: (text: string) => void): CameraState<Code> {
  const [state, setState] = useState<CameraState<Code>>({ status: 'starting' });
  const latest = useLatest({ open, onCode });
  useEffect(() => {
    const running = new AbortController();
    const { signal } = running;
    void latest.current.open().then((opened) => {
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
        else if (seen.value !== null) latest.current.onCode(seen.value);
      });
      signal.addEventListener('abort', () => {
        stopListening();
        scan.stop();
      });
      setState({ status: 'filming', scan });
    });
    return () => running.abort();
  }, [latest]);
  return state;
}
