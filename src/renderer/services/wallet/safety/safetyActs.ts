import * as v from 'valibot';
import { type Result, fail, ok } from '@shared/result.ts';
import { isPin } from '@domain/spending/pin.ts';
import { type SpendingRules, strictSpendingRulesSchema } from '@domain/spending/rules.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { outcomeOf, storeFailure } from '../../workspace/failures.ts';
import type { PinProof, WalletSafetyActs } from '../../workspace/walletSafety.ts';
import type { Outcome, WorkspaceError } from '../../workspace/workspaceErrors.ts';
import type { WalletBook } from '../walletBook.ts';
import type { OrderDesk } from './orderDesk.ts';
import type { PinKeeper } from './pinKeeper.ts';
import { SPENDING_RULES_NAME, type SpendingGuard } from './spendingGuard.ts';
import type { WaitingPayments } from './waitingPayments.ts';

/** What the acts work with. */
export interface SafetyParts {
  readonly pin: PinKeeper;
  readonly guard: SpendingGuard;
  readonly waiting: WaitingPayments;
  readonly orders: OrderDesk;
  readonly book: Pick<WalletBook, 'view'>;
  readonly store: Pick<DocumentStore, 'values'>;
  /** Whether these are the words of the account. */
  readonly matchWords: (words: string) => Promise<Result<void, WorkspaceError>>;
}

/** What a person does to guard their payments (WSV-161 to WSV-165). */
export class SafetyActs implements WalletSafetyActs {
  readonly payOrder: WalletSafetyActs['payOrder'];
  readonly payOrderAsAllowed: WalletSafetyActs['payOrderAsAllowed'];
  private readonly parts: SafetyParts;

  constructor(parts: SafetyParts) {
    this.parts = parts;
    this.payOrder = parts.orders.payOrder;
    this.payOrderAsAllowed = parts.orders.payOrderAsAllowed;
  }

  readonly enterPaymentPin = async (pin: string): Outcome => {
    const checked = outcomeOf(await this.parts.pin.check(pin));
    if (checked.ok) this.parts.guard.letOneThrough();
    return checked;
  };

  readonly setPaymentPin = async (pin: string | null, proof: PinProof | null): Outcome => {
    if (pin !== null && !isPin(pin)) return fail('payment-pin-invalid', 'four to twelve digits');
    const proven = await this.prove(proof);
    return proven.ok ? outcomeOf(await this.parts.pin.set(pin)) : proven;
  };

  readonly setSpendingRules = async (rules: SpendingRules, pin: string | null): Outcome => {
    const strict = v.safeParse(strictSpendingRulesSchema, rules);
    if (!strict.success) return fail('setting-invalid', 'not such rules');
    const proven = await this.prove(pin === null ? null : { pin });
    if (!proven.ok) return proven;
    return outcomeOf(await this.parts.store.values.put({ name: SPENDING_RULES_NAME, value: strict.output }));
  };

  /** In turn with what lets payments leave: one that is leaving has left, and what was stopped does not leave. */
  readonly stopWaitingPayment = (id: RecordId): Outcome => this.parts.waiting.inTurn(() => this.stopNow(id));

  private async stopNow(id: RecordId): Outcome {
    const { waiting, guard, book } = this.parts;
    const all = await waiting.listed();
    if (!all.ok) return { ok: false, error: storeFailure(all.error) };
    const row = all.value.find((each) => each.id === id);
    // The app may have ended between its leaving and the list.
    const hasLeft = book.view.record(id) !== undefined;
    if (row === undefined || hasLeft) return fail('payment-missing', 'it does not wait, or has left');
    const removed = await waiting.remove(id);
    if (removed.ok) await guard.forget([row.counted]);
    return outcomeOf(removed);
  }

  /** Nothing has to be proven where there is no PIN. */
  private async prove(proof: PinProof | null): Promise<Result<void, WorkspaceError>> {
    const { pin, matchWords } = this.parts;
    const isSet = await pin.isSet();
    if (!isSet.ok) return { ok: false, error: storeFailure(isSet.error) };
    if (!isSet.value) return ok();
    if (proof === null) return fail('payment-pin-needed', 'the PIN comes first');
    return 'words' in proof ? matchWords(proof.words) : outcomeOf(await pin.check(proof.pin));
  }
}
