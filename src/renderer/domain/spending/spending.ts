import type { AccountId } from '@shared/ids.ts';
import { changeOf, repairOf } from '../wallet/drafts/agreements.ts';
import { draftId } from '../wallet/envelope.ts';
import { type HolderId, type RecordId, type UnitId, accountOfHolder } from '../wallet/ids.ts';
import type { RecordOf, RecordType } from '../wallet/record.ts';
import type { LedgerView } from '../wallet/standing.ts';

/** What a record that one signs oneself gives away, or lets be given away (WSV-160). */
export interface Spending {
  readonly unit: UnitId;
  /** Minor units. */
  readonly amount: bigint;
  /** `payment`: can leave later. `now`: belongs to what was agreed on before, as what goes back. `leave`: lets more be spent without a further word. */
  readonly kind: 'payment' | 'now' | 'leave';
}

/** A record, or the draft of one. */
export type Spendable = { [Type in RecordType]: Pick<RecordOf<Type>, 'id' | 'type' | 'body'> }[RecordType];

const SPENDING_TYPES: ReadonlySet<RecordType> = new Set<RecordType>([
  'mint',
  'transfer',
  'packet',
  'mandate',
  'overdraft',
  'agree',
]);

/** Whether records of a type may spend at all. */
export function maySpend(type: RecordType): boolean {
  return SPENDING_TYPES.has(type);
}

/** What there is to judge it by: the ledger, and what is signed together with it. */
export interface SpendingContext {
  readonly self: AccountId;
  readonly view: Pick<LedgerView, 'find' | 'people'>;
  readonly among: readonly Spendable[];
}

/**
 * What signing a record spends; null for nothing. What was decided before is not counted again: shares of a packet, payments of a mandate, what
 * moves between one's own pots, what makes so an agreement that one signed first.
 */
export function spendingOf(record: Spendable, context: SpendingContext): Spending | null {
  switch (record.type) {
    case 'mint':
    case 'transfer':
      return paymentOf(record, context);
    case 'packet':
      return own(record.body.from, context) ? spends(record.body, record.body.total, 'now') : null;
    case 'mandate':
      return own(record.body.payer, context) ? spends(record.body, record.body.perPeriod, 'leave') : null;
    case 'overdraft':
      return own(record.body.holder, context) ? null : spends(record.body, record.body.max, 'leave');
    case 'agree':
      return conceded(record.body, context);
    default:
      return null;
  }
}

type Payment = Extract<Spendable, { readonly type: 'mint' | 'transfer' }>;

function paymentOf(record: Payment, context: SpendingContext): Spending | null {
  const { body } = record;
  const isMoved = own(body.to, context) || (record.type === 'transfer' && !own(record.body.from, context));
  const isDecided = isOfOwnPacket(body, context) || isOfMandate(record, context) || isOfAgreement(record, context);
  return isMoved || isDecided ? null : spends(body, body.amount, isPlain(body) ? 'payment' : 'now');
}

/** What belongs to nothing that was agreed on before. */
function isPlain({ why, of, refundOf }: Payment['body']): boolean {
  return of === undefined && refundOf === undefined && (why === undefined || why === 'request');
}

/** Who signs an agreement gives what it takes from them once the other signs it, too (WAL-85): more promised by who issues, less had by who holds. */
function conceded(body: RecordOf<'agree'>['body'], { self, view }: SpendingContext): Spending | null {
  const isIssuer = view.find('unit', body.unit)?.body.issuer === self;
  const change = changeOf(body);
  return spends(body, isIssuer ? change : -change, 'now');
}

/** It was counted when one signed the agreement, if that was before. */
function isOfAgreement({ id, body }: Payment, { self, view }: SpendingContext): boolean {
  const agreement = body.of === undefined ? undefined : view.find('agree', body.of);
  if (agreement === undefined || !view.people.isSignedFor(agreement, self, 'any')) return false;
  const repair = repairOf(view, agreement);
  return repair !== null && draftId(repair.draft) === id;
}

function spends({ unit }: { readonly unit: UnitId }, amount: bigint, kind: Spending['kind']): Spending | null {
  return amount > 0n ? { unit, amount, kind } : null;
}

function own(holder: HolderId, { self }: SpendingContext): boolean {
  return accountOfHolder(holder) === self;
}

/** The whole of a packet was counted when it was made. */
function isOfOwnPacket({ why, of }: Payment['body'], context: SpendingContext): boolean {
  if (why !== 'packet' || of === undefined) return false;
  const { view, among } = context;
  const beside = (id: RecordId) => among.find((each) => each.id === id);
  const deal = beside(of) ?? view.find('deal', of);
  const packetId = deal?.type === 'deal' ? deal.body.packet : of;
  const packet = beside(packetId) ?? view.find('packet', packetId);
  return packet?.type === 'packet' && own(packet.body.from, context);
}

/** Who signed a mandate said yes to what stays within it, and clerks hold it to that (WAL-72). */
function isOfMandate(record: Payment, context: SpendingContext): boolean {
  if (record.type !== 'transfer' || record.body.mandate === undefined) return false;
  const mandate = context.view.find('mandate', record.body.mandate.id)?.body;
  if (mandate === undefined) return false;
  const { unit, to, from, amount } = record.body;
  const isSame = mandate.unit === unit && mandate.payee === to && mandate.payer === from;
  return isSame && amount <= mandate.perPayment;
}
