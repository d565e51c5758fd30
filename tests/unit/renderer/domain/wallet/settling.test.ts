import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { judge } from '@domain/wallet/clerk/judge.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import { reduce } from '@domain/wallet/ledger.ts';
import { currentAgreement } from '@domain/wallet/readings/agreements.ts';
import { isFullySigned } from '@domain/wallet/readings/nets.ts';
import { settlementOf } from '@domain/wallet/readings/settlements.ts';
import type { BodyOf, VerifiedOf } from '@domain/wallet/record.ts';
import { type Person, deviceOf, keyNamed } from './support/people.ts';
import { DAY, HOUR, START, bookOf, found, make, mint, pay } from './support/records.ts';
import { Scene } from './support/scene.ts';

/** Ben asks to be paid by an invoice, and Ana says that she paid it. */
async function invoiced() {
  const scene = await Scene.begin();
  const preimage = keyNamed('preimage');
  const { ana, ben, unit } = scene;
  const ask = { payee: holderOf(ben.account), decimals: 2, memo: '', until: START + DAY, single: true };
  const say = (more: Pick<BodyOf<'request'>, 'units' | 'payer' | 'amount'>) =>
    scene.say('request', { ...ask, hash: sha256(preimage), ...more }, deviceOf(ben));
  const money = { rail: 'lightning', railAmount: '3', railCurrency: 'EUR', ref: '' } as const;
  const claim = { debtor: ana.account, creditor: ben.account, unit: unit.id, amount: 300n, preimage, ...money };
  const claimWith = (req: RecordId, more: Partial<BodyOf<'settle'>>) =>
    scene.say('settle', { ...claim, req, ...more }, deviceOf(ana));
  return { say, claimWith, scene };
}

