import { describe, expect, it } from 'vitest';
import { changeOf, foundBalance, isAgreeable, repairOf } from '@domain/wallet/drafts/agreements.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { agreementsBetween, currentAgreement, isAgreed, stageOfAgreement } from '@domain/wallet/readings/agreements.ts';
import type { BodyOf, VerifiedOf } from '@domain/wallet/record.ts';
import { type Person, deviceOf } from './support/people.ts';
import { found, unitBody } from './support/records.ts';
import { Scene } from './support/scene.ts';

/** Ben has 1,000 of Ana's. */
async function begin() {
  const scene = await Scene.begin();
  const { ana, ben, ledger, unit } = scene;
  const agree = (more: Partial<BodyOf<'agree'>>, by: readonly Person[]) =>
    scene.say(
      'agree',
      { a: ana.account, b: ben.account, unit: unit.id, balance: 700n, found: 1000n, seq: 1, ...more },
      by.map((who) => deviceOf(who)).sort((a, b) => (a.key < b.key ? -1 : 1)),
    );
  const stageOf = (agreement: VerifiedOf<'agree'>) =>
    stageOfAgreement(ledger, agreement, agreementsBetween(ledger, agreement.body));
  return { scene, ana, ben, ledger, agree, stageOf };
}

describe('an agreement', () => {
  it('WAL-85 less is given back by who holds it, more is promised by who issues it: one deed on every device', async () => {
    const { scene, ana, ben, ledger, agree } = await begin();
    const less = await agree({}, [ana, ben]);
    const back = repairOf(ledger, less);
    expect(back).toMatchObject({ by: ben.account, issuer: ana.account, holder: ben.account });
    expect(back?.draft).toMatchObject({ type: 'transfer', body: { amount: 300n, of: less.id } });
    expect(repairOf(ledger, less)).toEqual(back);
    if (back?.draft.type !== 'transfer') throw new Error('no transfer');
    const { draft } = back;
    const [one, two] = await Promise.all([1, 2].map((device) => sealRecord(draft, deviceOf(ben, device))));
    expect(one?.id).toBe(two?.id);
    if (one === undefined) throw new Error('no deed');
    ledger.add(one);
    expect(await scene.clerk(one)).toBe('clear');
    expect(foundBalance(ledger, scene.unit.id, ben.account)).toBe(700n);

    const more = await agree({ balance: 900n, found: 700n, seq: 2 }, [ana, ben]);
    const given = repairOf(ledger, more);
    expect(given).toMatchObject({ by: ana.account });
    expect(given?.draft).toMatchObject({
      type: 'mint',
      body: { amount: 200n, to: holderOf(ben.account), why: 'repair', of: more.id },
    });
  });

  it('WAL-85 needs no deed where nothing differs, and is none about the promise of a third', async () => {
    const { scene, ana, ben, ledger, agree } = await begin();
    expect(repairOf(ledger, await agree({ balance: 1000n }, [ana, ben]))).toBeNull();
    const { a, b, unit, balance, seq } = (await agree({ seq: 3 }, [ana, ben])).body;
    const plain = await scene.say('agree', { a, b, unit, balance, seq }, deviceOf(ana));
    expect([changeOf(plain.body), repairOf(ledger, plain)]).toEqual([0n, null]);
    const others = await found(scene.cleo);
    for (const record of [others.unit, others.book]) ledger.add(record);
    expect(repairOf(ledger, await agree({ unit: others.id }, [ana, ben]))).toBeNull();
  });

  it('WAL-82 of proposals the last waits, of two at once that of the greater id; a word of either ends it', async () => {
    const { scene, ana, ben, ledger, agree, stageOf } = await begin();
    const first = await agree({}, [ana]);
    expect(stageOf(first)).toBe('proposed');
    const twins = [await agree({ seq: 2 }, [ana]), await agree({ seq: 2, balance: 800n }, [ben])];
    const [earlier, later] = twins.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    if (earlier === undefined || later === undefined) throw new Error('two proposals');
    expect([first, earlier, later].map(stageOf)).toEqual(['replaced', 'replaced', 'proposed']);
    await scene.say('decline', { ref: later.id }, deviceOf(scene.cleo));
    expect(stageOf(later)).toBe('proposed');
    await scene.say('decline', { ref: later.id }, deviceOf(ben));
    expect([first, earlier, later].map(stageOf)).toEqual(['replaced', 'proposed', 'declined']);
    await scene.say('decline', { ref: earlier.id }, deviceOf(ana));
    expect([first, earlier].map(stageOf)).toEqual(['proposed', 'declined']);
    expect(currentAgreement(ledger, [first, earlier, later])).toBeNull();
  });

  it('WAL-82 WAL-100 what both signed is agreed whatever was said against it, but not by a key that is frozen', async () => {
    const { scene, ana, ben, ledger, agree, stageOf } = await begin();
    const proposed = await agree({}, [ana]);
    await scene.say('decline', { ref: proposed.id }, deviceOf(ben));
    const { nonce, body } = proposed;
    ledger.add(await sealRecord({ type: 'agree', nonce, body }, deviceOf(ben, 2)));
    const agreed = ledger.find('agree', proposed.id);
    if (agreed === undefined) throw new Error('no agreement');
    expect([stageOf(agreed), isAgreed(ledger, agreed)]).toEqual(['agreed', true]);
    await scene.say('freeze', { account: ben.account, key: deviceOf(ben, 2).key }, ben.root);
    expect([stageOf(agreed), currentAgreement(ledger, [agreed])]).toEqual(['declined', null]);
  });

  it('WAL-85 what one holds in pots is part of what both find, and what others hold is not', async () => {
    const { scene, ben, ledger } = await begin();
    const pot = await scene.say('pot', { account: ben.account, name: 'P', rule: {} }, deviceOf(ben));
    const draft = { unit: scene.unit.id, from: holderOf(ben.account), to: holderOf(ben.account, pot.id) };
    const until = scene.now + 1;
    const moved = await scene.say('transfer', { ...draft, amount: 400n, until, mode: 'now' }, deviceOf(ben));
    expect(await scene.clerk(moved)).toBe('clear');
    expect(foundBalance(ledger, scene.unit.id, ben.account)).toBe(1000n);
    expect(isAgreeable(unitBody(ben, { kind: 'points', transferable: false, expiresDays: 3 }))).toBe(false);
    expect(isAgreeable(unitBody(ben))).toBe(true);
  });
});
