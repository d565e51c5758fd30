/** What our programs make of how a payment ended, also one of which nobody knows it yet. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../../../resources/mini-programs/shared/log.ts';
import { keptPayment, payKept } from '../../../resources/mini-programs/shared/keptPayment.ts';
import { payFor } from '../../../resources/mini-programs/shared/pay.ts';
import { balancesOf, paymentsFor } from '../../../resources/mini-programs/split/src/balances.ts';
import {
  begunPayment,
  debtNews,
  debtReference,
  lineByHand,
  noteByHand,
  payDebt,
} from '../../../resources/mini-programs/split/src/payDebt.ts';
import { type BillOp, type Payment, billRules } from '../../../resources/mini-programs/split/src/rules.ts';
import type { PaymentAnswer, PaymentRequest } from '../../../packages/mini/index.d.ts';

/** A wallet as the host has it: one order is paid once, and asked for again answers as before. */
class Wallet {
  readonly paid = new Map<string, number>();
  /** What comes in place of the answer; the payment is made all the same. */
  loses: 'answer' | 'page' | null = null;
  answers: PaymentAnswer['status'] = 'paid';

  readonly pay = ({ reference, amount }: PaymentRequest): Promise<PaymentAnswer> => {
    if (this.answers !== 'paid') return Promise.resolve({ status: this.answers, receipt: null });
    const before = this.paid.get(reference);
    if (before !== undefined && before !== amount.value) return Promise.reject(failure('invalid-input'));
    this.paid.set(reference, amount.value);
    if (this.loses === 'page') return new Promise(() => undefined);
    if (this.loses === 'answer') return Promise.reject(failure('failed'));
    return Promise.resolve({ status: 'paid', receipt: `receipt of ${reference}` });
  };

  get moved(): number {
    return [...this.paid.values()].reduce((sum, value) => sum + value, 0);
  }
}

const failure = (code: string) => Object.assign(new Error(code), { code });
const request = (reference: string, value = 1000): PaymentRequest => ({
  to: 'ann',
  amount: { value, currency: 'EUR' },
  memo: 'Lunch',
  reference,
});

let wallet = new Wallet();

beforeEach(() => {
  wallet = new Wallet();
  const kept = new Map<string, string>();
  vi.stubGlobal('window', { banyan: { pay: (asked: PaymentRequest) => wallet.pay(asked) } });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => void vi.unstubAllGlobals());

test('a payment of which nobody knows how it ended is not said to be no payment', async () => {
  const ends = async (code: string) => {
    vi.stubGlobal('window', { banyan: { pay: () => Promise.reject(failure(code)) } });
    return (await payFor(request('a'))).status;
  };
  expect([await ends('failed'), await ends('unreachable'), await ends('')]).toEqual(['pending', 'pending', 'pending']);
  expect([await ends('unsupported'), await ends('not-granted'), await ends('cancelled')]).toEqual([
    'unable',
    'withheld',
    'declined',
  ]);
  expect(await ends('invalid-input')).toBe('unfit');
  vi.stubGlobal('window', {});
  expect((await payFor(request('a'))).status).toBe('unable');
});

test.each(['answer', 'page'] as const)(
  'what was paid while the %s was lost is written down later, once',
  async (loses) => {
    const written: [string, number, string][] = [];
    const onPaid = ({ reference, amount }: PaymentRequest, receipt: string) =>
      void written.push([reference, amount.value, receipt]);
    wallet.loses = loses;
    const first = payKept('topup', request('one'), onPaid);
    if (loses === 'answer') expect(await first).toBe('pending');
    expect([wallet.moved, written, keptPayment('topup')]).toEqual([1000, [], request('one')]);
    // The page is opened again, or its person presses again.
    wallet.loses = null;
    expect(await payKept('topup', request('two', 500), onPaid)).toBe('paid');
    expect([wallet.moved, written]).toEqual([1000, [['one', 1000, 'receipt of one']]]);
    expect(keptPayment('topup')).toBeNull();
    expect(await payKept('topup', request('three', 500), onPaid)).toBe('paid');
    expect(wallet.moved).toBe(1500);
  },
);

test('what was declined, and what nobody could be asked, is not kept; what was begun before is', async () => {
  const fail = () => expect.unreachable();
  wallet.answers = 'declined';
  expect(await payKept('topup', request('one'), fail)).toBe('declined');
  expect(keptPayment('topup')).toBeNull();
  const isRefused = { banyan: { pay: () => Promise.reject(failure('not-granted')) } };
  const stubbed = (window: object) => void vi.stubGlobal('window', window);
  stubbed(isRefused);
  expect(await payKept('topup', request('one'), fail)).toBe('withheld');
  expect(keptPayment('topup')).toBeNull();
  stubbed({ banyan: { pay: () => Promise.reject(failure('failed')) } });
  expect(await payKept('topup', request('one'), fail)).toBe('pending');
  stubbed(isRefused);
  expect(await payKept('topup', request('two'), fail)).toBe('withheld');
  expect(keptPayment('topup')).toEqual(request('one'));
});

test('where this device keeps nothing, nothing is asked for', async () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem: () => {
      throw new Error('full');
    },
  });
  expect(await payKept('topup', request('one'), () => expect.unreachable())).toBe('unable');
  expect(wallet.moved).toBe(0);
});

