/** What two devices draft of one deed, without a word between them. */
import { describe, expect, it } from 'vitest';
import { joinBytes } from '@domain/codec/bytes.ts';
import { idBytes } from '@domain/event/codec.ts';
import { deriveNonce, eightBytes } from '@domain/wallet/derive.ts';
import { availableOf, payMandate, payRequest, refundOf } from '@domain/wallet/drafts/payments.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { must } from '../support/devices.ts';
import { deviceOf } from './support/people.ts';
import { DAY, START } from './support/records.ts';
import { Scene } from './support/scene.ts';

describe('deeds that happen once', () => {
  it('WAL-130 a payment of a request has a nonce of the request and who pays', async () => {
    const { ben, cleo, unit, say } = await begun();
    const [payee, from] = [holderOf(cleo.account), holderOf(ben.account)];
    const body = { payee, units: [unit.id], decimals: 2, amount: 5n, memo: '', until: START + DAY, single: true };
    const request = await say('request', body, deviceOf(cleo));
    const draft = must(payRequest(request, { from, unit: unit.id }));
    expect(draft.nonce).toEqual(deriveNonce('pay-request', joinBytes(idBytes(request.id), idBytes(ben.account))));
  });

  it('WAL-72 WAL-130 a payment of a mandate has a nonce of the mandate, the period and the place', async () => {
    const { ben, cleo, unit, say } = await begun();
    const mandate = await say(
      'mandate',
      {
        payer: holderOf(ben.account),
        payee: holderOf(cleo.account),
        unit: unit.id,
        perPayment: 5n,
        perPeriod: 10n,
        period: 'week',
        start: START,
        scope: { kind: 'shop', id: 'x' },
      },
      deviceOf(ben),
    );
    const draft = payMandate(mandate, { period: 3, index: 2 });
    const place = joinBytes(idBytes(mandate.id), eightBytes(3), eightBytes(2));
    expect(draft.nonce).toEqual(deriveNonce('pay-mandate', place));
    expect(draft.body).toMatchObject({ amount: 5n, mandate: { id: mandate.id, period: 3, index: 2 } });
  });

  it('WAL-130 a refund has a nonce of the transfer and its serial', async () => {
    const { ben, cleo, scene } = await begun();
    const transfer = await scene.pay([ben, cleo], 10n);
    await scene.deposit(transfer, cleo);
    await scene.clerk(transfer);
    const draft = must(refundOf(scene.ledger, transfer, { amount: 4n, serial: 7 }));
    expect(draft.nonce).toEqual(deriveNonce('refund', joinBytes(idBytes(transfer.id), eightBytes(7))));
  });

  it('WAL-48 what is ordered is not offered again, and is when the clerk has refused it', async () => {
    const { ben, cleo, scene, unit } = await begun();
    const available = () => availableOf(scene.ledger, unit.id, holderOf(ben.account));
    const transfer = await scene.pay([ben, cleo], 300n);
    expect([available(), scene.book.pendingOf(holderOf(ben.account))]).toEqual([700n, 300n]);
    await scene.say('cancel', { ref: transfer.id }, deviceOf(ben));
    expect(await scene.clerk(transfer)).toBe('refuse cancelled');
    expect([available(), scene.book.pendingOf(holderOf(ben.account))]).toEqual([1000n, 0n]);
  });
});

async function begun() {
  const scene = await Scene.begin();
  const { ben, cleo, unit } = scene;
  return { scene, ben, cleo, unit, say: scene.say.bind(scene) };
}
