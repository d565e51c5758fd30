import { useCallback } from 'react';
import type { MessageKey } from './locales.ts';
import { useT } from './useT.tsx';

const SENTENCES = {
  'lock-wrong': 'lock.error.wrong',
  'lock-wait': 'lock.error.wait',
  'lock-there': 'lock.error.there',
  'storage-full': 'lock.error.full',
  unreachable: 'lock.error.unreachable',
  'vault-unavailable': 'lock.error.unreadable',
} as const satisfies Record<string, MessageKey>;

function hasSentence(code: string): code is keyof typeof SENTENCES {
  return Object.hasOwn(SENTENCES, code);
}

/** What to say, and what to do next, for each way a lock can refuse. */
export function useLockErrorText(): (code: string) => string {
  const t = useT();
  return useCallback((code) => t(hasSentence(code) ? SENTENCES[code] : 'lock.error.other'), [t]);
}
