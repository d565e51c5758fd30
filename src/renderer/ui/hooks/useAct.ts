import { useRef, useState } from 'react';

type Attempt<Value, Code> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: { readonly code: Code } };

/** Something a person set going: whether it runs, and how it failed last. */
export interface Act<Code extends string> {
  readonly isPending: boolean;
  /** Null while it runs: who sees how it failed can try again. */
  readonly error: Code | null;
  /** Starts it unless one runs already; `onDone` gets the value of a success, and may start the next. */
  readonly run: <Value>(work: () => Promise<Attempt<Value, Code>>, onDone?: (value: Value) => void) => void;
  /** Forgets the error, for example when the person types again. */
  readonly clear: () => void;
}

/** How an act stands. One value, so that its end and how it ended are never drawn apart. */
interface Standing<Code> {
  readonly isPending: boolean;
  readonly error: Code | null;
}

/** Runs acts one at a time and remembers how the last one failed. */
export function useAct<Code extends string>(): Act<Code> {
  const [standing, setStanding] = useState<Standing<Code>>(AT_REST);
  const isRunning = useRef(false);
  const [act] = useState(() => {
    const end = (error: Code | null) => {
      isRunning.current = false;
      setStanding(error === null ? AT_REST : { isPending: false, error });
    };
    const settle = async <Value>(work: () => Promise<Attempt<Value, Code>>, onDone?: (value: Value) => void) => {
      let answer: Attempt<Value, Code> | null = null;
      try {
        answer = await work();
      } finally {
        // What throws is a fault, for others to tell of; it is over all the same.
        end(answer === null || answer.ok ? null : answer.error.code);
      }
      if (answer.ok) onDone?.(answer.value);
    };
    return {
      clear: () => setStanding((before) => (before.error === null ? before : { ...before, error: null })),
      run: <Value>(work: () => Promise<Attempt<Value, Code>>, onDone?: (value: Value) => void) => {
        if (isRunning.current) return;
        isRunning.current = true;
        setStanding(RUNNING);
        void settle(work, onDone);
      },
    };
  });
  return { ...standing, ...act };
}

const AT_REST = { isPending: false, error: null } as const;
const RUNNING = { isPending: true, error: null } as const;
