import { utf8ToBytes } from '@noble/hashes/utils.js';
import { deriveNonce } from '../wallet/derive.ts';

/** What tells one payment a person wanted from another: what their dialog made once, and what it is to pay. `to`: to whom, and on which terms. */
export interface Press {
  readonly intent: string;
  readonly from: string;
  readonly to: string;
  readonly unit: string;
  readonly amount: bigint;
}

/** The nonce of what is paid by a press, and by each further press that wants the same. */
export function pressNonce({ intent, from, to, unit, amount }: Press): Uint8Array {
  return deriveNonce('press', utf8ToBytes([from, unit, to, amount, intent].join(' ')));
}
