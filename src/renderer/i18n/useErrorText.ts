import { useCallback } from 'react';
import type { MessageKey } from './locales.ts';
import { useT } from './useT.tsx';

/** Codes that have a sentence. A code of the workspace without one does not compile where it is shown. */
export type ExplainedErrorCode = MessageKey extends infer Key
  ? Key extends `error.${infer Code}`
    ? Code
    : never
  : never;

/** What to say, and what to do next, for each way an act can fail. */
export function useErrorText(): (code: ExplainedErrorCode) => string {
  const t = useT();
  return useCallback((code) => t(`error.${code}`), [t]);
}
