import type { RecordSignature, RecordType, VerifiedOf, VerifiedRecord } from '../record.ts';
import type { LedgerView, Standing } from '../standing.ts';
import * as packets from './packetRules.ts';
import * as payments from './paymentRules.ts';
import * as trade from './tradeRules.ts';
import * as units from './unitRules.ts';

const rules: { readonly [Type in RecordType]: (record: VerifiedOf<Type>, view: LedgerView) => Standing } = {
  unit: units.unitStanding,
  book: units.bookStanding,
  overdraft: units.overdraftStanding,
  pot: units.potStanding,
  mint: units.mintStanding,
  transfer: payments.transferStanding,
  deposit: payments.payeeStanding,
  cancel: payments.cancelStanding,
  decline: payments.declineStanding,
  release: payments.releaseStanding,
  entry: units.entryStanding,
  seen: units.seenStanding,
  head: units.clerkStanding,
  statement: units.clerkStanding,
  request: trade.requestStanding,
  receipt: trade.receiptStanding,
  step: trade.stepStanding,
  packet: packets.packetStanding,
  claim: packets.claimStanding,
  deal: packets.dealStanding,
  'packet-end': packets.dealerStanding,
  mandate: trade.mandateStanding,
  revoke: trade.revokeStanding,
  settle: trade.settleStanding,
  net: trade.netStanding,
  agree: trade.agreeStanding,
  dispute: payments.disputeStanding,
  ruling: payments.rulingStanding,
  freeze: packets.freezeStanding,
  thaw: packets.thawStanding,
};

/** What a record is worth, given all others (WAL-11): who has to have signed it, and what it must not contradict. */
export function standingOf(record: VerifiedRecord, view: LedgerView): Standing {
  // Record and entry of the table have one type, which the compiler cannot follow.
  const rule = rules[record.type] as unknown as (record: VerifiedRecord, view: LedgerView) => Standing;
  return rule(record, view);
}

/** Whether one signature would be enough for a record to count, given all others: whoever has no say adds none such (WAL-3). */
export function carriesWeight(record: VerifiedRecord, signature: RecordSignature, view: LedgerView): boolean {
  return standingOf({ ...record, signatures: [signature] }, view).kind === 'counts';
}
