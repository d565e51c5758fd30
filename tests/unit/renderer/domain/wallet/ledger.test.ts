import { describe, expect, it } from 'vitest';
import { holderOf } from '@domain/wallet/ids.ts';
import { Ledger } from '@domain/wallet/ledger.ts';
import { deviceOf, person } from './support/people.ts';
import { bookOf, found, make, mint, pay, START } from './support/records.ts';

describe('a ledger', () => {
  it('WAL-40 a mint is money of who it names', async () => {
    const [ana, ben] = [person('Ana'), person('Ben')];
    const unit = await found(ana);
    const ledger = new Ledger();
    for (const record of [await mint(unit, ben, 500n), unit.book, unit.unit]) ledger.add(record);
    expect(ledger.unit(unit.id)).toBeUndefined();
    ledger.certify(deviceOf(ana).certificate);
    expect(bookOf(ledger, unit).balanceOf(holderOf(ben.account))).toBe(500n);
    expect(bookOf(ledger, unit).issued).toBe(500n);
  });

  it('WAL-44 a transfer moves nothing until an entry says so', async () => {
    const [ana, ben, cleo] = [person('Ana'), person('Ben'), person('Cleo')];
    const unit = await found(ana);
    const ledger = new Ledger();
    for (const who of [ana, ben, cleo]) for (const { certificate } of who.devices) ledger.certify(certificate);
    const transfer = await pay(unit, [ben, cleo], 200n);
    for (const record of [unit.unit, unit.book, await mint(unit, ben, 500n), transfer]) ledger.add(record);
    const book = bookOf(ledger, unit);
    const tail = book.tailOf(1);
    if (tail === null) throw new Error('no tail');
    expect([book.balanceOf(holderOf(ben.account)), book.pendingOf(holderOf(ben.account))]).toEqual([500n, 200n]);
    const entry = await make(
      'entry',
      { unit: unit.id, epoch: 1, seq: 1, prev: tail.link, op: 'clear', ref: transfer.id, at: START },
      deviceOf(ana),
    );
    ledger.add(entry);
    expect([book.balanceOf(holderOf(ben.account)), book.balanceOf(holderOf(cleo.account))]).toEqual([300n, 200n]);
    expect(book.transfer(transfer.id)?.status).toBe('cleared');
    expect(book.faults()).toEqual([]);
  });
});
