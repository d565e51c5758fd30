import { SURENESS } from '@domain/wallet/readings/words.ts';
import type { Payment } from '@services/workspace/walletWorkspace.ts';

/** How a payment is coloured. */
export type StateTone = 'sure' | 'open' | 'ended' | 'warning';

/** See {@link StateTone}. */
export function toneOf({ kind, situation, side, now }: Payment): StateTone {
  // What was promised then and given away since is no debt.
  return kind === 'mint' && now?.left === 0n ? 'ended' : SURENESS[situation.word][side];
}

/** The short word for it; the full sentence stands on its bill. */
export function stateKeyOf({ kind, situation, side }: Payment) {
  return kind === 'mint' && situation.word === 'cleared'
    ? (`wallet.state.promise.${side}` as const)
    : (`wallet.state.${situation.word}.${side}` as const);
}

/** Whom it was with. */
export function otherOf({ side, from, to }: Pick<Payment, 'side' | 'from' | 'to'>) {
  return side === 'payer' ? to : from;
}
