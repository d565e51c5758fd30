import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ok } from '@shared/result.ts';
import { paidRecordBytes } from '@domain/channel/paidRecords.ts';
import { ChannelKeep, type LetterRecord } from '@domain/channel/records.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import type { PaidFace } from '@domain/feed/paid.ts';
import { payMandate } from '@domain/wallet/drafts/payments.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import type { BodyOf, VerifiedOf } from '@domain/wallet/record.ts';
import type { Claimed } from '@services/channels/paid/gifts.ts';
import { Twice } from '@services/channels/paid/twice.ts';
import { fakeEventId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';
import { deviceOf } from '../../domain/wallet/support/people.ts';
import { DAY, START } from '../../domain/wallet/support/records.ts';
import { Scene } from '../../domain/wallet/support/scene.ts';

const space = fakeSpaceId('channel');
const LETTER: LetterRecord = {
  ...{ v: 1, channel: space, kind: 'claim', post: null, name: '-', text: '', at: START, thread: new Uint8Array(32) },
  ...{ state: 'open', stateAt: 0, assigned: null, auto: false, answers: [] },
};
const FACE: PaidFace = {
  ...{ day: 3, isForSubscribers: false, inbox: new Uint8Array(32), nonce: new Uint8Array(24), box: new Uint8Array(40) },
  price: null,
};
const nothing = { paymentOf: () => null, soldFor: async () => null };

/** Ben subscribes to what Ana sells, on several devices. Days begin at midnight. */
async function desk() {
  const scene = await Scene.begin();
  const { ana, ben, cleo, ledger, unit } = scene;
  const midnight = Math.ceil(START / DAY) * DAY;
  const keeps: FeedKeep[] = [];
  const twice = new Twice({
    gifts: nothing,
    keeps: { all: async (kind) => ok(keeps.filter((keep) => keep.kind === kind)) },
    dues: { account: ana.account, view: ledger },
    clock: { now: () => scene.now },
  });
  let made = 0;
  const subscribe = async (more: Partial<BodyOf<'mandate'>> = {}, amount = 50) => {
    made += 1;
    const sides = { payer: holderOf(ben.account), payee: holderOf(ana.account), unit: unit.id };
    const sums = { perPayment: BigInt(amount), perPeriod: BigInt(amount), period: 'week' as const, start: midnight };
    const body = { ...sides, ...sums, scope: { kind: 'channel' as const, id: space }, ...more };
    const mandate = await sealRecord(
      { type: 'mandate', nonce: new Uint8Array(16).fill(made), body },
      deviceOf(more.payer === undefined ? ben : cleo),
    );
    ledger.add(mandate);
    const bytes = paidRecordBytes({ v: 1, channel: space, thread: new Uint8Array(32), amount, at: START });
    keeps.push({ kind: ChannelKeep.subscriber, id: mandate.id, bytes, at: 0 });
    return mandate;
  };
  const payFor = async (mandate: VerifiedOf<'mandate'>, period: number): Promise<RecordId> => {
    const isCleo = mandate.body.payer === holderOf(cleo.account);
    const transfer = await sealRecord(payMandate(mandate, { period, index: 0 }), deviceOf(isCleo ? cleo : ben));
    ledger.add(transfer);
    scene.now = Math.max(scene.now, mandate.body.start + period * 7 * DAY);
    expect(await scene.clerk(transfer)).toBe('clear');
    return transfer.id;
  };
  return { scene, midnight, twice, subscribe, payFor };
}

describe('subscriptions of one account to one channel', () => {
  it('CHN-39 of two that began apart from each other the days of the second are given back, and none of the first', async () => {
    const { midnight, twice, subscribe, payFor } = await desk();
    const later = await subscribe({ start: midnight + 1000 });
    const first = await subscribe();
    await payFor(first, 0);
    const second = await payFor(later, 0);
    // It opens a day more, as long as that is all that was paid.
    expect(await twice.find(space, [])).toEqual([]);
    await payFor(first, 1);
    expect(await twice.find(space, [])).toEqual([second]);
  });

  it('CHN-39 of two that began at one time that of the greater id is given back', async () => {
    const { twice, subscribe, payFor } = await desk();
    const both = [await subscribe(), await subscribe()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
    const paid: RecordId[] = [];
    for (const mandate of both.toReversed()) paid.unshift(await payFor(mandate, 0));
    expect(await twice.find(space, [])).toEqual(paid.slice(1));
  });

  it('CHN-39 of two people, for other days, or of what was given back already, nothing is given back', async () => {
    const { scene, midnight, twice, subscribe, payFor } = await desk();
    const { cleo, ana, ben, unit } = scene;
    const first = await subscribe();
    for (const period of [0, 1]) await payFor(first, period);
    await payFor(await subscribe({ payer: holderOf(cleo.account) }), 1);
    expect(await twice.find(space, [])).toEqual([]);
    const again = await payFor(await subscribe({ start: midnight + 1 }), 0);
    expect(await twice.find(space, [])).toEqual([again]);
    await payFor(await subscribe({ start: midnight + 14 * DAY }), 0);
    expect(await twice.find(space, [])).toEqual([again]);
    await scene.say(
      'mint',
      { unit: unit.id, to: holderOf(ben.account), amount: 1n, why: 'refund', refundOf: again },
      deviceOf(ana),
    );
    expect(await twice.find(space, [])).toEqual([]);
  });

  it('CHN-39 a payment of less than was agreed to opens nothing, and is in nobody’s way', async () => {
    const { twice, subscribe, payFor } = await desk();
    await payFor(await subscribe({ perPayment: 49n, perPeriod: 49n }), 0);
    await payFor(await subscribe(), 0);
    expect(await twice.find(space, [])).toEqual([]);
  });
});

describe('payments of one account for one post', () => {
  it('CHN-39 gives back all but the smallest, whatever part of them a device knows', async () => {
    const { ana, ben, ledger } = await Scene.begin();
    const post = fakeEventId('post');
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 2, maxLength: 6 });
    const parts = fc.array(fc.array(fc.nat(5), { minLength: 1 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(ids, parts, async (numbers, known) => {
        const payments = numbers.map((number) => fakeEventId(`paid ${number}`) as string as RecordId);
        const claims = payments.map((id): Claimed => ({ at: START, letter: { ...LETTER, post, text: id } }));
        const twice = new Twice({
          gifts: {
            paymentOf: (_space, { letter: { text } }) =>
              ({ id: text, body: { from: holderOf(ben.account) } }) as unknown as VerifiedOf<'transfer'>,
            soldFor: async () => FACE,
          },
          keeps: { all: async () => ok([]) },
          dues: { account: ana.account, view: ledger },
          clock: { now: () => START },
        });
        const found = new Set<RecordId>();
        // Devices of the payee that hear nothing of each other, and at last one that knows it all.
        for (const part of [...known, numbers.map((_number, index) => index)])
          for (const id of await twice.find(
            space,
            claims.filter((_claim, index) => part.includes(index)),
          ))
            found.add(id);
        expect([...found].toSorted()).toEqual(payments.toSorted().slice(1));
      }),
      { seed: 39_066, numRuns: 100 },
    );
  });
});
