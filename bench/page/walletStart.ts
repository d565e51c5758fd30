/** `wallet.start`: records that were kept become a ledger, as at each start; beside that the same rows read and nothing else. */
import { DexieDocumentStore } from '@adapters/dexie/dexieDocumentStore.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { Ledger } from '@domain/wallet/ledger.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { addKept, proofOfRecord } from '@services/wallet/keptProofs.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId } from '@shared/ids.ts';
import { must } from './profile.ts';
import { walletOf } from './reduction.ts';

const BATCH = 5000;
const PAGE = 1000;

export async function walletStart(count: number, rounds: number) {
  const { records, certificates } = await walletOf(count);
  const store = new DexieDocumentStore();
  must(await store.open(toBase64url(systemRandom.bytes(32)) as AccountId));
  for (let from = 0; from < records.length; from += BATCH) {
    const kept = records.slice(from, from + BATCH).map((record) => proofOfRecord(record, 0));
    must(await store.wallet.write({ kept, out: [], done: [] }));
  }
  const measured: number[] = [];
  const baseline: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const ledger = new Ledger();
    for (const certificate of certificates) ledger.certify(certificate);
    const start = performance.now();
    must(await addKept(store.wallet, { ledger, after: 0 }, () => undefined));
    const between = performance.now();
    const rows = await readRows(store);
    const end = performance.now();
    if (rows !== records.length || [...ledger.records()].length !== rows) throw new Error('not all was read');
    if (round < 0) continue;
    measured.push(between - start);
    baseline.push(end - between);
  }
  store.close();
  return { measured, baseline };
}

async function readRows(store: DocumentStore): Promise<number> {
  let [rows, after] = [0, 0];
  for (;;) {
    const page = must(await store.wallet.after(after, PAGE));
    const last = page.at(-1);
    if (last === undefined) return rows;
    rows += page.length;
    after = last.serial;
  }
}