const [ANN, BEN] = ['A'.repeat(43), 'B'.repeat(43)];

/** A bill of two, by Ann's and Ben's own acts as programs make them. */
function bill() {
  const log = createLog(billRules);
  let count = 0;
  const act = (by: string, op: BillOp) => {
    count += 1;
    const id = `act${String(count).padStart(13, '0')}`;
    log.add([{ payload: log.payloadFor(op, { address: by, name: by, now: count, id }), sender: by }]);
    return `${by} ${id}`;
  };
  act(ANN, { t: 'person', name: 'Ann', me: true });
  act(BEN, { t: 'person', name: 'Ben', me: true });
  const [ann = '', ben = ''] = log.state.people.map(({ id }) => id);
  return {
    entries: () => log.state.entries,
    parts: () => ({ entries: log.state.entries, me: ANN, address: BEN }),
    /** Ben paid for Ann. */
    spend: (what: string, amount: number) =>
      act(BEN, {
        t: 'expense',
        expense: { what, currency: 'EUR', amount, payer: ben, split: { kind: 'equal', parts: { [ann]: 1 } } },
      }),
    due: () => Object.entries(balancesOf(log.state)).flatMap(([currency, sums]) => paymentsFor(currency, sums)),
    write: (payment: Payment, reference: string | null = null) => act(ANN, { t: 'pay', payment, reference }),
    /** A line is struck out. */
    takeBack: (entry = log.state.entries.at(-1)?.id ?? '') => act(ANN, { t: 'drop', entry, gone: true }),
  };
}

/** Ann presses "Pay", and what was paid is written down. */
async function press({ parts, due, write, takeBack }: ReturnType<typeof bill>) {
  const [payment] = due();
  if (payment === undefined) throw new Error('nothing is due');
  return payDebt(payment, { ...parts(), memo: 'Bill' }, (paid, reference) => {
    const byHand = lineByHand(paid, reference, parts());
    write(paid, reference);
    if (byHand !== null) takeBack(byHand);
  });
}

test('two rents of one sum are two payments', async () => {
  const rents = bill();
  for (const month of ['May', 'June']) {
    rents.spend(month, 800);
    expect(await press(rents)).toBe('paid');
    expect(rents.due()).toEqual([]);
  }
  expect([...wallet.paid.values()]).toEqual([800, 800]);
  for (const reference of wallet.paid.keys()) expect(reference.length).toBeLessThanOrEqual(64);
});

test('a debt whose payment is under way is paid once, whatever is written meanwhile', async () => {
  const dinner = bill();
  dinner.spend('Dinner', 1000);
  wallet.loses = 'answer';
  expect(await press(dinner)).toBe('pending');
  const [before] = dinner.due();
  if (before === undefined) throw new Error('nothing is due');
  dinner.spend('Taxi', 500);
  expect(begunPayment(before, dinner.parts())?.amount.value).toBe(1000);
  wallet.loses = null;
  expect(await press(dinner)).toBe('paid');
  expect([wallet.moved, dinner.due().map(({ amount }) => amount)]).toEqual([1000, [500]]);
  expect(await press(dinner)).toBe('paid');
  expect([wallet.moved, dinner.due()]).toEqual([1500, []]);
});

test('a payment under way is found again where its debt was marked as paid by hand, and that was taken back', async () => {
  const dinner = bill();
  dinner.spend('Dinner', 1000);
  wallet.loses = 'answer';
  expect(await press(dinner)).toBe('pending');
  const [payment] = dinner.due();
  if (payment === undefined) throw new Error('nothing is due');
  dinner.write(payment);
  expect(dinner.due()).toEqual([]);
  dinner.takeBack();
  wallet.loses = null;
  expect(await press(dinner)).toBe('paid');
  expect([wallet.moved, dinner.due()]).toEqual([1000, []]);
});

