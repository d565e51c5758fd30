/** Records that only the journal had, once the wallet opens. */
import { expect, it } from 'vitest';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { proofOfRecord } from '@services/wallet/keptProofs.ts';
import { sendAgain } from '@services/wallet/sendAgain.ts';
import { must } from '../../domain/support/devices.ts';
import { person } from '../../domain/wallet/support/people.ts';
import { found, mint } from '../../domain/wallet/support/records.ts';
import { openDesk } from './support/desk.ts';

const [ana, ben] = [person('Ana'), person('Ben')];

it('WSV-6 what came back is on its way to whom it concerns, and stays marked until that is kept', async () => {
  const unit = await found(ana);
  const promise = await mint(unit, ben, 700n);
  const disk = new MemoryDisk();
  const before = new MemoryDocumentStore({ disk });
  must(await before.open(ana.account));
  const marked = { account: ana.account, id: promise.id };
  const kept = [unit.unit, unit.book, promise].map((record) => proofOfRecord(record, 1));
  must(await before.wallet.write({ kept, out: [marked], done: [] }));

  const { book, log, store } = await openDesk(ana, verifySignature, disk);
  const parts = { self: ana.account, book, log };
  store.failNext('storage-full');
  await sendAgain(parts);
  expect(book.pendingFor(ben.account)).toEqual([]);
  expect(must(await store.wallet.outbox())).toEqual([marked]);

  await sendAgain(parts);
  expect(book.pendingFor(ben.account)).toEqual([promise.id]);
  expect(must(await store.wallet.outbox())).toEqual([{ account: ben.account, id: promise.id }]);
});
