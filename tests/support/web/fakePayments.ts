/** Units, payments and requests for tests of what is shown of them. */
import type { AccountId } from '@shared/ids.ts';
import { type RecordId, recordId } from '@domain/wallet/ids.ts';
import { messageOf } from '@services/wallet/paymentView.ts';
import { blankNote } from '@services/wallet/unitNotes.ts';
import type { Holding, Payment, PaymentRequest, Unit } from '@services/workspace/walletWorkspace.ts';
import { fakeAccountId, fakeEventId } from './fakeIds.ts';

/** A record id made of words. */
export function fakeRecordId(label: string): RecordId {
  const id = recordId(fakeEventId(`record ${label}`));
  if (!id.ok) throw new Error('a fake id is no id');
  return id.value;
}

/** An IOU in euros. */
export function fakeUnit(issuer: AccountId, change: Partial<Unit> = {}): Unit {
  return {
    id: fakeRecordId(`unit of ${issuer}`),
    issuer,
    code: 'IOUEUR',
    name: 'Promises in EUR',
    decimals: 2,
    kind: 'iou',
    redeem: 'I owe you this much.',
    transferable: true,
    feeless: true,
    currency: 'EUR',
    ...change,
  };
}

/** A transfer of 12.00 as it stands; `word` decides what is said of it. */
export function fakePayment(
  given: Pick<Payment, 'from' | 'to' | 'unit' | 'side'> & Partial<Payment>,
  word: Payment['situation']['word'] = 'cleared',
  reason: Payment['situation']['reason'] = null,
): Payment {
  const finality: Payment['finality'] =
    word === 'held' ? { kind: 'guaranteed', until: Date.UTC(2027, 0, 2, 12) } : { kind: 'none' };
  const situation = { word, reason, finality };
  return {
    id: fakeRecordId('payment'),
    kind: 'transfer',
    amount: 1200n,
    at: 1,
    request: null,
    refundOf: null,
    until: Date.UTC(2027, 0, 2, 12),
    situation,
    finality,
    message: messageOf(situation, given.side),
    acts: [],
    refunded: 0n,
    refundSerial: 1,
    sentBack: 0n,
    why: null,
    ...given,
  };
}

/** What one has of a unit. */
export function fakeHolding(unit: Unit, balance: bigint, change: Partial<Holding> = {}): Holding {
  return {
    ...{ unit, balance, available: balance, arriving: 0n, note: blankNote(unit.id) },
    ...{ isOverLimit: false, isOffer: false, faults: [] },
    ...change,
  };
}

/** A request for 12.00. */
export function fakeRequest(change: Partial<PaymentRequest> & Pick<PaymentRequest, 'payee' | 'payer'>): PaymentRequest {
  return {
    id: fakeRecordId('request'),
    units: [fakeUnit(change.payee)],
    decimals: 2,
    amount: 1200n,
    memo: '',
    lines: [],
    until: Date.UTC(2027, 0, 2, 12),
    own: false,
    at: 1,
    stage: 'asked',
    cancelledBy: null,
    refunded: 'none',
    payments: [],
    ...change,
  };
}

/** Somebody of the demo. */
export const ada = fakeAccountId('ada');