test('a debt that another device asked for at another sum is not said to be unpaid, nor kept as begun here', async () => {
  const dinner = bill();
  dinner.spend('Dinner', 1000);
  const [payment] = dinner.due();
  if (payment === undefined) throw new Error('nothing is due');
  // The other device paid, and what it wrote down is not here yet.
  wallet.paid.set(debtReference(payment, dinner.parts()), 700);
  const status = await press(dinner);
  if (status === 'paid') throw new Error('paid twice');
  expect([status, debtNews[status], wallet.moved]).toEqual(['unfit', 'payPending', 700]);
  expect(begunPayment(payment, dinner.parts())).toBeNull();
});

test('a payment under way is found again where a line from before it was struck out', async () => {
  const dinner = bill();
  dinner.spend('Dinner', 1000);
  const [first] = dinner.due();
  if (first === undefined) throw new Error('nothing is due');
  dinner.write(first);
  const byHand = dinner.entries().at(-1)?.id ?? '';
  dinner.spend('Taxi', 500);
  wallet.loses = 'answer';
  expect(await press(dinner)).toBe('pending');
  dinner.takeBack(byHand);
  wallet.loses = null;
  expect(await press(dinner)).toBe('paid');
  // The taxi alone: what was marked by hand is due again.
  expect([wallet.moved, dinner.due().map(({ amount }) => amount)]).toEqual([500, [1000]]);
  expect(await press(dinner)).toBe('paid');
  expect([wallet.moved, dinner.due()]).toEqual([1500, []]);
});

test('what two devices of one person hear of one order is one line, by either name', async () => {
  const dinner = bill();
  dinner.spend('Dinner', 1000);
  const [payment] = dinner.due();
  if (payment === undefined) throw new Error('nothing is due');
  const written: [Payment, string][] = [];
  // Neither has what the other wrote down.
  const asked = { ...dinner.parts(), memo: 'Bill' };
  for (let device = 0; device < 2; device += 1)
    expect(await payDebt(payment, asked, (paid, reference) => void written.push([paid, reference]))).toBe('paid');
  const [one, other] = written.map(([paid, reference]) => dinner.write(paid, reference));
  expect([wallet.moved, dinner.due()]).toEqual([1000, []]);
  // Both ask for what comes next by one name, whichever line each of them has.
  const alone = (name: string | undefined) => dinner.entries().map((entry) => ({ ...entry, id: name ?? entry.id }));
  const nameBy = (name: string | undefined) => debtReference(payment, { ...dinner.parts(), entries: alone(name) });
  expect(nameBy(one)).toBe(nameBy(other));
  dinner.takeBack(other);
  expect(dinner.due()).toEqual([payment]);
});

test('what is marked as paid by hand while it is under way is one line once that is known, and stays where it came to nothing', async () => {
  const dinner = bill();
  const byHand = async (loses: 'answer' | 'page') => {
    wallet.loses = loses;
    void press(dinner);
    await Promise.resolve();
    const [payment] = dinner.due();
    if (payment === undefined) throw new Error('nothing is due');
    const { parts, write } = dinner;
    noteByHand({ ...payment, amount: payment.amount + 1 }, parts(), 'another sum');
    noteByHand(payment, parts(), write(payment));
    wallet.loses = null;
  };
  dinner.spend('Dinner', 1000);
  await byHand('page');
  expect(dinner.due()).toEqual([]);
  dinner.spend('Taxi', 500);
  expect(await press(dinner)).toBe('paid');
  expect([wallet.moved, dinner.due().map(({ amount }) => amount)]).toEqual([1000, [500]]);
  wallet.answers = 'declined';
  await byHand('page');
  dinner.spend('Cake', 200);
  expect(await press(dinner)).toBe('declined');
  expect([wallet.moved, dinner.due().map(({ amount }) => amount)]).toEqual([1000, [200]]);
});

