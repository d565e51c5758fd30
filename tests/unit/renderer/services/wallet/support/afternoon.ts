/** An afternoon of a program that wants to be paid, over the real page, host, guard and ledger, and of the person it asks. */
import fc from 'fast-check';
import { programAddress } from '@domain/mini/address.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import type { PaymentOrder } from '@ports/paymentDesk.ts';
import type { ProgramPort } from '@ports/programViews.ts';
import type { AccountId } from '@shared/ids.ts';
import type { ToProgram } from '@shared/mini/bridge.ts';
import { CONFIRM_WITHIN } from '@services/wallet/safety/walletPaymentDesk.ts';
import { settle } from '../../../../../support/shared/settle.ts';
import { idOf } from '../../../../../support/shared/storeFixtures.ts';
import { OpenProgram } from '../../../../../support/web/programWorld.ts';
import { realPerson } from '../../../domain/wallet/support/realPeople.ts';
import type { Payer } from './payer.ts';

/** What the program tries, and what the person does. */
export type Step =
  | { readonly kind: 'pay'; readonly input: unknown }
  | { readonly kind: 'junk'; readonly message: unknown }
  | { readonly kind: 'reload' }
  | { readonly kind: 'yes'; readonly unit: number; readonly isTwice: boolean }
  | { readonly kind: 'no' }
  /** Ticked in the window: up to this much in each period. */
  | { readonly kind: 'allow'; readonly most: bigint; readonly period: 'day' | 'week'; readonly program: string }
  | { readonly kind: 'stop' }
  | { readonly kind: 'later'; readonly hours: number };

export const ben = await realPerson('Ben', 2);
export const INSTANCE = new OpenProgram().instance;
export const BEN = programAddress(ben.account, INSTANCE);
export const CAROL = programAddress(idOf<AccountId>('Carol'), INSTANCE);
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
      'payOrderAsAllowed',
      'createMandate',
      'payByMandate',
      'banyan.pay',
    ),
    input: fc.oneof(order, fc.anything()),
    answer: fc.constantFrom('done', true),
  }),
);
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: order.map((input) => ({ kind: 'pay' as const, input })) },
  { weight: 2, arbitrary: junk.map((message) => ({ kind: 'junk' as const, message })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reload' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('yes' as const), unit: fc.nat(3), isTwice: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'no' as const }) },
);

/** The same, of somebody who lets programs take some without asking. */
export const anyAllowedStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({
        value: fc.constantFrom(250, 250, 300, 1),
        to: fc.constantFrom(BEN, BEN, BEN, BEN, CAROL),
        currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'CHF'),
        reference: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      })
      .map(({ value, to, currency, reference }) => ({
        kind: 'pay' as const,
        input: { to, amount: { value, currency }, memo: 'tea', reference },
      })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('allow' as const),
      most: fc.constantFrom(250n, 600n),
      period: fc.constantFrom('day' as const, 'week' as const),
      program: fc.constantFrom<string>(INSTANCE, INSTANCE, 'another instance'),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'stop' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('later' as const), hours: fc.constantFrom(1, 25) }) },
  { weight: 4, arbitrary: anyStep },
);

/** One program with the keyboard of a page, and one person. */
export class Afternoon {
  readonly agreed: PaymentOrder[] = [];
  /** Payees and sums the program asked to be paid. */
  readonly asked: Order[] = [];
  readonly told: { readonly order: Order; readonly outcome: unknown }[] = [];
  private readonly program: OpenProgram;
  private readonly payer: Payer;
  private readonly theirs: UnitId | null;
  private readonly calls = new Map<number, Order>();
  /** Calls of the page that is open that were told nothing. */
  readonly waiting = new Set<number>();
  private say: (message: unknown) => void = () => undefined;
  private count = 100;

  /** `theirs`: Ben's promise, where the payer has some. */
  constructor(payer: Payer, theirs: UnitId | null = null) {
    this.payer = payer;
    this.theirs = theirs;
    const declared = { permissions: ['pay'], net: [] } as const;
    this.program = new OpenProgram({ declared, payments: payer.tab() });
    this.program.members = [...this.program.members, ben.account, idOf<AccountId>('Carol')];
    this.program.granted.set([{ permission: 'pay', granted: true, hosts: [], at: 1 }]);
    this.load();
  }

  async take(step: Step): Promise<void> {
    if (step.kind === 'pay') this.pay(step.input);
    if (step.kind === 'junk') this.say(step.message);
    if (step.kind === 'reload') this.load();
    if (step.kind === 'yes') await this.agree(step);
    if (step.kind === 'no') this.answer('declined');
    if (step.kind === 'allow') await this.allow(step);
    if (step.kind === 'stop') await this.stop();
    if (step.kind === 'later') await this.payer.clock.advance(step.hours * 3_600_000);
    await settle();
  }

  /** What is still asked is answered with no. */
  async end(): Promise<void> {
    for (let place = 0; place < 8; place += 1) {
      this.answer('declined');
      await settle();
      await this.payer.clock.advance(CONFIRM_WITHIN);
    }
  }

  private async allow({ most, period, program }: Step & { readonly kind: 'allow' }): Promise<void> {
    if (this.theirs === null) return;
    await this.payer.trade.createMandate({
      ...{ payee: ben.account, unit: this.theirs, perPayment: most, perPeriod: most, period, perPeriodCount: 3 },
      scope: { kind: 'program', id: program },
    });
  }

  private async stop(): Promise<void> {
    for (const { id } of this.payer.mandates()) await this.payer.trade.revokeMandate(id);
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
    this.asked.push(input as Order);
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
    const { acts } = this.payer;
    const units = [...this.payer.units, ...(this.theirs === null ? [] : [this.theirs])];
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

/** What `banyan.pay` is called with. */
export interface Order {
  readonly reference: string;
  readonly to: string;
  readonly amount: { readonly value: number; readonly currency: string };
}
