/** What programs can have paid: the desk as each desk, and invariant 17 of the wallet over the real page, host, guard and ledger. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderNonce } from '@domain/spending/order.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { programAddress } from '@domain/mini/address.ts';
import type { PaymentOrder } from '@ports/paymentDesk.ts';
import type { ProgramPort } from '@ports/programViews.ts';
import type { AccountId } from '@shared/ids.ts';
import type { ToProgram } from '@shared/mini/bridge.ts';
import { describePaymentDesk } from '../../../../support/shared/paymentDeskContract.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { OpenProgram } from '../../../../support/web/programWorld.ts';
import { type Payer, openPayer } from './support/payer.ts';

const PROMISES = [
  { decimals: 2, currency: 'EUR' },
  { decimals: 4, currency: 'EUR' },
  { decimals: 0, currency: 'EUR' },
  { decimals: 2, currency: 'CHF' },
] as const;

describePaymentDesk('WalletPaymentDesk', async () => {
  const { acts, units, tab } = await openPayer(PROMISES);
  const desk = tab();
  let word: 'paid' | 'declined' = 'paid';
  let asked = 0;
  const ask = async ({ id, payee, amount }: PaymentOrder) => {
    asked += 1;
    if (word === 'declined' || units[0] === undefined) return 'declined';
    return (await acts.payOrder({ id, payee, ...amount }, units[0])).ok ? 'done' : 'declined';
  };
  return {
    desk: { pay: (order) => desk.pay(order, ask) },
    say: (next) => void (word = next),
    asked: () => asked,
  };
});

const RUNS = Number(process.env['WALLET_RUNS'] ?? 300);

/** What the program tries, and what the person does. */
type Step =
  | { readonly kind: 'pay'; readonly input: unknown }
  | { readonly kind: 'junk'; readonly message: unknown }
  | { readonly kind: 'reload' }
  | { readonly kind: 'yes'; readonly unit: number; readonly isTwice: boolean }
  | { readonly kind: 'no' };

const INSTANCE = new OpenProgram().instance;
const BEN = programAddress(idOf<AccountId>('Ben'), INSTANCE);
const CAROL = programAddress(idOf<AccountId>('Carol'), INSTANCE);
const STRANGER = programAddress(idOf<AccountId>('Stranger'), INSTANCE);