test('only what was written by hand since an order was begun, of its sum and between its two, stands for it', async () => {
  const dinner = bill();
  const find = (paid: Payment, reference: string) => lineByHand(paid, reference, dinner.parts());
  dinner.spend('Lunch', 1000);
  const [payment] = dinner.due();
  if (payment === undefined) throw new Error('nothing is due');
  const { from, to } = payment;
  // Of the lunch: the payment of the dinner is begun after it.
  const lunch = dinner.write(payment);
  dinner.spend('Dinner', 1000);
  wallet.loses = 'page';
  void press(dinner);
  await Promise.resolve();
  const order = begunPayment(payment, dinner.parts())?.reference ?? '';
  dinner.write({ ...payment, amount: 999 });
  dinner.write({ ...payment, currency: 'USD' });
  dinner.write({ ...payment, from: to, to: from });
  dinner.write(payment, 'of another order');
  dinner.takeBack(dinner.write(payment));
  expect(find(payment, order)).toBeNull();
  const byHand = dinner.write(payment);
  dinner.write(payment);
  expect(find(payment, order)).toBe(byHand);
  // One that was begun before all, and one of which nobody knows after what it was begun.
  expect(find(payment, 'EUR x none 0')).toBe(lunch);
  expect(find(payment, 'EUR x unknown 0')).toBeNull();
});

test('two devices of one person that hear of one order strike out one line by hand, and none that comes later', async () => {
  const dinner = bill();
  dinner.spend('Dinner', 1000);
  wallet.loses = 'answer';
  await press(dinner);
  const [payment] = dinner.due();
  if (payment === undefined) throw new Error('nothing is due');
  const order = begunPayment(payment, dinner.parts())?.reference ?? '';
  const byHand = dinner.write(payment);
  // Neither has what the other wrote down.
  const found = [1, 2].map(() => lineByHand(payment, order, dinner.parts()));
  expect(found).toEqual([byHand, byHand]);
  for (const line of found) {
    dinner.write(payment, order);
    dinner.takeBack(line ?? '');
  }
  expect(dinner.due()).toEqual([]);
  dinner.spend('Cake', 1000);
  dinner.write(payment);
  expect([lineByHand(payment, order, dinner.parts()), dinner.due()]).toEqual([null, []]);
});

test('what was paid and struck out may be paid anew, also another sum', async () => {
  const rent = bill();
  rent.spend('May', 800);
  expect(await press(rent)).toBe('paid');
  rent.takeBack();
  rent.spend('Cake', 20);
  expect(await press(rent)).toBe('paid');
  expect([wallet.moved, rent.due()]).toEqual([1620, []]);
});

test('a payment under way that another device wrote down is over, at whatever sum, and keeps nobody from paying', async () => {
  const dinner = bill();
  dinner.spend('Dinner', 1000);
  const [payment] = dinner.due();
  if (payment === undefined) throw new Error('nothing is due');
  const order = debtReference(payment, dinner.parts());
  wallet.loses = 'page';
  void press(dinner);
  await Promise.resolve();
  expect(begunPayment(payment, dinner.parts())?.reference).toBe(order);
  wallet.loses = null;
  dinner.write({ ...payment, amount: 700 }, order);
  expect(begunPayment(payment, dinner.parts())).toBeNull();
  expect(await press(dinner)).toBe('paid');
  expect([[...wallet.paid.values()], dinner.due()]).toEqual([[1000, 300], []]);
});

test('what the person did not want is asked for again as it was, on all their devices; one line of another cannot spend its name', async () => {
  const rent = bill();
  rent.spend('May', 800);
  const [payment] = rent.due();
  if (payment === undefined) throw new Error('nothing is due');
  const order = debtReference(payment, rent.parts());
  wallet.answers = 'declined';
  expect(await press(rent)).toBe('declined');
  expect(debtReference(payment, rent.parts())).toBe(order);
  wallet.answers = 'paid';
  expect(await press(rent)).toBe('paid');
  // Whatever makes the name the same again, an order that is written down is not asked for again.
  const none = rent.entries().map((entry) => ({ ...entry, payment: null }));
  expect(debtReference(payment, { ...rent.parts(), entries: none })).not.toBe(order);
});

test('a debt has one name on all devices until it is written down, and may be asked for anew where it was refused', async () => {
  const rent = bill();
  rent.spend('May', 800);
  const [payment] = rent.due();
  if (payment === undefined) throw new Error('nothing is due');
  const name = debtReference(payment, rent.parts());
  rent.spend('Cake', 20);
  expect(debtReference(payment, rent.parts())).toBe(name);
  wallet.answers = 'refused';
  expect(await press(rent)).toBe('refused');
  const asked: string[] = [];
  const pay = ({ reference }: PaymentRequest) => {
    asked.push(reference);
    return Promise.resolve({ status: 'refused' as const, receipt: null });
  };
  vi.stubGlobal('window', { banyan: { pay } });
  await press(rent);
  await press(rent);
  expect(new Set(asked).size).toBe(2);
  rent.write(payment);
  expect(debtReference(payment, rent.parts()).split(' ')[2]).not.toBe(name.split(' ')[2]);
});
