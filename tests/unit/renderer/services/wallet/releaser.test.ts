import { describe, expect, it } from 'vitest';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { Releaser } from '@services/wallet/safety/releaser.ts';
import { SafetyActs, type SafetyParts } from '@services/wallet/safety/safetyActs.ts';
import { WaitingPayments } from '@services/wallet/safety/waitingPayments.ts';
import type { SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { codeOf, must } from '../../domain/support/devices.ts';
import { deviceOf } from '../../domain/wallet/support/people.ts';
import { realPerson } from '../../domain/wallet/support/realPeople.ts';
import { DAY, START, found, make } from '../../domain/wallet/support/records.ts';
import { certificatesOf, openDesk } from './support/desk.ts';

/** Ann owes Ben something he asked for, and something a program ordered; she may pay either with two promises of hers. */
async function scene() {
  const [ann, ben] = await Promise.all([realPerson('Ann', 1), realPerson('Ben', 2)]);
  const [leaf, twig] = await Promise.all([found(ann, { name: 'leaf' }), found(ann, { name: 'twig' })]);
  const asked = {
    ...{ payee: holderOf(ben.account), units: [leaf.id, twig.id], decimals: leaf.unit.body.decimals, amount: 500n },
    ...{ memo: '', until: START + 60_000, single: true },
  };
  const request = await make('request', asked, deviceOf(ben));
  const desk = await openDesk(ann);
  const { book, store, clock, log } = desk;
  const records = [leaf.unit, leaf.book, twig.unit, twig.book, request];
  must(await book.commit({ records, certificates: certificatesOf(ann, ben) }));
  const waiting = new WaitingPayments(store, verifySignature);
  const left: string[] = [];
  const forgotten: string[] = [];
  /** What is done while a payment is being kept. */
  const during: { task: () => Promise<void> } = { task: async () => undefined };
  const told: object[] = [];
  const guard = { forget: async (ids: readonly string[]) => void forgotten.push(...ids) };
  // Only what stopping uses.
  const acts = new SafetyActs({ waiting, guard, book, orders: {} } as unknown as SafetyParts);
  const releaser = new Releaser({
    ...{ waiting, book, clock, log },
    signer: {
      self: { account: ann.account, device: deviceOf(ann).key },
      release: async (record) => {
        left.push(record.id);
        await during.task();
        return ok();
      },
    },
    guard,
    tellCard: async (space, card) => void told.push({ space, ...card }),
  });
  const body = { to: holderOf(ben.account), amount: 500n };
  const forRequest = { ...body, why: 'request', req: request.id } as const;
  return {
    ann,
    ben,
    leaf,
    twig,
    book,
    clock,
    waiting,
    releaser,
    acts,
    during,
    left,
    forgotten,
    told,
    body,
    forRequest,
  };
}

describe('letting leave what waited', () => {
  it('WSV-166 what was paid meanwhile with another promise does not leave, and counts no more', async () => {
    const { ann, leaf, twig, book, waiting, releaser, left, forgotten, body, forRequest } = await scene();
    const own = deviceOf(ann);
    const nonce = 'the one of an order';
    const [first, second] = [
      await make('mint', { unit: leaf.id, ...forRequest }, own),
      await make('mint', { unit: leaf.id, ...body }, own, nonce),
    ];
    for (const each of [first, second]) must(await waiting.add(each, { at: 0, due: 1, counted: each.id }));
    // As another device of hers would have it.
    const paid = [
      await make('mint', { unit: twig.id, ...forRequest }, own),
      await make('mint', { unit: twig.id, ...body }, own, nonce),
    ];
    must(await book.commit({ records: paid }));
    await releaser.run();
    expect(left).toEqual([]);
    expect(forgotten).toEqual([first.id, second.id]);
    expect(must(await waiting.all())).toEqual([]);
  });

  it('WSV-167 what left is told where it was to be told, once; what is stopped or was paid otherwise is not', async () => {
    const { ann, ben, leaf, waiting, releaser, told, body } = await scene();
    const space = idOf<SpaceId>('chat');
    const [left, stopped, silent] = await Promise.all(
      ['left', 'stopped', 'silent'].map((nonce) => make('mint', { unit: leaf.id, ...body }, deviceOf(ann), nonce)),
    );
    if (left === undefined || stopped === undefined || silent === undefined) throw new Error('three payments');
    for (const each of [left, stopped, silent]) must(await waiting.add(each, { at: 0, due: 1, counted: each.id }));
    for (const each of [left, stopped]) must(await waiting.tellOf(each.nonce, { space, note: 'Lunch' }));
    must(await waiting.remove(stopped.id));
    await releaser.run();
    await releaser.run();
    expect(told).toEqual([{ space, about: 'payment', records: [left.id], note: 'Lunch', to: [ben.account] }]);
    expect(must(await waiting.all())).toEqual([]);
  });

  it('WSV-164 what is stopped while others leave does not leave; what is leaving is not said to be stopped', async () => {
    const { ann, leaf, waiting, releaser, acts, during, left, forgotten, body } = await scene();
    const [leaving, stopped] = await Promise.all(
      ['leaving', 'stopped'].map((nonce) => make('mint', { unit: leaf.id, ...body }, deviceOf(ann), nonce)),
    );
    if (leaving === undefined || stopped === undefined) throw new Error('two payments');
    for (const each of [leaving, stopped]) must(await waiting.add(each, { at: 0, due: 1, counted: each.id }));
    const outcomes: Promise<string>[] = [];
    const stop = async (id: typeof leaving.id) => codeOf(await acts.stopWaitingPayment(id));
    during.task = async () => {
      if (outcomes.length === 0) outcomes.push(stop(stopped.id), stop(leaving.id));
    };
    await releaser.run();
    expect(await Promise.all(outcomes)).toEqual(['ok', 'payment-missing']);
    await releaser.run();
    expect([left, forgotten]).toEqual([[leaving.id], [stopped.id]]);
    expect(must(await waiting.listed())).toEqual([]);
  });

  it('WSV-164 what had left when the app ended is not said to be stopped, and is off the list at the next look', async () => {
    const { ann, leaf, book, waiting, releaser, acts, forgotten, body } = await scene();
    const payment = await make('mint', { unit: leaf.id, ...body }, deviceOf(ann));
    must(await waiting.add(payment, { at: 0, due: 1, counted: payment.id }));
    must(await book.commit({ records: [payment] }));
    expect(codeOf(await acts.stopWaitingPayment(payment.id))).toBe('payment-missing');
    await releaser.run();
    expect([must(await waiting.listed()), forgotten]).toEqual([[], []]);
  });

  it('WSV-166 what was paid by nothing else leaves', async () => {
    const { ann, leaf, waiting, releaser, left, forgotten, forRequest } = await scene();
    const payment = await make('mint', { unit: leaf.id, ...forRequest }, deviceOf(ann));
    must(await waiting.add(payment, { at: 0, due: 1, counted: payment.id }));
    await releaser.run();
    expect([left, forgotten]).toEqual([[payment.id], []]);
  });

  it('WSV-164 what is not covered for a day never leaves, counts no more, and stays on the list as not paid', async () => {
    const { ann, leaf, waiting, releaser, clock, left, forgotten, body } = await scene();
    const order = await make(
      'transfer',
      { ...body, unit: leaf.id, from: holderOf(ann.account), until: START + 10 * DAY, mode: 'now' },
      deviceOf(ann),
    );
    must(await waiting.add(order, { at: 0, due: clock.now(), counted: order.id }));
    await clock.advance(DAY);
    await releaser.run();
    expect([must(await waiting.all()).length, forgotten]).toEqual([1, []]);
    await clock.advance(1);
    await releaser.run();
    expect([must(await waiting.all()), left, forgotten]).toEqual([[], [], [order.id]]);
    expect(must(await waiting.listed())).toMatchObject([{ id: order.id, isDropped: true }]);
    must(await waiting.add(order, { at: 2, due: 3, counted: order.id }));
    expect(must(await waiting.listed())).toMatchObject([{ due: 3, isDropped: false }]);
    must(await waiting.remove(order.id));
    expect(must(await waiting.listed())).toEqual([]);
  });
});
