import { describe, expect, it } from 'vitest';
import { nextTryAt, isPin, readPinTries } from '@domain/spending/pin.ts';
import { currencyDigits } from '@shared/currencyDigits.ts';
import { orderAmount, orderNonce, readOrder } from '@domain/spending/order.ts';
import {
  SPENDING_DAY,
  type SpentRow,
  defaultSpendingRules,
  minorOf,
  readSpendingRules,
  readSpent,
  spentOf,
} from '@domain/spending/rules.ts';
import { type Spendable, maySpend, spendingOf } from '@domain/spending/spending.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import { Ledger } from '@domain/wallet/ledger.ts';
import { type RecordType, bodies } from '@domain/wallet/record.ts';
import type { LedgerView } from '@domain/wallet/standing.ts';
import type { AccountId, EventId } from '@shared/ids.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

/** Ids of records have the form of all ids. */
const recordNamed = (name: string) => idOf<EventId>(name) as unknown as RecordId;

const SELF = idOf<AccountId>('self');
const OTHER = idOf<AccountId>('other');
const UNIT = recordNamed('unit');
const ME = holderOf(SELF);
const POT = holderOf(SELF, recordNamed('pot'));
const THEM = holderOf(OTHER);

/** A record, as far as spending goes. */
function record(type: RecordType, body: object, name = 'record'): Spendable {
  return { id: recordNamed(name), type, body: { unit: UNIT, ...body } } as unknown as Spendable;
}

function spend(spendable: Spendable, known: readonly Spendable[] = []) {
  // Only what is looked up is there.
  const find = ((type: RecordType, id: RecordId) =>
    known.find((each) => each.type === type && each.id === id)) as unknown as LedgerView['find'];
  const spent = spendingOf(spendable, { self: SELF, view: { find, people: new Ledger().people }, among: [spendable] });
  return spent === null ? null : `${spent.amount} ${spent.kind}`;
}

const order = (body: object) => record('transfer', { from: ME, to: THEM, amount: 5n, ...body });
const mint = (body: object) => record('mint', { to: THEM, amount: 5n, ...body });

describe('WSV-160 what spends', () => {
  it('WSV-160 new units and orders to others', () => {
    expect(spend(mint({}))).toBe('5 payment');
    expect(spend(order({}))).toBe('5 payment');
    expect(spend(mint({ why: 'request', req: UNIT }))).toBe('5 payment');
    expect(spend(order({ from: POT }))).toBe('5 payment');
  });

  it('WSV-160 what gives back, settles or is thrown among many belongs to what was agreed on before: it cannot wait', () => {
    for (const why of ['settle', 'net', 'decline', 'gift', 'packet'])
      expect(spend(order({ why, of: UNIT })), why).toBe('5 now');
    expect(spend(mint({ refundOf: UNIT }))).toBe('5 now');
    expect(spend(record('packet', { from: ME, total: 9n }))).toBe('9 now');
  });

  it('WSV-160 leave to spend later, as much as it lets go at once', () => {
    expect(spend(record('mandate', { payer: ME, payee: THEM, perPayment: 2n, perPeriod: 8n }))).toBe('8 leave');
    expect(spend(record('overdraft', { holder: THEM, max: 7n }))).toBe('7 leave');
    expect(spend(record('overdraft', { holder: THEM, max: 0n }))).toBeNull();
  });

  it('WSV-160 what an agreement takes from who signs it first, and the deed of one that oneself signs last', () => {
    const unit = record('unit', { issuer: SELF }, 'unit');
    const agree = (found: bigint, balance: bigint) => record('agree', { a: SELF, b: OTHER, found, balance });
    expect(spend(agree(5n, 9n), [unit])).toBe('4 now');
    expect(spend(agree(9n, 5n), [unit])).toBeNull();
    expect(spend(agree(9n, 5n))).toBe('4 now');
    expect(spend(agree(5n, 9n))).toBeNull();
    expect(spend(agree(5n, 5n))).toBeNull();
    expect(spend(order({ of: UNIT }))).toBe('5 now');
    expect(spend(mint({ why: 'repair', of: UNIT }))).toBe('5 now');
  });

  it('WSV-160 nothing between one’s own pots, and nothing of others', () => {
    expect(spend(order({ to: POT }))).toBeNull();
    expect(spend(order({ from: POT, to: ME }))).toBeNull();
    expect(spend(mint({ to: POT }))).toBeNull();
    expect(spend(order({ from: THEM, to: holderOf(idOf<AccountId>('third')) }))).toBeNull();
    for (const type of Object.keys(bodies) as RecordType[])
      if (!maySpend(type)) expect(spend(record(type, { from: ME, to: THEM, amount: 5n })), type).toBeNull();
  });

  it('WSV-160 shares of one’s own packet, and of no other', () => {
    const packet = record('packet', { from: POT, total: 9n }, 'packet');
    const foreign = record('packet', { from: THEM, total: 9n }, 'packet');
    const deal = record('deal', { packet: packet.id }, 'deal');
    expect(spend(mint({ why: 'packet', of: packet.id }), [packet])).toBeNull();
    expect(spend(order({ from: POT, why: 'packet', of: deal.id }), [packet, deal])).toBeNull();
    expect(spend(mint({ why: 'packet', of: packet.id }), [foreign])).toBe('5 now');
    expect(spend(mint({ why: 'packet', of: deal.id }), [deal])).toBe('5 now');
    expect(spend(mint({ why: 'gift', of: packet.id }), [packet])).toBe('5 now');
  });

  it('WSV-160 payments of a mandate within it, and none beyond', () => {
    const mandate = record('mandate', { payer: ME, payee: THEM, perPayment: 5n, perPeriod: 8n }, 'mandate');
    const use = { id: mandate.id, period: 0, index: 0 };
    expect(spend(order({ mandate: use }), [mandate])).toBeNull();
    expect(spend(order({ mandate: use, amount: 6n }), [mandate])).toBe('6 payment');
    expect(spend(order({ mandate: use, from: POT }), [mandate])).toBe('5 payment');
    expect(spend(order({ mandate: use, to: holderOf(idOf<AccountId>('third')) }), [mandate])).toBe('5 payment');
    expect(spend(order({ mandate: use, unit: recordNamed('another') }), [mandate])).toBe('5 payment');
    expect(spend(order({ mandate: use }))).toBe('5 payment');
  });
});