describe('settling', () => {
  it('WAL-81 two notes cancel each other when both have signed and both are held', async () => {
    const scene = await Scene.begin();
    const { ana, ben, ledger } = scene;
    const notes = await found(ben, { unit: { code: 'TWIG' } });
    for (const record of [notes.unit, notes.book, await mint(notes, ana, 500n)]) ledger.add(record);
    const half = { mode: 'hold' as const, why: 'net' as const, until: START + HOUR };
    const anas = await pay(notes, [ana, ben], 70n, half);
    const bens = await scene.pay([ben, ana], 70n, half);
    ledger.add(anas);
    expect(await scene.clerk(bens)).toBe('hold');
    const net = await scene.say('net', { transfers: [anas.id, bens.id], note: '' }, deviceOf(ana));
    await scene.say('deposit', { ref: bens.id }, deviceOf(ana));
    scene.now = START + DAY;
    expect([scene.verdict(bens), isFullySigned(ledger, net)]).toEqual(['stands', false]);
    const whole = await sealRecord(net, deviceOf(ben));
    const other = reduce([...ledger.records(), whole], ledger.people.all());
    const joined = other.find('net', net.id);
    expect(joined !== undefined && isFullySigned(other, joined)).toBe(true);
    // Signed by both, but the other half is not held.
    expect(judge(other, bookOf(other, scene.unit), { id: bens.id, now: scene.now }).kind).toBe('stands');
    const tail = ledger.unit(notes.id)?.tailOf(1);
    if (tail === null || tail === undefined) throw new Error('no tail');
    const place = { unit: notes.id, epoch: 1, seq: 1, prev: tail.link, at: START };
    ledger.add(await make('entry', { ...place, op: 'hold', ref: anas.id }, deviceOf(ben)));
    // Both are held, but only one has signed.
    expect(scene.verdict(bens)).toBe('stands');
    ledger.add(whole);
    expect(scene.verdict(bens)).toBe('clear');
    await scene.say('decline', { ref: bens.id }, deviceOf(ana));
    expect(scene.verdict(bens)).toBe('clear');
  });

  it('WAL-81 a decline ends a net that is half signed, and other transfers are no net', async () => {
    const scene = await Scene.begin();
    const { ana, ben, cleo } = scene;
    const half = { mode: 'hold' as const, why: 'net' as const };
    const bens = await scene.pay([ben, ana], 70n, half);
    await scene.clerk(bens);
    await scene.say('decline', { ref: bens.id }, deviceOf(ana));
    expect(scene.verdict(bens)).toBe('return declined');
    const other = await scene.pay([cleo, ben], 5n, half);
    const net = await scene.say('net', { transfers: [bens.id, other.id], note: '' }, [deviceOf(ben), deviceOf(cleo)]);
    expect(scene.ledger.standingOf(net.id)?.kind).toBe('void');
    const notes = await found(ben, { unit: { code: 'TWIG' } });
    const plain = await pay(notes, [ana, ben], 5n);
    for (const record of [notes.unit, notes.book, plain]) scene.ledger.add(record);
    const unmarked = await scene.say('net', { transfers: [bens.id, plain.id], note: '' }, [
      deviceOf(ana),
      deviceOf(ben),
    ]);
    expect(scene.ledger.standingOf(unmarked.id)?.kind).toBe('void');
  });

  it('WAL-80 a claim to have paid is none of money; the redemption is; a preimage proves it', async () => {
    const scene = await Scene.begin();
    const { ana, ben, cleo, ledger } = scene;
    const preimage = keyNamed('preimage');
    const asked = await scene.say(
      'request',
      {
        payee: holderOf(ben.account),
        units: [scene.unit.id],
        decimals: 2,
        amount: 300n,
        memo: '',
        until: START + DAY,
        single: true,
        hash: sha256(preimage),
      },
      deviceOf(ben),
    );
    const claim = (more: Partial<BodyOf<'settle'>> = {}) =>
      scene.say(
        'settle',
        {
          debtor: ana.account,
          creditor: ben.account,
          unit: scene.unit.id,
          amount: 300n,
          rail: 'lightning',
          railAmount: '3',
          railCurrency: 'EUR',
          ref: '',
          ...more,
        },
        deviceOf(ana),
      );
    const settle = await claim({ req: asked.id, preimage });
    expect(settlementOf(ledger, settle)).toEqual({ claimed: 300n, confirmed: 0n, isProven: true });
    expect(settlementOf(ledger, await claim({ req: asked.id, preimage: keyNamed('x') })).isProven).toBe(false);
    expect(settlementOf(ledger, await claim({ req: asked.id, preimage, creditor: cleo.account })).isProven).toBe(false);
    expect([scene.balance(ben), scene.book.redeemed]).toEqual([1000n, 0n]);
    const why = { why: 'settle' as const, of: settle.id };
    for (const [from, amount] of [
      [ben, 200n],
      [cleo, 50n],
    ] as const)
      await scene.clerk(await scene.pay([from, ana], amount, why));
    expect(settlementOf(ledger, settle).confirmed).toBe(200n);
    await scene.clerk(await scene.pay([ben, ana], 30n, { ...why, mode: 'hold' }));
    await scene.pay([ben, ana], 20n, why);
    // Ordered or set aside is not redeemed.
    expect(settlementOf(ledger, settle).confirmed).toBe(200n);
    const wrong = await claim({ debtor: cleo.account });
    expect(ledger.standingOf(wrong.id)?.kind).toBe('void');
  });

  it.each([
    ['more than was asked for', { asked: {}, claimed: { amount: 301n } }],
    ['a sum nobody named', { asked: { amount: undefined }, claimed: {} }],
    ['a unit nobody asked for', { asked: { units: 'other' }, claimed: {} }],
    ['what another was asked for', { asked: { payer: 'cleo' }, claimed: {} }],
  ] as const)('WAL-80 a preimage proves nothing of %s', async (_, { asked, claimed }) => {
    const { say, claimWith, scene } = await invoiced();
    const { units, payer, amount } = { units: 'own', payer: 'ana', amount: 300n, ...asked };
    const other = await found(scene.ana, { name: 'notes of hers' });
    for (const record of [other.unit, other.book]) scene.ledger.add(record);
    const request = await say({
      units: [units === 'own' ? scene.unit.id : other.unit.id],
      payer: payer === 'ana' ? scene.ana.account : scene.cleo.account,
      ...(amount === undefined ? {} : { amount }),
    });
    expect(settlementOf(scene.ledger, await claimWith(request.id, claimed)).isProven).toBe(false);
  });

  it('WAL-80 one preimage proves no more than its request, however many claims have it', async () => {
    const { say, claimWith, scene } = await invoiced();
    const request = await say({ units: [scene.unit.id], payer: scene.ana.account, amount: 300n });
    const proven = (settle: VerifiedOf<'settle'>) => settlementOf(scene.ledger, settle).isProven;
    const first = await claimWith(request.id, { amount: 200n });
    const second = await claimWith(request.id, { amount: 100n });
    expect([proven(first), proven(second)]).toEqual([true, true]);
    // What has no preimage, or a wrong one, takes nothing from those that have it.
    await claimWith(request.id, { amount: 300n, preimage: keyNamed('x') });
    expect([proven(first), proven(second)]).toEqual([true, true]);
    const third = await claimWith(request.id, { amount: 1n });
    expect([first, second, third].map(proven)).toEqual([false, false, false]);
  });

  it('WAL-82 of agreements both signed the last is current, and none moves anything', async () => {
    const scene = await Scene.begin();
    const { ana, ben, ledger } = scene;
    const agree = (seq: number, by: readonly Person[]) =>
      scene.say(
        'agree',
        { a: ana.account, b: ben.account, unit: scene.unit.id, balance: 7n, seq },
        by.map((who) => deviceOf(who)).sort((a, b) => (a.key < b.key ? -1 : 1)),
      );
    const [first, second, third] = [await agree(1, [ana, ben]), await agree(2, [ana, ben]), await agree(3, [ana])];
    expect(currentAgreement(ledger, [first, third, second])?.id).toBe(second.id);
    expect(currentAgreement(ledger, [third])).toBeNull();
    expect(scene.balance(ben)).toBe(1000n);
  });
});
