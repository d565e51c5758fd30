import type { AccountId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { SpendRefusal } from '@domain/spending/refusal.ts';
import {
  type SpendingRules,
  type SpentRow,
  minorOf,
  readSpendingRules,
  readSpent,
  spentOf,
} from '@domain/spending/rules.ts';
import { type Spendable, type Spending, spendingOf } from '@domain/spending/spending.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { LedgerView } from '@domain/wallet/standing.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import { Turn } from '../../turn.ts';
import type { PinKeeper } from './pinKeeper.ts';

/** Name of the rules among the store's values. */
export const SPENDING_RULES_NAME = 'wallet-spending-rules';
/** Name, among the store's values, of what left within a day. */
const SPENT_NAME = 'wallet-spent';
/** How long a PIN that was entered is good for the one payment it was entered for, ms. */
export const PIN_GOOD_FOR = 60_000;

/** What guarding works with. */
export interface GuardParts {
  readonly self: AccountId;
  readonly view: Pick<LedgerView, 'find' | 'people' | 'record'>;
  readonly store: Pick<DocumentStore, 'values'>;
  readonly pin: Pick<PinKeeper, 'isSet'>;
  readonly clock: Clock;
}

/** What may be signed: now, or to leave at a time. */
export interface Admission {
  readonly at: number;
  /** When it leaves, ms; null: at once. */
  readonly due: number | null;
  /** Takes back that it counts: it was not kept. */
  readonly undo: () => Promise<void>;
}

type Guarded<T> = Result<T, SpendRefusal | StoreError>;

interface Wish {
  readonly unit: UnitId;
  readonly decimals: number;
  readonly amount: bigint;
}

/** Stands before everything this device signs that spends (WSV-160 to WSV-164): the one door, whichever act, screen or tab it came from. */
export class SpendingGuard {
  private readonly parts: GuardParts;
  private readonly turn = new Turn();
  private goodUntil = 0;

  constructor(parts: GuardParts) {
    this.parts = parts;
  }

  /** The PIN was entered: the next thing that asks for it may be signed. */
  letOneThrough(): void {
    this.goodUntil = this.parts.clock.now() + PIN_GOOD_FOR;
  }

  /** The rules as they are kept. */
  async rules(): Promise<Result<SpendingRules, StoreError>> {
    const stored = await this.parts.store.values.get(SPENDING_RULES_NAME);
    return stored.ok ? ok(readSpendingRules(stored.value?.value)) : stored;
  }

  /** Asks whether these may be signed together, and counts them if so. What is known already was asked before. */
  admit(records: readonly Spendable[]): Promise<Guarded<Admission>> {
    return this.turn.take(() => this.admitNow(records));
  }

  /** What was to leave later was stopped: it counts no more. */
  forget(ids: readonly RecordId[]): Promise<void> {
    return this.turn.take(async () => {
      const gone = new Set(ids);
      await this.changeSpent((rows) => rows.filter(({ id }) => !gone.has(id)));
    });
  }

  private async admitNow(records: readonly Spendable[]): Promise<Guarded<Admission>> {
    const { self, view, clock } = this.parts;
    const at = clock.now();
    const fresh = records.filter(({ id }) => view.record(id) === undefined);
    const spent = fresh.flatMap((record) => {
      const spending = spendingOf(record, { self, view, among: records });
      return spending === null ? [] : [{ ...spending, id: record.id }];
    });
    if (spent.length === 0) return ok({ at, due: null, undo: async () => undefined });
    const rules = await this.rules();
    if (!rules.ok) return rules;
    const due = dueOf(spent, { rules: rules.value, at, decimalsOf: (unit) => this.decimalsOf(unit, records) });
    if (!due.ok) return due;
    return this.count(spent, { at, due: due.value, rules: rules.value, wishes: this.wishes(spent, records) });
  }

  private async count(
    spent: readonly (Spending & { readonly id: RecordId })[],
    { at, due, rules, wishes }: { at: number; due: number | null; rules: SpendingRules; wishes: readonly Wish[] },
  ): Promise<Guarded<Admission>> {
    const stored = await this.parts.store.values.get(SPENT_NAME);
    if (!stored.ok) return stored;
    const rows = readSpent(stored.value?.value, at);
    if (rules.perDay !== null && !wishes.every((wish) => fits(wish, rules.perDay, spentOf(rows, wish.unit).all))) {
      return fail('payment-day-limit', 'more than one allowed oneself for a day');
    }
    const needed = await this.needsPin(spent, { rules, rows, wishes });
    if (!needed.ok) return needed;
    if (needed.value && at >= this.goodUntil) return fail('payment-pin-needed', 'the PIN comes first');
    const counted = spent
      .filter(({ kind }) => kind !== 'leave')
      .map(({ id, unit, amount }) => ({ id, unit, amount, at, isByPin: needed.value }));
    const kept = await this.changeSpent((before) => [...before, ...counted]);
    if (!kept.ok) return kept;
    if (needed.value) this.goodUntil = 0;
    return ok({ at, due, undo: () => this.forget(counted.map(({ id }) => id)) });
  }

  private async needsPin(
    spent: readonly Spending[],
    { rules, rows, wishes }: { rules: SpendingRules; rows: readonly SpentRow[]; wishes: readonly Wish[] },
  ): Promise<Guarded<boolean>> {
    const isSet = await this.parts.pin.isSet();
    if (!isSet.ok || !isSet.value) return isSet;
    // Leave to spend without a further word is asked for as if it were spent at once.
    if (rules.freeOfPin === null) return ok(false);
    const isFree = wishes.every((wish) => fits(wish, rules.freeOfPin, spentOf(rows, wish.unit).free));
    return ok(!isFree || spent.some(({ kind }) => kind === 'leave'));
  }

  /** What is spent, by unit: amounts of two units are never added. */
  private wishes(spent: readonly Spending[], records: readonly Spendable[]): readonly Wish[] {
    const sums = new Map<UnitId, bigint>();
    for (const { unit, amount } of spent) sums.set(unit, (sums.get(unit) ?? 0n) + amount);
    return [...sums].map(([unit, amount]) => ({ unit, amount, decimals: this.decimalsOf(unit, records) }));
  }

  private decimalsOf(unit: UnitId, records: readonly Spendable[]): number {
    const known = this.parts.view.find('unit', unit) ?? records.find(({ id }) => id === unit);
    return known?.type === 'unit' ? known.body.decimals : 0;
  }

  private async changeSpent(to: (rows: readonly SpentRow[]) => readonly SpentRow[]): Promise<Result<void, StoreError>> {
    const now = this.parts.clock.now();
    const kept = await this.parts.store.values.update(SPENT_NAME, (current) => ({
      name: SPENT_NAME,
      value: to(readSpent(current?.value, now)),
    }));
    return kept.ok ? ok() : kept;
  }
}

function fits({ amount, decimals }: Wish, most: number | null, before: bigint): boolean {
  return most === null || before + amount <= minorOf(most, decimals);
}

interface Timing {
  readonly rules: SpendingRules;
  readonly at: number;
  readonly decimalsOf: (unit: UnitId) => number;
}

/** When it leaves: a plain payment above the bound later, all else now or not at all. */
function dueOf(spent: readonly Spending[], { rules, at, decimalsOf }: Timing): Result<number | null, SpendRefusal> {
  const { laterAbove, laterHours } = rules;
  const isLarge = ({ unit, amount }: Spending) => laterAbove !== null && amount > minorOf(laterAbove, decimalsOf(unit));
  const large = spent.filter((each) => each.kind !== 'leave' && isLarge(each));
  if (large.length === 0) return ok(null);
  const isOnePayment = spent.length === 1 && spent[0]?.kind === 'payment';
  return isOnePayment
    ? ok(at + laterHours * 3_600_000)
    : fail('payment-waits-not', 'it would have to wait, and cannot');
}
