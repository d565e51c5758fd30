import type { AccountId } from '@shared/ids.ts';
import { sideOf } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, accountOfHolder } from '@domain/wallet/ids.ts';
import { sentBackOf } from '@domain/wallet/readings/answers.ts';
import { isMintFinal } from '@domain/wallet/readings/finality.ts';
import { refundSerial, refundsOf } from '@domain/wallet/readings/refunds.ts';
import { type Side, type Situation, situationOf } from '@domain/wallet/readings/words.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { Payment, PaymentAct, PaymentMessageId, Unit } from '../workspace/walletWorkspace.ts';
import type { WalletPicture } from './walletFollower.ts';

/** A unit as screens see it. */
export function unitView({ id, body }: VerifiedOf<'unit'>): Unit {
  return { ...body, id };
}

/** A mint or transfer of one's own; null for anything else. */
export function paymentView(picture: WalletPicture, self: AccountId, id: RecordId): Payment | null {
  const { ledger } = picture;
  const record = ledger.find('mint', id) ?? ledger.find('transfer', id);
  const unit = record === undefined ? undefined : ledger.find('unit', record.body.unit);
  if (record === undefined || unit === undefined) return null;
  return record.type === 'mint' ? mintView(picture, self, { mint: record, unit }) : transferView(picture, self, record);
}

function mintView(
  { ledger, cameAt }: WalletPicture,
  self: AccountId,
  { mint, unit }: { readonly mint: VerifiedOf<'mint'>; readonly unit: VerifiedOf<'unit'> },
): Payment | null {
  const { issuer: from } = unit.body;
  const to = accountOfHolder(mint.body.to);
  if (to !== self && from !== self) return null;
  const side: Side = from === self ? 'payer' : 'payee';
  const { amount, req, refundOf, why } = mint.body;
  const about = {
    request: req ?? null,
    refundOf: refundOf ?? null,
    why: why ?? null,
    until: null,
    at: cameAt(mint.id),
    refunded: 0n,
    refundSerial: 1,
  };
  const sentBack = sentBackOf(ledger, mint.id);
  const what = { id: mint.id, sentBack, kind: 'mint' as const, unit: unitView(unit), from, to, amount, side, ...about };
  const acts = side === 'payee' && sentBack < amount ? (['send-back'] as const) : [];
  return isMintFinal(ledger, mint.id)
    ? { ...what, ...STANDS, message: `payments.mint.${side}`, acts }
    : { ...what, ...cutWords(side) };
}

const FINAL = { kind: 'final', isSingleCopy: false } as const;
const NONE = { kind: 'none' } as const;
const STANDS = { finality: FINAL, situation: { word: 'cleared', reason: null, finality: FINAL } } as const;

/** Made by a key that was cut off (WAL-102). */
function cutWords(side: Side) {
  const situation = { word: 'contested', reason: null, finality: NONE } as const;
  return { finality: NONE, situation, message: `payments.contested.${side}`, acts: [] } as const;
}

function transferView(picture: WalletPicture, self: AccountId, transfer: VerifiedOf<'transfer'>): Payment | null {
  const { ledger, cameAt } = picture;
  const { id, body } = transfer;
  const side = sideOf(transfer, self);
  const unit = ledger.find('unit', body.unit);
  const situation = situationOf(ledger, id);
  if (side === null || unit === undefined || situation === null) return null;
  const { refunded } = refundsOf(ledger, id);
  return {
    ...{
      id,
      kind: 'transfer',
      unit: unitView(unit),
      amount: body.amount,
      side,
      situation,
      refunded,
      refundSerial: refundSerial(ledger, id),
      until: body.until,
    },
    from: accountOfHolder(body.from),
    to: accountOfHolder(body.to),
    at: cameAt(id),
    request: body.req ?? null,
    refundOf: body.refundOf ?? null,
    why: body.why ?? null,
    sentBack: sentBackOf(ledger, id),
    message: messageOf(situation, side),
    finality: situation.finality,
    acts: actsFor(picture, transfer, { side, refunded, isIssuer: unit.body.issuer === self }),
  };
}

/** The words of a situation; of what did not go through, with the reason. */
export function messageOf({ word, reason }: Situation, side: Side): PaymentMessageId {
  const isEnd = word === 'refused' || word === 'returned';
  return isEnd && reason !== null ? `payments.${word}.${side}.${reason}` : `payments.${word}.${side}`;
}

interface Standing {
  readonly side: Side;
  readonly refunded: bigint;
  readonly isIssuer: boolean;
}

function actsFor({ ledger }: WalletPicture, transfer: VerifiedOf<'transfer'>, given: Standing): readonly PaymentAct[] {
  const status = ledger.unit(transfer.body.unit)?.transfer(transfer.id)?.status;
  const isSaid = (type: 'deposit' | 'decline' | 'cancel') => ledger.about(transfer.id, type).length > 0;
  if (given.side === 'payer') return status === 'sent' && !isSaid('cancel') ? ['cancel'] : [];
  if (status === 'cleared') return actsOnReceived(transfer.body.amount, given);
  if (status !== 'sent' && status !== 'held') return [];
  // What somebody has to let go is not taken by who gets it (WAL-45).
  const isLetGo = transfer.body.release !== undefined;
  return actsOnArriving(isSaid, given.isIssuer || isLetGo);
}

/** What goes to its issuer is taken without a word. */
function actsOnArriving(isSaid: (type: 'deposit' | 'decline') => boolean, isTaken: boolean): readonly PaymentAct[] {
  if (isSaid('decline')) return [];
  return isTaken || isSaid('deposit') ? ['decline'] : ['accept', 'decline'];
}

function actsOnReceived(amount: bigint, { refunded, isIssuer }: Standing): readonly PaymentAct[] {
  const refund: readonly PaymentAct[] = refunded < amount ? ['refund'] : [];
  return isIssuer ? refund : [...refund, 'send-back'];
}
