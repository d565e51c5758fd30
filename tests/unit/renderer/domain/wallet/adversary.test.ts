/** What a thief, a liar or bad luck may try, one rule at a time. */
import { describe, expect, it } from 'vitest';
import { dueTransfers } from '@domain/wallet/clerk/entries.ts';
import { sharesForEveryone } from '@domain/wallet/drafts/packets.ts';
import { refundOf } from '@domain/wallet/drafts/payments.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { reduce } from '@domain/wallet/ledger.ts';
import { must } from '../support/devices.ts';
import { deviceOf } from './support/people.ts';
import { bookOf, DAY, START } from './support/records.ts';
import { Scene } from './support/scene.ts';

describe('a clerk that refuses and holds', () => {
  it('WAL-12 WAL-44 what it held can be sent back whichever of the two came first', async () => {
    const scene = await Scene.begin();
    const transfer = await scene.pay([scene.ben, scene.cleo], 10n);
    const hold = await scene.enter({ op: 'hold', ref: transfer.id });
    const refuse = await scene.enter({ op: 'refuse', ref: transfer.id, reason: 'not-enough' });
    const rest = [...scene.ledger.records()].filter(({ type }) => type !== 'entry');
    const seen = [
      [hold, refuse],
      [refuse, hold],
    ].map((entries) => {
      const ledger = reduce([...rest, ...entries], scene.ledger.people.all());
      const book = bookOf(ledger, scene.unit);
      return [book.transfer(transfer.id)?.status, [...book.open()], dueTransfers(ledger, book, START + 2 * DAY)];
    });
    expect(seen[0]).toEqual(['held', [transfer.id], [transfer.id]]);
    expect(seen[1]).toEqual(seen[0]);
  });
});

describe('points that lapse', () => {
  it('WAL-90 WAL-22 come out of a packet as any, and lapse so many days after it', async () => {
    const scene = await Scene.begin({ kind: 'points', transferable: false, expiresDays: 30 });
    const { ana, ben, cleo, ledger, unit } = scene;
    const packet = await scene.say(
      'packet',
      {
        ...{
          unit: unit.id,
          from: holderOf(ana.account),
          dealer: deviceOf(ana).key,
          members: [ben.account, cleo.account],
        },
        ...{ total: 100n, n: 2, mode: 'everyone', until: START + DAY },
      },
      deviceOf(ana),
    );
    for (const share of sharesForEveryone(packet, unit.unit)) {
      if (share.type !== 'mint') throw new Error('not new');
      expect(share.body.expires).toBe(START + 31 * DAY);
      const paid = await sealRecord(share, deviceOf(ana));
      ledger.add(paid);
      expect(ledger.standingOf(paid.id)).toEqual({ kind: 'counts' });
    }
    expect([scene.balance(ben), scene.balance(cleo)]).toEqual([1050n, 1050n]);
  });

  it('WAL-130 come back by one record, whenever and on which device it is made', async () => {
    const scene = await Scene.begin({ kind: 'points', transferable: false, expiresDays: 30 });
    const { ana, ben, ledger } = scene;
    const transfer = await scene.pay([ben, ana], 100n);
    await scene.clerk(transfer);
    const refund = must(refundOf(ledger, transfer, { amount: 100n, serial: 0 }));
    if (refund.type !== 'mint') throw new Error('not new');
    expect(refund.body.expires).toBe(transfer.body.until + 30 * DAY);
    for (const device of [1, 2]) ledger.add(await sealRecord(refund, deviceOf(ana, device)));
    expect(scene.balance(ben)).toBe(1000n);
    const paid = await Scene.begin();
    const other = await paid.pay([paid.ben, paid.cleo], 10n);
    await paid.deposit(other, paid.cleo);
    await paid.clerk(other);
    const back = must(refundOf(paid.ledger, other, { amount: 10n, serial: 0 }));
    expect(back.body).toMatchObject({ until: other.body.until + 3650 * DAY });
  });
});
