import { ok } from '@shared/result.ts';
import type { SignerParts } from '@services/wallet/ownSigner.ts';

/** Lets everything through, for what is about other things. */
export const unguarded: SignerParts['guard'] = {
  admit: () => Promise.resolve(ok({ at: 0, due: null, undo: () => Promise.resolve() })),
};

/** Nothing is put aside where nothing is guarded. */
export const nothingWaits: SignerParts['waiting'] = {
  all: () => Promise.resolve(ok([])),
  add: () => Promise.reject(new Error('nothing is to wait here')),
};
