import { ok } from '@shared/result.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { defaultSpendingRules } from '@domain/spending/rules.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { PaymentSafety, WalletSafetyActs } from '@services/workspace/walletSafety.ts';
import type { Outcome } from '@services/workspace/workspace.ts';

/** Nothing guarded and nothing waiting, until a test says else. */
export function createFakeSafety(): WritableSnapshot<PaymentSafety> {
  return writableSnapshot<PaymentSafety>({ hasPin: false, rules: defaultSpendingRules, waiting: [], nextTryAt: 0 });
}

type Named = <Name extends string>(name: Name, noted: Outcome) => Outcome<Record<Name, RecordId>>;

/** The guard's acts, noted. */
export function fakeSafetyActs(
  note: (name: keyof WalletSafetyActs, given: readonly unknown[]) => Outcome,
  named: Named,
): WalletSafetyActs {
  return {
    enterPaymentPin: (...given) => note('enterPaymentPin', given),
    setPaymentPin: (...given) => note('setPaymentPin', given),
    setSpendingRules: (...given) => note('setSpendingRules', given),
    stopWaitingPayment: (...given) => note('stopWaitingPayment', given),
    payOrder: (...given) => named('payment', note('payOrder', given)),
    payOrderAsAllowed: async (...given) => {
      const paid = await named('payment', note('payOrderAsAllowed', given));
      return paid.ok ? ok({ ...paid.value, isTaken: true }) : paid;
    },
  };
}
