import { describe, expect, it } from 'vitest';
import { judge } from '@domain/wallet/clerk/judge.ts';
import { depositOf, payMandate, payRequest, refundOf, sideOf } from '@domain/wallet/drafts/payments.ts';
import { draftId, sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { duePeriods, hasPeriod, periodAt, periodStart } from '@domain/wallet/readings/mandates.ts';
import { orderOf } from '@domain/wallet/readings/orders.ts';
import { refundsOf } from '@domain/wallet/readings/refunds.ts';
import type { BodyOf, VerifiedOf } from '@domain/wallet/record.ts';
import { codeOf, must } from '../support/devices.ts';
import { type Person, deviceOf } from './support/people.ts';
import { DAY, HOUR, START, found, mint, pay } from './support/records.ts';
import { Scene } from './support/scene.ts';

function ask(scene: Scene, more: Partial<BodyOf<'request'>> = {}) {
  const body = { payee: holderOf(scene.cleo.account), units: [scene.unit.id], decimals: 2, amount: 100n, memo: '' };
  return scene.say('request', { ...body, until: START + DAY, single: true, ...more }, deviceOf(scene.cleo));
}

async function answer(scene: Scene, request: VerifiedOf<'request'>, by = scene.ben, device = 1) {
  const draft = must(payRequest(request, { from: holderOf(by.account), unit: scene.unit.id }));
  const transfer = await sealRecord(draft, deviceOf(by, device));
  scene.ledger.add(transfer);
  return transfer;
}

describe('a request', () => {
  it('WAL-130 two devices pay it with one record; two people, or two pots, with two', async () => {
    const scene = await Scene.begin();
    const request = await ask(scene);
    const [one, other, others] = [
      await answer(scene, request),
      await answer(scene, request, scene.ben, 2),
      await answer(scene, request, scene.dan),
    ];
    expect([one.id === other.id, one.id === others.id]).toEqual([true, false]);
    expect(one.body).toMatchObject({ amount: 100n, until: request.body.until, to: request.body.payee });
    const { amount: _, ...anyAmount } = request.body;
    const open = await scene.say('request', anyAmount, deviceOf(scene.cleo));
    expect(codeOf(payRequest(open, { from: holderOf(scene.ben.account), unit: scene.unit.id }))).toBe('amount-missing');
  });

  it('WAL-114 a single one is paid once, whoever pays', async () => {
    const scene = await Scene.begin();
    const [single, many] = [await ask(scene), await ask(scene, { single: false })];
    const first = await answer(scene, single);
    await scene.clerk(first);
    const second = await scene.pay([scene.ben, scene.cleo], 100n, { req: single.id });
    expect(scene.verdict(second)).toBe('refuse paid-already');
    await scene.say('decline', { ref: first.id }, deviceOf(scene.cleo));
    await scene.clerk(first);
    expect(scene.verdict(second)).toBe('hold');
    await scene.clerk(await answer(scene, many));
    expect(scene.verdict(await scene.pay([scene.ben, scene.cleo], 100n, { req: many.id }))).toBe('hold');
  });

  it('WAL-114 is paid as it asks, or not', async () => {
    const scene = await Scene.begin();
    const { ben, cleo, dan } = scene;
    const request = await ask(scene, { payer: ben.account, until: START + HOUR });
    const verdict = async (between: readonly [Person, Person], amount: bigint, req = request.id) =>
      scene.verdict(await scene.pay(between, amount, { req }));
    expect(await verdict([ben, cleo], 100n)).toBe('hold');
    expect(await verdict([ben, cleo], 99n)).toBe('refuse not-allowed');
    expect(await verdict([ben, dan], 100n)).toBe('refuse not-allowed');
    const three = await ask(scene, { decimals: 3 });
    const elsewhere = await ask(scene, { units: [request.id] });
    expect(await verdict([ben, cleo], 100n, three.id)).toBe('refuse not-allowed');
    expect(await verdict([ben, cleo], 100n, elsewhere.id)).toBe('refuse not-allowed');
    const dans = await ask(scene, { payer: dan.account });
    expect(await verdict([ben, cleo], 100n, dans.id)).toBe('refuse not-allowed');
    scene.now = START + HOUR + 1;
    expect(await verdict([ben, cleo], 100n)).toBe('refuse expired');
  });

  it('WAL-114 each unit has its own clerk, who knows of its own payments only', async () => {
    const scene = await Scene.begin();
    const { ana, ben, cleo, ledger } = scene;
    const other = await found(ana, { unit: { code: 'TWIG' }, name: 'twigs' });
    for (const record of [other.unit, other.book, await mint(other, ben, 500n)]) ledger.add(record);
    const request = await ask(scene, { units: [scene.unit.id, other.id] });
    const first = await answer(scene, request);
    await scene.clerk(first);
    const second = await pay(other, [ben, cleo], 100n, { req: request.id });
    ledger.add(second);
    const book = ledger.unit(other.id);
    if (book === undefined) throw new Error('no book');
    expect(judge(ledger, book, { id: second.id, now: START })).toEqual({ kind: 'enter', op: 'hold' });
    // Whoever asked sees both, and sends one back.
    expect(orderOf(ledger, request.id, START)?.payments).toHaveLength(2);
  });

  it('WAL-51 WAL-52 WAL-53 an order goes its way', async () => {
    const scene = await Scene.begin();
    const { ben, cleo, dan } = scene;
    const request = await ask(scene);
    const stage = (now = scene.now) => orderOf(scene.ledger, request.id, now)?.stage;
    const step = (state: BodyOf<'step'>['state'], by: Person) =>
      scene.say('step', { req: request.id, state }, deviceOf(by));
    expect([stage(), stage(START + DAY + 1)]).toEqual(['asked', 'expired']);
    await step('cancelled', dan);
    const transfer = await answer(scene, request);
    expect([stage(), stage(START + DAY + 1)]).toEqual(['paying', 'paying']);
    await scene.deposit(transfer, cleo);
    await scene.clerk(transfer);
    expect(stage()).toBe('paying');
    await scene.say('receipt', { req: request.id, refs: [transfer.id], serial: 1, at: START }, deviceOf(ben));
    expect(stage()).toBe('paying');
    await scene.say('receipt', { req: request.id, refs: [transfer.id], serial: 1, at: START }, deviceOf(cleo));
    expect(stage()).toBe('paid');
    await step('handed', ben);
    await step('received', dan);
    await step('cancelled', cleo);
    expect(stage()).toBe('paid');
    await step('ready', cleo);
    expect(stage()).toBe('ready');
    await step('shipped', cleo);
    await step('handed', cleo);
    expect(stage()).toBe('handed');
    await step('received', ben);
    expect(stage()).toBe('received');
    expect(orderOf(scene.ledger, request.id, START)).toMatchObject({
      payments: [transfer.id],
      refunded: 'none',
      isDisputed: false,
    });
    expect(orderOf(scene.ledger, transfer.id, START)).toBeNull();
  });

  it('WAL-52 who pays with their own promise says that it was received', async () => {
    const scene = await Scene.begin();
    const { ana, ben, ledger } = scene;
    const asked = { payee: holderOf(ben.account), units: [scene.unit.id], decimals: 2, amount: 100n, memo: '' };
    const request = await scene.say('request', { ...asked, until: START + DAY, single: true }, deviceOf(ben));
    const paid = await mint(scene.unit, ben, 100n, { why: 'request', req: request.id });
    ledger.add(paid);
    await scene.say('receipt', { req: request.id, refs: [paid.id], serial: 1, at: START }, deviceOf(ben));
    await scene.say('step', { req: request.id, state: 'received' }, deviceOf(scene.dan));
    expect(orderOf(ledger, request.id, START)?.stage).toBe('paid');
    await scene.say('step', { req: request.id, state: 'received' }, deviceOf(ana));
    expect(orderOf(ledger, request.id, START)?.stage).toBe('received');
  });

  it.each(['cleo', 'ben'] as const)('WAL-53 %s can cancel it before it is paid', async (who) => {
    const scene = await Scene.begin();
    const request = await ask(scene, { payer: scene.ben.account });
    await scene.say('step', { req: request.id, state: 'cancelled' }, deviceOf(scene[who]));
    expect(orderOf(scene.ledger, request.id, START)?.stage).toBe('cancelled');
  });
});

describe('refunds', () => {
  const paid = async () => {
    const scene = await Scene.begin();
    const request = await ask(scene);
    const transfer = await answer(scene, request);
    await scene.deposit(transfer, scene.cleo);
    await scene.clerk(transfer);
    return { scene, request, transfer };
  };

  it('WAL-116 give back what was paid, once', async () => {
    const { scene, request, transfer } = await paid();
    const { ben, cleo, ledger } = scene;
    const refund = (amount: bigint, serial: number) => refundOf(ledger, transfer, { amount, serial });
    const draft = must(refund(40n, 0));
    expect(draftId(draft)).toBe(draftId(must(refund(40n, 0))));
    expect(draftId(draft)).not.toBe(draftId(must(refund(40n, 1))));
    if (draft.type !== 'transfer') throw new Error('no transfer');
    const first = await sealRecord(draft, deviceOf(cleo));
    ledger.add(first);
    await scene.deposit(first, ben);
    await scene.clerk(first);
    expect(orderOf(ledger, request.id, START)?.refunded).toBe('part');
    expect(codeOf(refund(61n, 1))).toBe('refund-too-large');
    const tooMuch = await scene.pay([cleo, ben], 61n, { refundOf: transfer.id });
    expect(scene.verdict(tooMuch)).toBe('refuse over-limit');
    const rest = await scene.pay([cleo, ben], 60n, { refundOf: transfer.id });
    await scene.deposit(rest, ben);
    expect(await scene.clerk(rest)).toBe('clear');
    expect(orderOf(ledger, request.id, START)?.refunded).toBe('all');
    expect(scene.balance(ben)).toBe(1000n);
  });

  it('WAL-116 go back the way they came', async () => {
    const { scene, transfer } = await paid();
    const { ben, cleo, dan } = scene;
    expect(scene.verdict(await scene.pay([ben, cleo], 1n, { refundOf: transfer.id }))).toBe('refuse not-allowed');
    expect(scene.verdict(await scene.pay([cleo, dan], 1n, { refundOf: transfer.id }))).toBe('refuse not-allowed');
    expect(scene.verdict(await scene.pay([dan, ben], 1n, { refundOf: transfer.id }))).toBe('refuse not-allowed');
    const open = await scene.pay([ben, cleo], 5n);
    expect(scene.verdict(await scene.pay([cleo, ben], 1n, { refundOf: open.id }))).toBe('waits');
  });

  it('WAL-116 an issuer gives back by new units, and what it gives too much is flagged', async () => {
    const scene = await Scene.begin();
    const { ana, ben, ledger } = scene;
    const transfer = await scene.pay([ben, ana], 100n);
    await scene.clerk(transfer);
    const draft = must(refundOf(ledger, transfer, { amount: 100n, serial: 0 }));
    if (draft.type !== 'mint') throw new Error('no mint');
    ledger.add(await sealRecord(draft, deviceOf(ana)));
    expect([scene.balance(ben), refundsOf(ledger, transfer.id)]).toEqual([
      1000n,
      { paid: 100n, refunded: 100n, isOver: false },
    ]);
    ledger.add(await mint(scene.unit, ben, 1n, { why: 'refund', refundOf: transfer.id }));
    ledger.add(await mint(scene.unit, scene.dan, 900n, { why: 'refund', refundOf: transfer.id }));
    expect(refundsOf(ledger, transfer.id)).toEqual({ paid: 100n, refunded: 101n, isOver: true });
    expect(refundsOf(ledger, draftId(draft))).toEqual({ paid: 0n, refunded: 0n, isOver: false });
    expect([sideOf(transfer, ben.account), sideOf(transfer, ana.account), sideOf(transfer, scene.dan.account)]).toEqual(
      ['payer', 'payee', null],
    );
    expect(draftId(depositOf(transfer.id))).toBe(draftId(depositOf(transfer.id)));
  });
});

describe('a mandate', () => {
  const terms = { start: Date.UTC(2026, 0, 31, 10), period: 'month' as const };

  it('WAL-71 a month keeps its day, or has its last', () => {
    const starts = [0, 1, 2, 13, 25].map((index) => new Date(periodStart(terms, index)).toISOString().slice(0, 16));
    expect(starts).toEqual([
      '2026-01-31T10:00',
      '2026-02-28T10:00',
      '2026-03-31T10:00',
      '2027-02-28T10:00',
      '2028-02-29T10:00',
    ]);
    expect(periodStart({ start: START, period: 'week' }, 3)).toBe(START + 21 * DAY);
  });

  async function agreed(more: Partial<BodyOf<'mandate'>> = {}) {
    const scene = await Scene.begin();
    const mandate = await scene.say(
      'mandate',
      {
        payer: holderOf(scene.ben.account),
        payee: holderOf(scene.cleo.account),
        unit: scene.unit.id,
        perPayment: 50n,
        perPeriod: 80n,
        period: 'day',
        perPeriodCount: 3,
        start: START,
        scope: { kind: 'shop', id: 'x' },
        ...more,
      },
      deviceOf(scene.ben),
    );
    const use = async (period: number, index: number, amount?: bigint, device = 1) => {
      const draft = payMandate(mandate, { period, index, ...(amount === undefined ? {} : { amount }) });
      const transfer = await sealRecord(draft, deviceOf(scene.ben, device));
      scene.ledger.add(transfer);
      return transfer;
    };
    return { scene, mandate, use };
  }

  it('WAL-70 WAL-71 has the periods it says, and no others', async () => {
    const { mandate } = await agreed({ count: 3, end: START + 10 * DAY });
    const at = (time: number) => periodAt(mandate.body, time);
    expect([at(START - 1), at(START), at(START + DAY - 1), at(START + DAY), at(START + 3 * DAY)]).toEqual([
      null,
      0,
      0,
      1,
      null,
    ]);
    expect([0, 2, 3].map((period) => hasPeriod(mandate.body, period))).toEqual([true, true, false]);
    const { mandate: ending } = await agreed({ end: START + 2 * DAY });
    expect([periodAt(ending.body, START + 2 * DAY - 1), periodAt(ending.body, START + 2 * DAY)]).toEqual([1, null]);
    expect([1, 2].map((period) => hasPeriod(ending.body, period))).toEqual([true, false]);
    const month = (time: number) =>
      periodAt({ ...mandate.body, ...terms, count: 100, end: START + 10_000 * DAY }, time);
    for (let index = 0; index < 40; index += 1) {
      expect([month(periodStart(terms, index) - 1), month(periodStart(terms, index))]).toEqual([
        index === 0 ? null : index - 1,
        index,
      ]);
    }
  });

  it('WAL-72 WAL-115 keeps its bounds, whatever two devices do', async () => {
    const { scene, use } = await agreed();
    const [one, other] = [await use(0, 0), await use(0, 0, 50n, 2)];
    expect(one.id).toBe(other.id);
    await scene.clerk(one);
    expect(scene.verdict(await use(0, 0, 10n, 2))).toBe('refuse paid-already');
    expect(scene.verdict(await use(0, 1, 31n))).toBe('refuse over-limit');
    expect(scene.verdict(await use(0, 1, 30n))).toBe('hold');
    expect(scene.verdict(await use(0, 3, 1n))).toBe('refuse not-allowed');
    expect(scene.verdict(await use(1, 0, 51n))).toBe('refuse not-allowed');
    expect(scene.verdict(await use(2, 0, 50n))).toBe('refuse not-allowed');
    scene.now = START + DAY;
    expect(scene.verdict(await use(1, 0, 50n))).toBe('hold');
  });

  it('WAL-115 what comes before its period begins waits for that, up to a day, by the clock of the clerk', async () => {
    const { scene, mandate, use } = await agreed();
    const payment = await use(2, 0);
    const saidAt = (time: number) => {
      scene.now = time;
      return scene.verdict(payment);
    };
    const begins = START + 2 * DAY;
    expect(saidAt(begins - DAY - 1)).toBe('refuse not-allowed');
    expect([saidAt(begins - DAY), saidAt(begins - 2000), saidAt(begins - 1)]).toEqual(['waits', 'waits', 'waits']);
    expect(saidAt(begins)).toBe('hold');
    expect(saidAt(begins - 1)).toBe('waits');
    const endless = await scene.pay([scene.ben, scene.cleo], 5n, {
      mandate: { id: mandate.id, period: 2, index: 1 },
      until: begins - 2000,
    });
    scene.now = begins - 1999;
    expect(scene.verdict(endless)).toBe('refuse expired');
    await scene.say('revoke', { mandate: mandate.id }, deviceOf(scene.ben));
    expect(saidAt(begins - 1)).toBe('refuse not-allowed');
  });

  it('WAL-115 says to whom and from where', async () => {
    const { scene, mandate } = await agreed();
    const { ben, cleo, dan } = scene;
    const use = { mandate: { id: mandate.id, period: 0, index: 0 } };
    expect(scene.verdict(await scene.pay([ben, dan], 5n, use))).toBe('refuse not-allowed');
    expect(scene.verdict(await scene.pay([cleo, ben], 5n, use))).toBe('refuse not-allowed');
    expect(scene.verdict(await scene.pay([ben, cleo], 5n, use))).toBe('hold');
  });

  it('WAL-74 is made up for one period back, no further', async () => {
    const { scene, mandate, use } = await agreed({ perPeriodCount: 1 });
    const due = (now: number) => duePeriods(scene.ledger, mandate, now).map(({ period }) => period);
    expect([due(START - 1), due(START), due(START + DAY), due(START + 5 * DAY)]).toEqual([[], [0], [0, 1], [4, 5]]);
    await use(4, 0);
    expect(due(START + 5 * DAY)).toEqual([5]);
    const old = await use(3, 0);
    expect(old.body.until).toBe(START + 5 * DAY - 1);
    scene.now = START + 5 * DAY;
    expect(scene.verdict(old)).toBe('refuse expired');
    const longer = await scene.pay([scene.ben, scene.cleo], 5n, {
      mandate: { id: mandate.id, period: 3, index: 0 },
      until: START + 9 * DAY,
    });
    expect(scene.verdict(longer)).toBe('refuse expired');
    const { mandate: short, scene: other } = await agreed({ count: 2, perPeriodCount: 1 });
    expect(duePeriods(other.ledger, short, START + 2 * DAY).map(({ period }) => period)).toEqual([1]);
  });

  it('WAL-73 ends when the payer says so', async () => {
    const { scene, mandate, use } = await agreed();
    const taken = await use(0, 0);
    await scene.clerk(taken);
    await scene.say('revoke', { mandate: mandate.id }, deviceOf(scene.cleo));
    expect(scene.verdict(await use(0, 1, 5n))).toBe('hold');
    await scene.say('revoke', { mandate: mandate.id }, deviceOf(scene.ben, 2));
    expect([scene.verdict(await use(0, 1, 6n)), scene.verdict(taken)]).toEqual(['refuse not-allowed', 'stands']);
    expect(duePeriods(scene.ledger, mandate, START)).toEqual([]);
  });
});

describe('protected payments', () => {
  const release = (by: 'payer' | Person, onTimeout: 'pay' | 'return') => ({
    mode: 'hold' as const,
    release: { by: by === 'payer' ? by : by.account, autoAfter: START + 2 * DAY, onTimeout },
  });
  const held = async (by: (scene: Scene) => 'payer' | Person, onTimeout: 'pay' | 'return' = 'pay') => {
    const scene = await Scene.begin();
    const transfer = await scene.pay([scene.ben, scene.cleo], 100n, release(by(scene), onTimeout));
    expect(await scene.clerk(transfer)).toBe('hold');
    await scene.deposit(transfer, scene.cleo);
    expect(scene.verdict(transfer)).toBe('stands');
    return { scene, transfer };
  };

  it('WAL-45 clear when the payer lets go, and not when the payee would', async () => {
    const { scene, transfer } = await held(() => 'payer');
    await scene.say('release', { ref: transfer.id }, deviceOf(scene.cleo));
    expect(scene.verdict(transfer)).toBe('stands');
    await scene.say('release', { ref: transfer.id }, deviceOf(scene.ben));
    expect(scene.verdict(transfer)).toBe('clear');
  });

  it.each([
    ['pay', 'clear'],
    ['return', 'return expired'],
  ] as const)('WAL-45 %s at their day, unless a dispute is open', async (onTimeout, end) => {
    const { scene, transfer } = await held(() => 'payer', onTimeout);
    scene.now = START + 2 * DAY;
    expect(scene.verdict(transfer)).toBe('stands');
    scene.now += 1;
    expect(scene.verdict(transfer)).toBe(end);
    await scene.say('dispute', { ref: transfer.id, text: 'x', evidence: [] }, deviceOf(scene.dan));
    expect(scene.verdict(transfer)).toBe(end);
    await scene.say('dispute', { ref: transfer.id, text: 'x', evidence: [] }, deviceOf(scene.ben));
    expect(scene.verdict(transfer)).toBe('stands');
    await scene.say('decline', { ref: transfer.id }, deviceOf(scene.cleo));
    expect(scene.verdict(transfer)).toBe('return declined');
  });

  it.each([
    ['pay', 'clear'],
    ['return', 'return declined'],
  ] as const)('WAL-83 the account both trust rules: %s', async (verdict, end) => {
    const { scene, transfer } = await held(({ dan }) => dan);
    const dispute = await scene.say('dispute', { ref: transfer.id, text: 'x', evidence: [] }, deviceOf(scene.cleo));
    scene.now = START + 3 * DAY;
    await scene.say('ruling', { ref: dispute.id, verdict }, deviceOf(scene.ben));
    expect(scene.verdict(transfer)).toBe('stands');
    await scene.say('ruling', { ref: dispute.id, verdict }, deviceOf(scene.dan));
    expect(scene.verdict(transfer)).toBe(end);
  });

  it('WAL-113 are not offered towards the issuer', async () => {
    const scene = await Scene.begin();
    expect(scene.verdict(await scene.pay([scene.ben, scene.ana], 1n, release('payer', 'pay')))).toBe(
      'refuse not-allowed',
    );
  });
});
