/** `wallet.reduce`: the ledger, from nothing and by one more record. Signatures are checked before records come to it, so these have none that hold. */
import { deviceOfKey, accountOfRoot } from '@domain/identity/account.ts';
import type { Certificate } from '@domain/identity/certificate.ts';
import { depositOf } from '@domain/wallet/drafts/payments.ts';
import { linkAfter } from '@domain/wallet/entryLog.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { type HolderId, holderOf } from '@domain/wallet/ids.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import type { Draft, RecordType, VerifiedRecord } from '@domain/wallet/record.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { Reduction } from '../support/pageContract.ts';

const PEOPLE = 20;
/** The clock of a page is coarser than one record takes. */
const BATCH = 60;

/** What a wallet has: people, and a unit whose clerk cleared payments between them. */
interface Wallet {
  readonly certificates: readonly Certificate[];
  readonly records: readonly VerifiedRecord[];
}

/** Reduces so many records again and again, then adds more, a batch at a time. */
export async function reduction(count: number, rounds: number): Promise<Reduction> {
  const { certificates, records } = await walletOf(count + rounds * BATCH);
  const first = records.slice(0, count);
  const whole: number[] = [];
  let ledger: Ledger = reduce([], certificates);
  for (let round = -1; round < rounds; round += 1) {
    const start = performance.now();
    ledger = reduce(first, certificates);
    if (round >= 0) whole.push(performance.now() - start);
  }
  const one: number[] = [];
  for (let from = count; from + BATCH <= records.length; from += BATCH) {
    const batch = records.slice(from, from + BATCH);
    const start = performance.now();
    for (const record of batch) ledger.add(record);
    one.push((performance.now() - start) / BATCH);
  }
  return { whole, one, cleared: clearedIn(ledger) };
}

function clearedIn(ledger: Ledger): number {
  let cleared = 0;
  for (const unit of ledger.units()) {
    for (const { status } of unit.transfers()) if (status === 'cleared') cleared += 1;
  }
  return cleared;
}

/** A wallet of so many records. */
export async function walletOf(count: number): Promise<Wallet> {
  const certificates = Array.from({ length: PEOPLE }, (_, place) => certificateOf(place));
  const [issuer, ...others] = certificates;
  if (issuer === undefined) throw new Error('nobody');
  const holders = others.map(({ account }) => holderOf(account));
  const unit = await make(
    'unit',
    { by: issuer, number: 0 },
    {
      issuer: issuer.account,
      code: 'LEAF',
      name: 'Leaves',
      decimals: 2,
      kind: 'iou',
      redeem: 'As agreed.',
      transferable: true,
      feeless: true,
    },
  );
  const book = await make(
    'book',
    { by: issuer, number: 0 },
    { unit: unit.id, epoch: 1, clerk: issuer.device, witnesses: [] },
  );
  const records: VerifiedRecord[] = [unit, book];
  for (const to of holders)
    records.push(await make('mint', { by: issuer, number: records.length }, { unit: unit.id, to, amount: 1_000_000n }));
  let prev = idBytes(book.id);
  for (let seq = 1; records.length < count; seq += 1) {
    const [payer, payee] = [others[seq % others.length] ?? issuer, others[(seq * 7 + 1) % others.length] ?? issuer];
    if (payer === payee) continue;
    const body = { unit: unit.id, ...between(payer, payee), amount: 5n, until: 1, mode: 'now' as const };
    const transfer = await make('transfer', { by: payer, number: seq }, body);
    const deposit = await seal(depositOf(transfer.id), payee);
    const place = { unit: unit.id, epoch: 1, seq, prev };
    const entry = await make(
      'entry',
      { by: issuer, number: seq },
      { ...place, op: 'clear', ref: transfer.id, at: seq },
    );
    prev = linkAfter(prev, entry.id);
    records.push(transfer, deposit, entry);
  }
  return { certificates, records };
}

function between(payer: Certificate, payee: Certificate): { readonly from: HolderId; readonly to: HolderId } {
  return { from: holderOf(payer.account), to: holderOf(payee.account) };
}

interface Signing {
  readonly by: Certificate;
  /** Makes the nonce. */
  readonly number: number;
}

function make<Type extends RecordType>(type: Type, { by, number }: Signing, body: Draft<Type>['body']) {
  const nonce = new Uint8Array(16);
  new DataView(nonce.buffer).setUint32(0, number);
  return seal({ type, nonce, body }, by);
}

function seal<Type extends RecordType>(draft: Draft<Type>, { device }: Certificate) {
  return sealRecord(draft, { key: device, sign: () => Promise.resolve(new Uint8Array(64)) });
}

function certificateOf(place: number): Certificate {
  const key = (kind: number) => Uint8Array.of(kind, place, ...new Uint8Array(30));
  const [root, signing] = [key(1), key(2)];
  const none = new Uint8Array(0);
  return {
    account: accountOfRoot(root),
    device: deviceOfKey(signing),
    root,
    signing,
    agreement: signing,
    roles: ['spend', 'issue', 'clerk'],
    at: 0,
    by: null,
    signed: { bytes: none, signature: none },
  };
}
