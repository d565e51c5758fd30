import { describe, expect, it } from 'vitest';
import { isNettable, netAnswer, netOffer, offeredNet } from '@domain/wallet/drafts/nets.ts';
import { draftId, sealRecord } from '@domain/wallet/envelope.ts';
import type { BodyOf } from '@domain/wallet/record.ts';
import { type Person, deviceOf } from './support/people.ts';
import { HOUR, START, found, make, nonceNamed, unitBody } from './support/records.ts';
import { Scene } from './support/scene.ts';

/** Ben, who has 1,000 of Ana's, offers to set 300 of it off against his own, of which Ana has some. */
async function offered(unit: Partial<BodyOf<'unit'>> = {}, signer?: (scene: Scene) => Person) {
  const scene = await Scene.begin();
  const { ana, ben, ledger } = scene;
  const bens = await found(ben, { unit });
  for (const record of [bens.unit, bens.book]) ledger.add(record);
  const given = { from: ben.account, amount: 300n, until: START + HOUR, nonce: nonceNamed('offer') };
  const offer = await sealRecord(netOffer(scene.unit.unit, given), deviceOf(ben));
  ledger.add(offer);
  const answer = netAnswer(offer, bens.id);
  const transfers = [offer.id, draftId(answer)];
  const net = await make('net', { transfers, note: '' }, deviceOf(signer?.(scene) ?? ben));
  ledger.add(net);
  return { scene, ana, ben, ledger, offer, answer, net };
}

describe('an offered net', () => {
  it('WAL-84 WAL-130 names an answer that anyone derives before it is there, and two devices make it once', async () => {
    const { ledger, ana, ben, offer, answer, net } = await offered();
    expect(ledger.standingOf(net.id)?.kind).toBe('waits');
    const known = offeredNet(ledger, net);
    expect(known).toMatchObject({ by: ben.account, to: ana.account, answerId: net.body.transfers[1] });
    const [one, two] = await Promise.all(
      [1, 2].map((device) => sealRecord(known?.answer ?? answer, deviceOf(ana, device))),
    );
    expect([one?.id, two?.id]).toEqual([net.body.transfers[1], net.body.transfers[1]]);
    expect(one?.body).toMatchObject({
      amount: offer.body.amount,
      from: offer.body.to,
      to: offer.body.from,
      of: offer.id,
    });
    if (one !== undefined) ledger.add(one);
    expect(ledger.standingOf(net.id)?.kind).toBe('counts');
    expect(offeredNet(ledger, net)?.offer.id).toBe(offer.id);
  });

  it('WAL-84 is nothing that its maker did not sign, or whose units are not alike', async () => {
    const foreign = await offered({}, ({ cleo }) => cleo);
    expect(offeredNet(foreign.ledger, foreign.net)).toBeNull();
    const unlike: readonly Partial<BodyOf<'unit'>>[] = [{ decimals: 0 }, { currency: 'EUR' }];
    for (const unit of unlike) {
      const { ledger, net, scene, ben } = await offered(unit);
      expect(offeredNet(ledger, net)).toBeNull();
      expect(isNettable(scene.unit.unit.body, unitBody(ben, unit))).toBe(false);
    }
  });
});
