/** The wallet's records in the layer under the database. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { packSigned } from '@domain/codec/signed.ts';
import { decodeRecord, joinSignatures } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import { compactJournal } from '@services/journal/compactJournal.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { entryOf, reconcileWallet } from '@services/journal/reconcileWallet.ts';
import { markAgreement, standingOf } from '@services/journal/standing.ts';
import { certificateId, proofOfRecord } from '@services/wallet/keptProofs.ts';
import { must } from '../../domain/support/devices.ts';
import { deviceOf, person } from '../../domain/wallet/support/people.ts';
import { type TestUnit, found, make, mint } from '../../domain/wallet/support/records.ts';

const [ana, ben] = [person('Ana', 2), person('Ben')];
let unit: TestUnit;
let store: MemoryDocumentStore;
let journal: EventJournal;

beforeEach(async () => {
  unit = await found(ana);
  store = new MemoryDocumentStore();
  must(await store.open(ana.account));
  journal = new EventJournal(createMemoryHost(), ana.account);
});

const keep = async (at: number, ...records: readonly VerifiedRecord[]) =>
  must(await store.wallet.write({ kept: records.map((record) => proofOfRecord(record, at)), out: [], done: [] }));
const journalled = async (at: number, ...records: readonly VerifiedRecord[]) =>
  must(await journal.append(records.map((record) => entryOf(proofOfRecord(record, at)))));

async function inJournal(): Promise<readonly string[]> {
  const ids: string[] = [];
  must(
    await journal.readAll(
      async (entries) => void ids.push(...entries.flatMap((each) => (each.t === 'wallet' ? [each.id] : []))),
    ),
  );
  return ids;
}

describe('JNL-13 the wallet in the journal', () => {
  it('JNL-13 each side gets what only the other has, and it came when it came', async () => {
    const [one, other] = [await mint(unit, ben, 1n), await mint(unit, ben, 2n)];
    await keep(5, unit.unit, one);
    await journalled(7, unit.unit, other);
    must(await reconcileWallet({ store, journal }));
    const kept = must(await store.wallet.after(0, 10));
    expect(new Map(kept.map(({ id, at }) => [id, at]))).toEqual(
      new Map<string, number>([
        [unit.id, 5],
        [one.id, 5],
        [other.id, 7],
      ]),
    );
    expect(new Set(await inJournal())).toEqual(new Set([unit.id, one.id, other.id]));
    const before = must(await store.wallet.last());
    const entries = must(await journal.count()).count;
    must(await reconcileWallet({ store, journal }));
    expect([must(await store.wallet.last()), must(await journal.count()).count]).toEqual([before, entries]);
  });

  it('JNL-13 what only the journal had is marked to be sent once more to whom it concerns, and nothing else is', async () => {
    const [one, other, certificate] = [await mint(unit, ben, 1n), await mint(unit, ben, 2n), deviceOf(ana).certificate];
    await keep(5, unit.unit, one);
    await journalled(7, unit.unit, one, other);
    const bytes = packSigned(certificate.signed);
    must(await journal.append([entryOf({ kind: 'certificate', id: certificateId(certificate), bytes, at: 7 })]));
    must(await reconcileWallet({ store, journal }));
    expect(must(await store.wallet.outbox())).toEqual([{ account: ana.account, id: other.id }]);
  });

  it('JNL-13 signatures of both sides are joined in both', async () => {
    const body = { unit: unit.id, to: promiseTo(), amount: 3n };
    const [one, two] = [
      await make('mint', body, deviceOf(ana, 1), 'a deed'),
      await make('mint', body, deviceOf(ana, 2), 'a deed'),
    ];
    expect(one.id).toBe(two.id);
    await keep(5, one);
    await journalled(5, two);
    must(await reconcileWallet({ store, journal }));
    const [kept] = must(await store.wallet.after(0, 10));
    const read = decodeRecord(kept?.bytes ?? new Uint8Array());
    expect(must(read).signatures).toEqual(joinSignatures(one, two).signatures);
    const again = new MemoryDocumentStore();
    must(await again.open(ana.account));
    must(await reconcileWallet({ store: again, journal }));
    expect(must(await again.wallet.after(0, 10))[0]?.bytes).toEqual(kept?.bytes);
  });

  it('JNL-13 a record that was kept and not journalled before the end is noticed at the next start', async () => {
    await keep(5, unit.unit);
    await journalled(5, unit.unit);
    await markAgreement({ store, journal });
    expect(must(await standingOf({ store, journal })).isAgreed).toBe(true);
    await keep(6, unit.book);
    expect(must(await standingOf({ store, journal })).isAgreed).toBe(false);
  });

  it('JNL-11 of one record all entries but the first are superfluous, but not one with other signatures', async () => {
    const body = { unit: unit.id, to: promiseTo(), amount: 3n };
    const [one, two] = [
      await make('mint', body, deviceOf(ana, 1), 'a deed'),
      await make('mint', body, deviceOf(ana, 2), 'a deed'),
    ];
    await journalled(5, one, one, two, one, one);
    must(await compactJournal({ store, journal }, 0));
    expect(await inJournal()).toEqual([one.id, two.id]);
  });
});

const promiseTo = () => holderOf(ben.account);
