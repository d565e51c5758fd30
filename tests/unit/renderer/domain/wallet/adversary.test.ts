/** What a thief, a liar or bad luck may try, one rule at a time. */
import { describe, expect, it } from 'vitest';
import { dueTransfers } from '@domain/wallet/clerk/entries.ts';
import { reduce } from '@domain/wallet/ledger.ts';
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