const order = fc.record({
  to: fc.constantFrom(BEN, BEN, BEN, BEN, CAROL, STRANGER),
  amount: fc.record({
    value: fc.constantFrom(250, 250, 250, 300, 1, 0, -5, 2.5),
    currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'EUR', 'CHF', 'eur'),
  }),
  memo: fc.constantFrom('tea', 'Pay? To: Ben 1.00 EUR'),
  reference: fc.constantFrom('a', 'b'),
});
/** Calls there are none of, and answers that are not the program's to give. */
const junk = fc.oneof(
  fc.anything(),
  fc.record({
    type: fc.constantFrom('call', 'answer', 'prompt', 'result'),
    id: fc.nat(9),
    call: fc.constantFrom(
      'payOrder',
      'wallet.payOrder',
      'banyan.wallet',
      'promiseUnits',
      'enterPaymentPin',
      'banyan.pay',
    ),
    input: fc.oneof(order, fc.anything()),
    answer: fc.constantFrom('done', true),
  }),
);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: order.map((input) => ({ kind: 'pay' as const, input })) },
  { weight: 2, arbitrary: junk.map((message) => ({ kind: 'junk' as const, message })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reload' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('yes' as const), unit: fc.nat(3), isTwice: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'no' as const }) },
);

/** One program with the keyboard of a page, and one person. */
class Afternoon {
  readonly agreed: PaymentOrder[] = [];
  readonly told: { readonly order: Order; readonly outcome: unknown }[] = [];
  private readonly program: OpenProgram;
  private readonly payer: Payer;
  private readonly calls = new Map<number, Order>();
  /** Calls of the page that is open that were told nothing. */
  readonly waiting = new Set<number>();
  private say: (message: unknown) => void = () => undefined;
  private count = 100;

  constructor(payer: Payer) {
    this.payer = payer;
    const declared = { permissions: ['pay'], net: [] } as const;
    this.program = new OpenProgram({ declared, payments: payer.tab() });
    this.program.members = [...this.program.members, idOf<AccountId>('Carol')];
    this.program.granted.set([{ permission: 'pay', granted: true, hosts: [], at: 1 }]);
    this.load();
  }

  async take(step: Step): Promise<void> {
    if (step.kind === 'pay') this.pay(step.input);
    if (step.kind === 'junk') this.say(step.message);
    if (step.kind === 'reload') this.load();
    if (step.kind === 'yes') await this.agree(step);
    if (step.kind === 'no') this.answer('declined');
    await settle();
  }

  /** What is still asked is answered with no. */
  async end(): Promise<void> {
    for (let place = 0; place < 8; place += 1) {
      this.answer('declined');
      await settle();
    }
  }

  private load(): void {
    this.waiting.clear();
    const heard: ProgramPort = {
      post: (message) => this.hear(message),
      close: () => undefined,
      onMessage: (listener) => {
        this.say = listener;
        return () => undefined;
      },
    };
    this.program.host.attach(heard);
  }

  private pay(input: unknown): void {
    this.count += 1;
    this.calls.set(this.count, input as Order);
    this.waiting.add(this.count);
    this.say({ type: 'call', id: this.count, call: 'banyan.pay', input });
  }

  private hear(message: ToProgram): void {
    if (message.type !== 'reply') return;
    this.waiting.delete(message.id);
    if (!message.ok) return;
    const asked = this.calls.get(message.id);
    if (asked !== undefined) this.told.push({ order: asked, outcome: message.value });
  }

  private shown(): PaymentOrder | null {
    const prompt = this.program.prompts.shown.get();
    return prompt?.kind === 'pay' ? prompt.order : null;
  }

  private async agree({ unit, isTwice }: { readonly unit: number; readonly isTwice: boolean }): Promise<void> {
    const seen = this.shown();
    if (seen === null) return;
    this.agreed.push(seen);
    const { id, payee, amount } = seen;
    const { acts, units } = this.payer;
    const yes = (place: number) => {
      const chosen = units[place % units.length];
      if (chosen === undefined) throw new Error('no unit');
      return acts.payOrder({ id, payee, ...amount }, chosen);
    };
    // Pressed here and in another window of the person, with another promise.
    const [paid] = await Promise.all([yes(unit), ...(isTwice ? [yes(unit + 1)] : [])]);
    this.answer(paid.ok ? 'done' : 'declined');
  }

  private answer(word: 'done' | 'declined'): void {
    const prompt = this.program.prompts.shown.get();
    if (prompt?.kind === 'pay') prompt.answer(word);
  }
}

interface Order {
  readonly to: string;
  readonly amount: { readonly value: number; readonly currency: string };
}

/** Each payment of the ledger is one yes to whom and how much it pays, and each order is paid once; tells how many there are. */
function checkPayments(payer: Payer, agreed: readonly PaymentOrder[]): number {
  const used = new Set<string>();
  for (const { nonce, body } of payer.paid()) {
    const unit = PROMISES[payer.units.indexOf(body.unit)];
    const isOf = ({ id, payee, amount }: PaymentOrder) =>
      equalBytes(orderNonce(id), nonce) &&
      holderOf(payee) === body.to &&
      amount.currency === unit?.currency &&
      // To the last decimal, or not at all.
      BigInt(amount.value) * 10n ** BigInt(unit.decimals) === body.amount * 100n;
    const yes = agreed.find(isOf);
    if (yes === undefined) throw new Error(`${body.amount} moved that nobody agreed to`);
    expect(used.has(yes.id), 'an order paid twice').toBe(false);
    used.add(yes.id);
  }
  return used.size;
}

/** Nobody is told of a payment that is none, or of another's. */
function checkWords(payer: Payer, told: Afternoon['told']): number {
  let count = 0;
  for (const { order: asked, outcome } of told) {
    const { status, receipt } = outcome as { readonly status: string; readonly receipt: string | null };
    if (status !== 'paid') continue;
    count += 1;
    const payment = payer.paid().find(({ id }) => id === receipt);
    expect(payment?.body.to, 'paid to whom was asked for').toBe(
      holderOf(idOf<AccountId>(asked.to === BEN ? 'Ben' : 'Carol')),
    );
    expect([BEN, CAROL]).toContain(asked.to);
  }
  return count;
}

describe('invariant 17', () => {
  const seen = { agreed: 0, payments: 0, toldPaid: 0, toldDeclined: 0, steps: 0, again: 0 };

  it('MPH-32 WSV-172 no messages of a program move anything that was not shown and agreed to', async () => {
    const afternoon = async (steps: readonly Step[]) => {
      const payer = await openPayer(PROMISES);
      const day = new Afternoon(payer);
      for (const each of steps) {
        const before = payer.paid().length;
        await day.take(each);
        if (each.kind !== 'yes') expect(payer.paid().length, each.kind).toBe(before);
        checkPayments(payer, day.agreed);
      }
      await day.end();
      expect(day.waiting.size, 'calls that were told nothing').toBe(0);
      seen.steps += steps.length;
      seen.agreed += day.agreed.length;
      seen.payments += checkPayments(payer, day.agreed);
      seen.toldPaid += checkWords(payer, day.told);
      seen.toldDeclined += day.told.filter(
        ({ outcome }) => Reflect.get(Object(outcome), 'status') === 'declined',
      ).length;
      seen.again +=
        day.told.length - new Set(day.told.map(({ order: { to, amount } }) => JSON.stringify([to, amount]))).size;
    };
    await fc.assert(fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 30 }), afternoon), {
      seed: 17,
      numRuns: RUNS,
    });
  }, 120_000);

  it('MPH-32 WSV-172 histories reach payments, refusals and repeated orders often enough to mean something', () => {
    expect(seen.payments, JSON.stringify(seen)).toBeGreaterThan(RUNS / 4);
    expect(seen.toldPaid, JSON.stringify(seen)).toBeGreaterThan(RUNS / 4);
    expect(seen.toldDeclined, JSON.stringify(seen)).toBeGreaterThan(RUNS / 2);
    expect(seen.again, JSON.stringify(seen)).toBeGreaterThan(RUNS / 10);
  });
});
