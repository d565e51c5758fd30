/** What a thief, a liar or bad luck may try, one rule at a time. */
import { describe, expect, it } from 'vitest';
import { dueTransfers } from '@domain/wallet/clerk/entries.ts';
import { deskOf } from '@domain/wallet/clerk/judge.ts';
import { acknowledge } from '@domain/wallet/clerk/witness.ts';
import { describeLedger } from '@domain/wallet/describe.ts';
import { sharesForEveryone } from '@domain/wallet/drafts/packets.ts';
import { refundOf } from '@domain/wallet/drafts/payments.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { reduce } from '@domain/wallet/ledger.ts';
import { duePeriods } from '@domain/wallet/readings/mandates.ts';
import { isFullySigned } from '@domain/wallet/readings/nets.ts';
import type { RecordType, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { codeOf, must } from '../support/devices.ts';
import { type Person, type QuickDevice, deviceOf, person, strayDevice } from './support/people.ts';
import { bookOf, DAY, START, found, mint, pay } from './support/records.ts';
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

describe('a frozen key', () => {
  const freeze = (scene: Scene, who: Person) =>
    scene.say('freeze', { account: who.account, key: deviceOf(who, 1).key }, deviceOf(who, 2));
  const signed = <Type extends RecordType>(scene: Scene, record: VerifiedOf<Type>, by: QuickDevice) =>
    sealRecord<Type>({ type: record.type, nonce: record.nonce, body: record.body }, by).then((again) =>
      scene.ledger.add(again as unknown as VerifiedRecord),
    );

  it('WAL-45 WAL-100 releases nothing, until another device says it, too', async () => {
    for (const by of ['payer', 'dan'] as const) {
      const scene = await Scene.begin();
      const { ben, cleo, dan } = scene;
      const who = by === 'payer' ? ben : dan;
      const rule = { by: by === 'payer' ? by : dan.account, autoAfter: START + DAY, onTimeout: 'return' } as const;
      const transfer = await scene.pay([ben, cleo], 100n, { mode: 'hold', device: 2, release: rule });
      await scene.clerk(transfer);
      await freeze(scene, who);
      const release = await scene.say('release', { ref: transfer.id }, deviceOf(who, 1));
      expect([by, scene.verdict(transfer)]).toEqual([by, 'stands']);
      await signed(scene, release, deviceOf(who, 2));
      expect([by, scene.verdict(transfer)]).toEqual([by, 'clear']);
    }
  });

  it('WAL-83 WAL-100 rules nothing', async () => {
    const scene = await Scene.begin();
    const { ben, cleo, dan } = scene;
    const release = { by: dan.account, autoAfter: START + DAY, onTimeout: 'return' } as const;
    const transfer = await scene.pay([ben, cleo], 100n, { mode: 'hold', release });
    await scene.clerk(transfer);
    const dispute = await scene.say('dispute', { ref: transfer.id, text: 'late', evidence: [] }, deviceOf(ben));
    await freeze(scene, dan);
    await scene.say('ruling', { ref: dispute.id, verdict: 'pay' }, deviceOf(dan, 1));
    expect(scene.verdict(transfer)).toBe('stands');
    await scene.say('ruling', { ref: dispute.id, verdict: 'pay' }, deviceOf(dan, 2));
    expect(scene.verdict(transfer)).toBe('clear');
  });

  it('WAL-81 WAL-100 nets nothing', async () => {
    const scene = await Scene.begin();
    const { ana, ben, ledger } = scene;
    const notes = await found(ben);
    for (const record of [notes.unit, notes.book, await mint(notes, ana, 50n)]) ledger.add(record);
    const more = { mode: 'hold', why: 'net' } as const;
    const [bens, anas] = [await scene.pay([ben, ana], 50n, more), await pay(notes, [ana, ben], 50n, more)];
    ledger.add(anas);
    const transfers = [bens.id, anas.id].sort();
    await freeze(scene, ben);
    const net = await scene.say('net', { transfers, note: '' }, [deviceOf(ben, 1), deviceOf(ana)]);
    expect(isFullySigned(ledger, net)).toBe(false);
    await signed(scene, net, deviceOf(ben, 2));
    const joined = ledger.find('net', net.id);
    expect(joined !== undefined && isFullySigned(ledger, joined)).toBe(true);
  });

  it('WAL-70 WAL-100 lets no mandate fall due', async () => {
    const scene = await Scene.begin();
    const { ben, cleo, ledger, unit } = scene;
    const scope = { kind: 'channel', id: 'news' } as const;
    const parties = { payer: holderOf(ben.account), payee: holderOf(cleo.account), unit: unit.id };
    const body = { ...parties, perPayment: 5n, perPeriod: 5n, period: 'day', start: START, scope } as const;
    const mandate = await scene.say('mandate', body, deviceOf(ben, 1));
    expect(duePeriods(ledger, mandate, START + 5)).toHaveLength(1);
    await freeze(scene, ben);
    expect(duePeriods(ledger, mandate, START + 5)).toEqual([]);
  });
});

describe('a cut by somebody else', () => {
  it('WAL-102 does nothing, and nothing is reduced anew for it', async () => {
    const scene = await Scene.begin();
    const { ben, cleo, dan, ledger } = scene;
    const transfer = await scene.pay([ben, cleo], 10n);
    await scene.clerk(transfer);
    const cut = { unit: scene.unit.id, epoch: 1, seq: 0 };
    const { book } = scene;
    await scene.say('freeze', { account: dan.account, key: deviceOf(scene.ana).key, cut }, dan.root);
    ledger.certify(deviceOf(person('Stranger')).certificate);
    expect([scene.book === book, book.transfer(transfer.id)?.status]).toEqual([true, 'held']);
    await scene.say('freeze', { account: scene.ana.account, key: deviceOf(scene.ana).key, cut }, scene.ana.root);
    const after = scene.book;
    expect([after === book, after.transfer(transfer.id)?.status]).toEqual([false, 'sent']);
    ledger.certify(deviceOf(person('Another')).certificate);
    expect(scene.book).toBe(after);
  });

  it('WAL-12 WAL-102 the issuer’s cut works, too, where it came before its unit', async () => {
    const scene = await Scene.begin();
    const { ana, ben, cleo, ledger } = scene;
    await scene.clerk(await scene.pay([ben, cleo], 10n));
    const cut = { unit: scene.unit.id, epoch: 1, seq: 0 };
    const freeze = await scene.say('freeze', { account: ana.account, key: deviceOf(ana).key, cut }, ana.root);
    const records = [freeze, ...[...ledger.records()].toReversed()];
    expect(describeLedger(reduce(records, ledger.people.all()))).toEqual(describeLedger(ledger));
  });
});

describe('WAL-122 a log that is not all here', () => {
  it('WAL-110 WAL-122 a clerk that lacks one of its own entries decides nothing', async () => {
    const scene = await Scene.begin();
    for (let count = 0; count < 3; count += 1) await scene.clerk(await scene.pay([scene.ben, scene.cleo], 10n));
    const seat = { unit: scene.unit.id, device: deviceOf(scene.ana).key };
    const without = (seq: number) => {
      const some = [...scene.ledger.records()].filter((each) => each.type !== 'entry' || each.body.seq !== seq);
      return codeOf(deskOf(reduce(some, scene.ledger.people.all()), seat));
    };
    expect([without(1), without(2), without(0)]).toEqual(['log-incomplete', 'log-incomplete', 'ok']);
  });

  it('WAL-110 WAL-122 nor one whose book follows another log than the one here', async () => {
    const scene = await Scene.begin();
    const { ana, ledger, unit } = scene;
    await scene.clerk(await scene.pay([scene.ben, scene.cleo], 10n));
    const from = { epoch: 1, seq: 1, link: new Uint8Array(32) };
    const clerk = deviceOf(ana, 2).key;
    await scene.say('book', { unit: unit.id, epoch: 2, clerk, witnesses: [], from }, ana.root);
    expect(codeOf(deskOf(ledger, { unit: unit.id, device: clerk }))).toBe('log-incomplete');
  });

  it('WAL-120 WAL-122 a witness acknowledges no entry that follows nothing', async () => {
    const witness = strayDevice('witness');
    const scene = await Scene.begin({}, [witness]);
    const { ana, ben, cleo, ledger, unit } = scene;
    const transfer = await scene.pay([ben, cleo], 10n);
    const body = { unit: unit.id, epoch: 1, seq: 1, op: 'hold', ref: transfer.id, at: START } as const;
    const stray = await scene.say('entry', { ...body, prev: new Uint8Array(32) }, deviceOf(ana));
    expect(codeOf(acknowledge(ledger, { entry: stray.id, device: witness.key }))).toBe('witness-gap');
  });
});
