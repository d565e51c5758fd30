import type { AccountId, DeviceId } from '@shared/ids.ts';
import { evidenceFor } from '@domain/wallet/bundle.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import type { BillRecord, BillSigner } from '../../workspace/walletRoom.ts';
import type { WalletPicture } from '../walletFollower.ts';

/**
 * What proves a payment: everything it rests on and what was said about it, and what shows that its clerk contradicted itself about it. Both halves
 * of a contradiction are needed, and only one is about this payment.
 */
export function proofIdsOf(ledger: Ledger, payment: RecordId): readonly RecordId[] {
  const record = ledger.find('transfer', payment) ?? ledger.find('mint', payment);
  const unit = record === undefined ? undefined : ledger.unit(record.body.unit);
  const entries = new Set(ledger.about(payment, 'entry').map(({ id }) => id));
  const faults = unit?.faults().filter(({ proof }) => proof.some((id) => entries.has(id))) ?? [];
  return [payment, ...faults.flatMap(({ proof }) => proof)];
}

/** Every signed record behind a payment, in the order in which they came (WSV-72). */
export function billOf(picture: WalletPicture, here: DeviceId, payment: RecordId): readonly BillRecord[] {
  const { ledger, cameAt, serialOf } = picture;
  const { records } = evidenceFor(ledger, proofIdsOf(ledger, payment));
  const keys = keysOf(ledger);
  return records
    .map((record) => ({
      id: record.id,
      type: record.type,
      op: record.type === 'entry' ? record.body.op : null,
      signedAt: 'at' in record.body ? record.body.at : null,
      cameAt: cameAt(record.id),
      standing: ledger.standingOf(record.id)?.kind ?? 'waits',
      signers: record.signatures.map(({ key }) => signerOf(ledger, { key, here, account: keys.get(key) })),
    }))
    .sort((a, b) => serialOf(a.id) - serialOf(b.id));
}

/** Who certified each key. */
function keysOf(ledger: Ledger): ReadonlyMap<DeviceId, AccountId> {
  return new Map(ledger.people.all().map(({ device, account }) => [device, account]));
}

interface Signing {
  readonly key: DeviceId;
  readonly here: DeviceId;
  readonly account: AccountId | undefined;
}

function signerOf(ledger: Ledger, { key, here, account }: Signing): BillSigner {
  const root = account === undefined ? rootOf(ledger, key) : null;
  const owner = account ?? root;
  return {
    key,
    account: owner,
    by: root === null ? 'device' : 'root',
    isFrozen: owner !== null && ledger.isFrozen(owner, key),
    isHere: key === here,
  };
}

/** Whose root a key is, among those who certified a device; null for nobody's. */
function rootOf(ledger: Ledger, key: DeviceId): AccountId | null {
  return ledger.people.all().find(({ account }) => ledger.people.isRoot(key, account))?.account ?? null;
}
