import type { StoreError } from '@ports/documentStore.ts';

const CODES: Readonly<Record<string, StoreError['code']>> = {
  QuotaExceededError: 'storage-full',
  VersionError: 'store-newer',
  DatabaseClosedError: 'store-closed',
};

/** Wraps whatever Dexie or IndexedDB threw. The first known name along the chain of causes decides. */
export function storeFailure(thrown: unknown): StoreError {
  const chain = causes(thrown);
  const known = chain.map(({ name }) => CODES[name]).find((code) => code !== undefined);
  const message = chain.map(({ name, words }) => `${name}: ${words}`).join(' < ');
  return { code: known ?? 'storage-failed', message: message === '' ? 'unknown failure' : message };
}

/** True when the platform could not read or write for a reason of its own, as from a damaged file. */
export function isUnreadable(thrown: unknown): boolean {
  return causes(thrown).some(({ name }) => name === 'UnknownError');
}

function causes(thrown: unknown): readonly { readonly name: string; readonly words: string }[] {
  const chain: { name: string; words: string }[] = [];
  let current: unknown = thrown;
  while (typeof current === 'object' && current !== null && chain.length < 8) {
    chain.push({ name: text(current, 'name'), words: text(current, 'message').slice(0, 200) });
    current = next(current);
  }
  return chain;
}

/** Dexie keeps the cause in `inner`, its bulk errors in `failures`, the platform in `cause`. */
function next(error: object): unknown {
  if ('inner' in error && error.inner !== error && error.inner) return error.inner;
  if ('failures' in error && Array.isArray(error.failures)) return error.failures.find(Boolean);
  return 'cause' in error ? error.cause : undefined;
}

function text(error: object, field: 'name' | 'message'): string {
  const value: unknown = Reflect.get(error, field);
  return typeof value === 'string' ? value : '';
}
