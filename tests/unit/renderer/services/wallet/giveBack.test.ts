import { describe, expect, it } from 'vitest';
import { ok } from '@shared/result.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { refundsOf } from '@domain/wallet/readings/refunds.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import { Deeds } from '@services/wallet/trade/deeds.ts';
import { giveBack } from '@services/wallet/trade/giveBack.ts';
import { type Person, deviceOf } from '../../domain/wallet/support/people.ts';
import { Scene } from '../../domain/wallet/support/scene.ts';

const codeOf = (outcome: { ok: boolean; error?: { code: string } }) => (outcome.ok ? 'ok' : outcome.error?.code);

/** Ana issues; who is paid has some devices, none of which asks before it gives back. */
async function desk(payee: 'ana' | 'cleo') {
  const scene = await Scene.begin();
  const who = scene[payee];
  const made: VerifiedRecord[] = [];
  const asked = () => Promise.reject(new Error('asked about'));
  const deeds = (of: Person, index = 0) => {
    const device = of.devices[index] ?? deviceOf(of);
    return new Deeds({
      book: { view: scene.ledger },
      signer: {
        self: { account: of.account, device: device.key },
        ...{ sign: asked, keep: asked, seal: (draft) => sealRecord(draft, device) },
        release: async (record) => {
          made.push(record);
          scene.ledger.add(record);
          return ok();
        },
      },
      clock: { now: () => scene.now, monotonic: () => 0, after: () => () => undefined },
      random: new SeededRandom(3),
      ready: async () => ok(),
    });
  };
  const paid = async (amount: bigint) => {
    const transfer = await scene.pay([scene.ben, who], amount);
    if (payee === 'cleo') await scene.deposit(transfer, who);
    expect(await scene.clerk(transfer)).toBe('clear');
    return transfer;
  };
  return { scene, who, made, deeds, paid };
}

describe('what was paid twice', () => {
  it('WSV-179 is given back whole and once, past the limit, and never for what was not received', async () => {
    const { scene, who, made, deeds, paid } = await desk('ana');
    const ordered = await scene.pay([scene.ben, who], 70n);
    expect(codeOf(await giveBack(deeds(who), ordered.id))).toBe('payment-missing');
    const transfer = await paid(100n);
    expect(codeOf(await giveBack(deeds(scene.cleo), transfer.id))).toBe('payment-missing');
    const both = await Promise.all([giveBack(deeds(who), transfer.id), giveBack(deeds(who, 1), transfer.id)]);
    expect(both.map(codeOf)).toEqual(['ok', 'ok']);
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(codeOf(await giveBack(deeds(who), transfer.id))).toBe('ok');
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(refundsOf(scene.ledger, transfer.id)).toEqual({ paid: 100n, refunded: 100n, isOver: false });
    expect(scene.balance(scene.ben)).toBe(1000n);
  });

  it('WSV-179 in a promise of somebody else goes back by an order, waits where there is not enough, and is begun anew at most twice', async () => {
    const { scene, who, made, deeds, paid } = await desk('cleo');
    const transfer = await paid(100n);
    const all = scene.balance(who);
    const gone = await scene.pay([who, scene.ana], all);
    expect(await scene.clerk(gone)).toBe('clear');
    expect(codeOf(await giveBack(deeds(who), transfer.id))).toBe('payment-not-enough');
    expect(made).toEqual([]);
    const back = await scene.pay([scene.ben, who], 100n);
    await scene.deposit(back, who);
    await scene.clerk(back);
    for (let round = 0; round < 5; round += 1) {
      expect(codeOf(await giveBack(deeds(who), transfer.id))).toBe('ok');
      const last = made.at(-1);
      if (last?.type !== 'transfer') throw new Error('no order');
      if (scene.book.transfer(last.id)?.status === 'sent')
        await scene.enter({ op: 'refuse', ref: last.id, reason: 'frozen' });
    }
    expect(made.map(({ body }) => 'refundOf' in body && body.refundOf)).toEqual([
      transfer.id,
      transfer.id,
      transfer.id,
    ]);
  });

  it('WSV-179 is let be where something of it was given back, and what others say of it counts for nothing', async () => {
    const { scene, who, made, deeds, paid } = await desk('ana');
    const [transfer, other] = [await paid(100n), await paid(60n)];
    const { ben, cleo, unit } = scene;
    const body = { unit: unit.id, amount: 1n, refundOf: transfer.id };
    // Nobody but whom was paid gives it back.
    await scene.say('mint', { ...body, to: holderOf(ben.account), why: 'refund' }, deviceOf(cleo));
    await scene.pay([cleo, ben], 1n, { refundOf: transfer.id });
    expect(codeOf(await giveBack(deeds(who), transfer.id))).toBe('ok');
    expect(made).toHaveLength(1);
    await scene.say('mint', { ...body, refundOf: other.id, to: holderOf(ben.account), why: 'refund' }, deviceOf(who));
    expect(codeOf(await giveBack(deeds(who), other.id))).toBe('ok');
    expect(made).toHaveLength(1);
  });
});
