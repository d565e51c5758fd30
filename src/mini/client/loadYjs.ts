import { NativePromise } from './builtIns.ts';
import type { YjsLibrary } from './documents.ts';
import { yjsOf } from './yjsSlot.ts';

let loading: Promise<YjsLibrary> | null = null;

/** Yjs of `banyan.js`, loaded at the first document unless the page named the script itself. */
export function loadYjs(): Promise<YjsLibrary> {
  const present = yjsOf(window);
  if (present !== null) return NativePromise.resolve(present);
  loading ??= new NativePromise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/banyan.js';
    script.addEventListener('load', () => {
      const loaded = yjsOf(window);
      if (loaded === null) reject(new Error('banyan.js did not bring what it should'));
      else resolve(loaded);
    });
    script.addEventListener('error', () => reject(new Error('banyan.js could not be loaded')));
    document.head.append(script);
  });
  return loading;
}
