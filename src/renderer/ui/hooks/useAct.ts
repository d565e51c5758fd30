import { useRef, useState } from 'react';

type Attempt<Value, Code> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: { readonly code: Code } };

/** Something a person set going: whether it runs, and how it failed last. */
export interface Act<Code extends string> {
  readonly isPending: boolean;
  readonly error: Code | null;
  /** Starts it unless one runs already; `onDone` gets the value of a success. */
  readonly run: <Value>(work: () => Promise<Attempt<Value, Code>>, onDone?: (value: Value) => void) => void;
  /** Forgets the error, for example when the person types again. */
  readonly clear: () => void;
}

/** Runs acts one at a time and remembers how the last one failed. */
export function useAct<Code extends string>(): Act<Code> {
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<Code | null>(null);
  const isRunning = useRef(false);
  const [act] = useState(() => ({
    clear: () => setError(null),
    run: <Value>(work: () => Promise<Attempt<Value, Code>>, onDone?: (value: Value) => void) => {
      if (isRunning.current) return;
      isRunning.current = true;
      setPending(true);
      setError(null);
      const settle = async () => {
        const answer = await work();
        if (answer.ok) onDone?.(answer.value);
        else setError(answer.error.code);
      };
      void settle().finally(() => {
        isRunning.current = false;
        setPending(false);
      });
    },
  }));
  return { isPending, error, ...act };
}
