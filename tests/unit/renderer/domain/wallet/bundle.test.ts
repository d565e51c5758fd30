import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { encodeBundle, evidenceFor, MAX_BUNDLE_BYTES, readBundle, wholeEvidence } from '@domain/wallet/bundle.ts';
import { draftEntry } from '@domain/wallet/clerk/entries.ts';
import { deskOf } from '@domain/wallet/clerk/judge.ts';
import { draftNextBook } from '@domain/wallet/clerk/takeover.ts';
import { describeLedger } from '@domain/wallet/describe.ts';
import { depositOf } from '@domain/wallet/drafts/payments.ts';
import { linkAfter } from '@domain/wallet/entryLog.ts';
import { joinSignatures, sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import { finalityOf } from '@domain/wallet/readings/finality.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { MAX_EPOCH } from '@domain/wallet/records/unitRecords.ts';
import { codeOf, must } from '../support/devices.ts';
import { type Person, deviceOf } from './support/people.ts';
import { realPerson } from './support/realPeople.ts';
import { START, type TestUnit, bookOf, found, make, mint, pay } from './support/records.ts';

let people: readonly [Person, Person, Person];
let unit: TestUnit;
let ledger: Ledger;
let payments: readonly VerifiedOf<'transfer'>[];

const fresh = async (bytes: Uint8Array) => {
  const { certificates, records } = must(await readBundle(bytes, verifySignature));
  return reduce(records, certificates);
};

/** Ben pays Cleo three times, with real signatures. */
beforeAll(async () => {
  people = [await realPerson('Ana', 1), await realPerson('Ben', 2), await realPerson('Cleo', 3)];
  const [ana, ben, cleo] = people;
  unit = await found(ana);
  const certificates = people.flatMap(({ devices }) => devices.map(({ certificate }) => certificate));
  ledger = reduce([unit.unit, unit.book, await mint(unit, ben, 1000n)], certificates);
  const made: VerifiedOf<'transfer'>[] = [];
  for (const amount of [100n, 200n, 300n]) {
    const transfer = await pay(unit, [ben, cleo], amount);
    const deposit = await sealRecord(depositOf(transfer.id), deviceOf(cleo));
    for (const record of [transfer, deposit] as readonly VerifiedRecord[]) ledger.add(record);
    const desk = must(deskOf(ledger, { unit: unit.id, device: deviceOf(ana).key }));
    ledger.add(await sealRecord(draftEntry(desk, { op: 'clear', ref: transfer.id }, START), deviceOf(ana)));
    made.push(transfer);
  }
  payments = made;
});

describe('a bundle', () => {
  it('WAL-150 of everything gives a stranger the same balances, statuses and faults', async () => {
    const again = await fresh(encodeBundle(wholeEvidence(ledger)));
    expect(describeLedger(again)).toEqual(describeLedger(ledger));
  });

  it('WAL-150 of one payment proves it, and shows no other', async () => {
    const [, second] = payments;
    if (second === undefined) throw new Error('no payment');
    const again = await fresh(encodeBundle(evidenceFor(ledger, [second.id])));
    expect(bookOf(again, unit).transfer(second.id)?.status).toBe('cleared');
    expect(finalityOf(again, second.id)).toEqual({ kind: 'final', isSingleCopy: true });
    expect([...bookOf(again, unit).transfers()]).toHaveLength(1);
    expect(bookOf(again, unit).faults()).toEqual([]);
  });

  it('WAL-102 WAL-150 does not leave out what the root cut off', async () => {
    const [first] = payments;
    if (first === undefined) throw new Error('no payment');
    const [ana] = people;
    const cut = { unit: unit.id, epoch: 1, seq: 0 };
    const freeze = await make('freeze', { account: ana.account, key: deviceOf(ana).key, cut }, ana.root);
    const cutOff = reduce([...ledger.records(), freeze], ledger.people.all());
    const again = await fresh(encodeBundle(evidenceFor(cutOff, [first.id])));
    expect(bookOf(again, unit).transfer(first.id)).toMatchObject({ status: 'sent', isContested: true });
    cutOff.add(await make('thaw', { account: ana.account, ends: [freeze.id] }, ana.root));
    const thawed = await fresh(encodeBundle(evidenceFor(cutOff, [first.id])));
    expect(bookOf(thawed, unit).transfer(first.id)?.status).toBe('cleared');
  });

  it('WAL-64 WAL-150 of a fault it proves that fault to a stranger', async () => {
    const [ana] = people;
    const [first, second] = payments;
    const entry = bookOf(ledger, unit).entriesAt(1, 1)[0];
    if (first === undefined || second === undefined || entry === undefined) throw new Error('no payments');
    const twice = await make('entry', { ...entry.body, ref: second.id }, deviceOf(ana));
    const both = reduce([...ledger.records(), twice], ledger.people.all());
    const [fault] = bookOf(both, unit).faults();
    if (fault === undefined) throw new Error('no fault');
    const again = await fresh(encodeBundle(evidenceFor(both, fault.proof)));
    expect(bookOf(again, unit).faults()).toEqual([fault]);
    expect([...again.records()].length).toBeLessThan([...both.records()].length);
  });

  it('WAL-61 links between two receipts lead from one to the other', () => {
    const [first, second, third] = [1, 2, 3].map((seq) => bookOf(ledger, unit).entriesAt(1, seq)[0]);
    if (first === undefined || second === undefined || third === undefined) throw new Error('no entries');
    // Who has the first and the third is given the id of the second, and no more.
    const link = linkAfter(linkAfter(first.body.prev, first.id), second.id);
    expect(link).toEqual(third.body.prev);
    expect(linkAfter(first.body.prev, second.id)).not.toEqual(third.body.prev);
  });

  it('WAL-150 is the same bytes for the same evidence, in whatever order', () => {
    const { certificates, records } = wholeEvidence(ledger);
    const bytes = encodeBundle({ certificates: certificates.toReversed(), records: records.toReversed() });
    expect(bytes).toEqual(encodeBundle({ certificates, records }));
  });

  it('WAL-150 with any one byte changed it is worth nothing', async () => {
    const bytes = encodeBundle(evidenceFor(ledger, [payments[0]?.id ?? unit.id]));
    expect(codeOf(await readBundle(bytes, verifySignature))).toBe('ok');
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const copy = Uint8Array.from(bytes);
        copy[at] = (copy[at] ?? 0) ^ change;
        expect(['bundle-malformed', 'bundle-forged', 'bundle-newer-version']).toContain(
          codeOf(await readBundle(copy, verifySignature)),
        );
      }),
      { numRuns: 150 },
    );
    for (const end of [0, 1, bytes.length - 1]) {
      expect(codeOf(await readBundle(bytes.subarray(0, end), verifySignature))).toBe('bundle-malformed');
    }
  });

  it('WAL-150 of another form or version it is refused', async () => {
    const read = async (value: unknown) => codeOf(await readBundle(encodeCanonical(value), verifySignature));
    expect(await read([1, [], []])).toBe('ok');
    expect(await read([2, [], []])).toBe('bundle-newer-version');
    expect(await read([1, []])).toBe('bundle-malformed');
    expect(await read([1, [], [], []])).toBe('bundle-malformed');
    expect(await read({ v: 1 })).toBe('bundle-malformed');
    expect(await read([1, [], [Uint8Array.of(2), Uint8Array.of(1)]])).toBe('bundle-malformed');
    expect(await read([1, [], [Uint8Array.of(1)]])).toBe('bundle-forged');
    expect(codeOf(await readBundle(new Uint8Array(MAX_BUNDLE_BYTES + 1), verifySignature))).toBe('bundle-malformed');
  });

  it('WAL-1 WAL-150 of more signatures than an envelope holds those that carry weight travel', async () => {
    const [first] = payments;
    if (first === undefined) throw new Error('no payment');
    const strangers = await Promise.all(Array.from({ length: 12 }, (_, place) => realPerson('Stranger', 20 + place)));
    const joined = joinSignatures(first, await sealRecord(first, ...strangers.map((one) => deviceOf(one))));
    const crowded = reduce([...ledger.records(), joined], ledger.people.all());
    const again = await fresh(encodeBundle(evidenceFor(crowded, [first.id])));
    expect(bookOf(again, unit).transfer(first.id)?.status).toBe('cleared');
  });

  it('WAL-150 the books an entry rests on are found however far their epochs are apart', async () => {
    const [ana, ben, cleo] = people;
    const from = { epoch: 1, seq: 0, link: bookOf(ledger, unit).entriesAt(1, 1)[0]?.body.prev ?? new Uint8Array(32) };
    const body = { unit: unit.id, epoch: MAX_EPOCH, clerk: deviceOf(ana).key, witnesses: [], from };
    const far = await make('book', body, ana.root);
    const late = reduce([unit.unit, unit.book, far, await mint(unit, ben, 9n)], ledger.people.all());
    const stray = { unit: unit.id, holder: holderOf(ben.account), balance: 0n, held: 0n, seq: 0, at: START };
    const statement = await make('statement', { ...stray, epoch: MAX_EPOCH - 1 }, deviceOf(cleo));
    late.add(statement);
    expect(evidenceFor(late, [statement.id]).records.filter(({ type }) => type === 'book')).toEqual([unit.book]);
    expect(evidenceFor(late, [far.id]).records).toEqual(expect.arrayContaining([unit.book, far]));
    expect(draftNextBook(late, unit.id, { clerk: deviceOf(ana).key, witnesses: [] }).ok).toBe(false);
    await expect(make('book', { ...body, epoch: MAX_EPOCH + 1 }, ana.root)).rejects.toThrow('whole number');
  });

  it('WAL-3 real signatures: what another signed counts for nothing', async () => {
    const [ana, ben, cleo] = people;
    const forged = await sealRecord({ ...(await pay(unit, [ben, ana], 5n)) }, deviceOf(cleo));
    const again = reduce([...ledger.records(), forged], ledger.people.all());
    expect(again.standingOf(forged.id)?.kind).toBe('waits');
  });
});
