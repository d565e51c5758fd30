import { describe, expect, it } from 'vitest';
import { holderOf } from '@domain/wallet/ids.ts';
import { newestStatement, statementOf } from '@services/wallet/room/statement.ts';
import { deviceOf } from '../../domain/wallet/support/people.ts';
import { DAY, START } from '../../domain/wallet/support/records.ts';
import { Scene } from '../../domain/wallet/support/scene.ts';

describe('what a clerk says one has', () => {
  it('WSV-71 the newest is that of the furthest place, whatever the clock said; of one place that of the latest time', async () => {
    const scene = await Scene.begin();
    const { ana, ben, unit, ledger } = scene;
    const whose = { unit: unit.id, holder: holderOf(ben.account) };
    const say = (place: { epoch: number; seq: number }, at: number) =>
      scene.say('statement', { ...whose, ...place, at, balance: scene.balance(ben), held: 0n }, deviceOf(ana));
    const newest = () => newestStatement(ledger, whose)?.id;
    expect(newest()).toBeUndefined();
    const ahead = await say({ epoch: 1, seq: 0 }, START + 1000 * DAY);
    expect(newest()).toBe(ahead.id);
    await scene.clerk(await scene.pay([ben, ana], 100n));
    const later = await say({ epoch: 1, seq: 1 }, START);
    expect(newest()).toBe(later.id);
    expect(statementOf(ledger, whose, null)).toMatchObject({ balance: 900n, signed: { balance: 900n, seq: 1 } });
    const again = await say({ epoch: 1, seq: 1 }, START + 1);
    await say({ epoch: 1, seq: 1 }, START - 1);
    expect(newest()).toBe(again.id);
    // Another device keeps the book from there on: its log has not begun.
    const end = scene.book.tailOf(1);
    if (end === null) throw new Error('no log');
    const from = { epoch: 1, seq: 1, link: end.link };
    const next = { unit: unit.id, epoch: 2, clerk: deviceOf(ana, 2).key, witnesses: [], from };
    await scene.say('book', next, deviceOf(ana));
    const sums = { balance: 900n, held: 0n };
    const body = { ...whose, ...sums, epoch: 2, seq: 0, at: START };
    const handed = await scene.say('statement', body, deviceOf(ana, 2));
    expect(newest()).toBe(handed.id);
  });
});