describe('WSV-161 limits', () => {
  const row = (change: Partial<SpentRow>): SpentRow => ({
    ...{ id: recordNamed('row'), unit: UNIT, amount: 5n, at: 0, isByPin: false },
    ...change,
  });

  it('WSV-161 count a day, each promise by itself, and what the PIN was entered for apart', () => {
    const now = 2 * SPENDING_DAY;
    const kept = [
      row({ at: now - SPENDING_DAY }),
      row({ at: now - SPENDING_DAY + 1 }),
      row({ at: now, isByPin: true, amount: 7n }),
      row({ at: now, unit: recordNamed('another'), amount: 100n }),
      // By a clock that was set back since.
      row({ at: now + SPENDING_DAY, amount: 11n }),
      { nonsense: true },
    ];
    expect(spentOf(readSpent(kept, now), UNIT)).toEqual({ all: 23n, free: 16n });
    expect(readSpent('nonsense', now)).toEqual([]);
  });

  it('WSV-161 are whole units, whatever the decimals', () => {
    expect([minorOf(50, 2), minorOf(50, 0), minorOf(0, 8)]).toEqual([5000n, 50n, 0n]);
  });

  it('WSV-161 rules that cannot be read are those of who chose none: the PIN is asked each time', () => {
    for (const value of [
      undefined,
      {},
      { ...defaultSpendingRules, perDay: -1 },
      { ...defaultSpendingRules, laterHours: 3 },
    ])
      expect(readSpendingRules(value)).toEqual(defaultSpendingRules);
    expect(defaultSpendingRules.freeOfPin).toBe(0);
  });
});

describe('WSV-162 the PIN', () => {
  it('WSV-162 is four to twelve digits', () => {
    expect(['1234', '123456789012'].map(isPin)).toEqual([true, true]);
    expect(['123', '1234567890123', '12a4', '12 4', '', '١٢٣٤'].map(isPin)).toEqual(
      Array.from({ length: 6 }, () => false),
    );
  });

  it('WSV-162 wrong tries wait half a minute, doubled up to an hour', () => {
    const waits = [0, 2, 3, 4, 5, 10, 100].map((wrong) => nextTryAt({ wrong, last: 1000 }));
    expect(waits).toEqual([0, 0, 31_000, 61_000, 121_000, 3_601_000, 3_601_000]);
    expect(readPinTries({ wrong: -1, last: 0 })).toEqual({ wrong: 0, last: 0 });
  });
});

describe('WSV-171 sums of orders', () => {
  it('WSV-171 mean the same in every unit of the currency, to the last decimal or not at all', () => {
    expect(orderAmount({ value: 250, currency: 'EUR' }, 2)).toBe(250n);
    expect(orderAmount({ value: 250, currency: 'EUR' }, 4)).toBe(25_000n);
    expect(orderAmount({ value: 250, currency: 'EUR' }, 0)).toBeNull();
    expect(orderAmount({ value: 300, currency: 'EUR' }, 0)).toBe(3n);
    expect(orderAmount({ value: 300, currency: 'JPY' }, 0)).toBe(300n);
    expect(orderAmount({ value: 0, currency: 'EUR' }, 2)).toBeNull();
    expect(orderAmount({ value: Number.MAX_SAFE_INTEGER, currency: 'EUR' }, 2)).toBeNull();
    expect(['EUR', 'JPY', 'KWD'].map(currencyDigits)).toEqual([2, 0, 3]);
  });

  it('WSV-170 have a nonce of the order alone', () => {
    expect(orderNonce('a')).toEqual(orderNonce('a'));
    expect(orderNonce('a')).not.toEqual(orderNonce('b'));
    expect(readOrder({ id: 'a' })).toBeNull();
  });
});
