import { fail, ok } from '@shared/result.ts';
import { isSameOrder } from '@domain/spending/order.ts';
import type { Clock } from '@ports/clock.ts';
import type { AskPayer, PaymentDesk, PaymentOrder } from '@ports/paymentDesk.ts';
import type { QueryState } from '@ports/query.ts';
import type { OrderState, WalletSafetyActs, WalletSafetyReads } from '../../workspace/walletSafety.ts';
import type { WorkspaceErrorCode } from '../../workspace/workspaceErrors.ts';

/** How long an order whose payment was signed may take to be confirmed before the program is told that it is not known how it ended, ms. */
export const CONFIRM_WITHIN = 20_000;

/** What the desk works with. */
export interface DeskParts {
  readonly wallet: Pick<WalletSafetyReads, 'programOrder'> & Pick<WalletSafetyActs, 'payOrderAsAllowed'>;
  readonly clock: Clock;
  /** Says to the person that an order is paid by what they allowed. */
  readonly tell: (order: PaymentOrder) => void;
}

type Ended = ReturnType<PaymentDesk['pay']>;

const UNPAID = {
  changed: { code: 'mismatch', message: 'another device paid another sum by this name' },
  busy: { code: 'busy', message: 'too much is asked' },
  later: { code: 'failed', message: 'not known to have left' },
  unknown: { code: 'failed', message: 'no answer came' },
} as const;

/** Where nobody is asked, since a no would stop nothing. */
const UNASKED: Partial<Record<WorkspaceErrorCode, keyof typeof UNPAID>> = {
  'order-changed': 'changed',
  'payment-waits': 'later',
  'engine-unreachable': 'unknown',
};

/**
 * The wallet as programs reach it. It asks the person, whose yes goes from the app's own window to the engine, and tells the program what came of
 * it (WSV-170 to WSV-172). It asks nobody for what they allowed the program before, and tells them (WSV-173).
 */
export class WalletPaymentDesk implements PaymentDesk {
  private readonly parts: DeskParts;
  private readonly underWay = new Map<string, { readonly order: PaymentOrder; readonly ended: Ended }>();

  constructor(parts: DeskParts) {
    this.parts = parts;
  }

  isThere(): Promise<boolean> {
    return Promise.resolve(true);
  }

  pay(order: PaymentOrder, ask: AskPayer): Ended {
    const running = this.underWay.get(order.id);
    if (running !== undefined) {
      return isSame(running.order, order)
        ? running.ended
        : Promise.resolve(fail('mismatch', 'another order has this name'));
    }
    const ended = this.payNow(order, ask).finally(() => this.underWay.delete(order.id));
    this.underWay.set(order.id, { order, ended });
    return ended;
  }

  private async payNow(order: PaymentOrder, ask: AskPayer): Ended {
    const before = await this.known(order.id);
    if (before === 'unknown') return fail('failed', 'the wallet cannot be read');
    if (before !== null && before.payment !== null && !isSameOrder({ id: order.id, ...before }, factsOf(order))) {
      return fail('mismatch', 'another order has this name');
    }
    if (before === null || before.payment === null) {
      const word = (await this.takeAsAllowed(order)) ?? (await ask(order));
      if (word === 'declined') return ok({ status: 'declined' });
      if (word !== 'done') return fail(UNPAID[word].code, UNPAID[word].message);
    }
    return this.outcome(order.id);
  }

  /**
   * Pays by what was allowed before, or finds how it stands: that another device paid it, or that it leaves later. Where that fails in any other way
   * the person is asked: an order is paid once all the same.
   */
  private async takeAsAllowed(order: PaymentOrder): Promise<'done' | keyof typeof UNPAID | null> {
    const { wallet, tell } = this.parts;
    const paid = await wallet.payOrderAsAllowed(factsOf(order), order.instance);
    if (!paid.ok) return UNASKED[paid.error.code] ?? null;
    if (paid.value.isTaken) tell(order);
    return 'done';
  }

  /** What is known now. */
  private known(id: string): Promise<OrderState | null | 'unknown'> {
    return this.first(id, () => true);
  }

  private async outcome(id: string): Ended {
    const state = await this.first(id, (known) => known !== null && known.standing !== 'open');
    if (state === 'unknown' || state === null || state.payment === null) return fail('failed', 'not confirmed yet');
    // Whoever agreed to it is not asked once more: a no now would not stop it.
    if (state.standing === 'waiting') return fail('failed', 'it leaves later');
    return state.standing === 'refused' ? ok({ status: 'refused' }) : ok({ status: 'paid', receipt: state.payment });
  }

  /** The first state that will do, within {@link CONFIRM_WITHIN}. */
  private first(id: string, will: (state: OrderState | null) => boolean): Promise<OrderState | null | 'unknown'> {
    const { wallet, clock } = this.parts;
    return new Promise((resolve) => {
      let stop: () => void = () => undefined;
      const cancel = clock.after(CONFIRM_WITHIN, () => end('unknown'));
      const end = (state: OrderState | null | 'unknown') => {
        cancel();
        resolve(state);
        // It may end while it is being subscribed to.
        queueMicrotask(() => stop());
      };
      const hear = (state: QueryState<OrderState | null>) => {
        if (state.status === 'failed') end('unknown');
        else if (state.status === 'ready' && will(state.value)) end(state.value);
      };
      stop = wallet.programOrder(id).subscribe(hear);
    });
  }
}

function factsOf({ id, payee, amount }: PaymentOrder) {
  return { id, payee, ...amount };
}

function isSame(one: PaymentOrder, other: PaymentOrder): boolean {
  return isSameOrder(factsOf(one), factsOf(other));
}
