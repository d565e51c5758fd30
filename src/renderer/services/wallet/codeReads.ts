import { toBase64url } from '@shared/base64url.ts';
import type { AccountId } from '@shared/ids.ts';
import { readLightning } from '@domain/rail/lightning.ts';
import { accountOfHolder } from '@domain/wallet/ids.ts';
import { settlementOf } from '@domain/wallet/readings/settlements.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { mapQuery } from '../workspace/liveQueries.ts';
import type { CodeReads, InvoiceRequest, Settlement } from '../workspace/walletCodes.ts';
import { PAY_WAYS, payWaysSchema, readKept, shelfName, shelfSchema } from './deskNotes.ts';
import { unitView } from './paymentView.ts';
import type { WalletPicture } from './walletFollower.ts';

/** What is read about settling, tills and where people are paid, in any tab. */
export function createCodeReads(store: DocumentStore, picture: LiveQuery<WalletPicture>, self: AccountId): CodeReads {
  return {
    settlements: () => mapQuery(picture, (shown) => settlementsOf(shown, self)),
    invoiceRequests: () => mapQuery(picture, (shown) => invoicesOf(shown, self)),
    shelf: (unit) => mapQuery(store.values.watch(shelfName(unit)), (kept) => readKept(shelfSchema, kept?.value)),
    payWays: () => mapQuery(store.values.watch(PAY_WAYS), (kept) => readKept(payWaysSchema, kept?.value)),
  };
}

/** Debts that were said to be paid outside, by or to oneself, newest first. */
export function settlementsOf(picture: WalletPicture, self: AccountId): readonly Settlement[] {
  const { ledger, serialOf } = picture;
  const views = [...ledger.records()].flatMap((record) => {
    const settle = record.type === 'settle' ? ledger.find('settle', record.id) : undefined;
    return settle === undefined ? [] : (settlementView(picture, settle, self) ?? []);
  });
  return views.sort((a, b) => serialOf(b.id) - serialOf(a.id));
}

function settlementView(
  { ledger, cameAt }: WalletPicture,
  settle: VerifiedOf<'settle'>,
  self: AccountId,
): Settlement | null {
  const { debtor, creditor, amount, rail, railAmount, railCurrency, ref } = settle.body;
  const unit = ledger.find('unit', settle.body.unit);
  if (unit === undefined || (debtor !== self && creditor !== self)) return null;
  const { confirmed, isProven } = settlementOf(ledger, settle);
  const open = ledger.about(settle.id, 'transfer').filter(({ id, body }) => {
    const status = ledger.unit(body.unit)?.transfer(id)?.status;
    return accountOfHolder(body.from) === creditor && (status === 'sent' || status === 'held');
  });
  return {
    ...{ id: settle.id, debtor, creditor, unit: unitView(unit), amount, rail, railAmount, railCurrency, ref },
    ...{ confirmed, isProven, at: cameAt(settle.id), side: debtor === self ? 'debtor' : 'creditor' },
    underWay: open.reduce((sum, { body }) => sum + body.amount, 0n),
  };
}

/** Requests to oneself by invoice. */
function invoicesOf({ ledger, serialOf }: WalletPicture, self: AccountId): readonly InvoiceRequest[] {
  const found = [...ledger.records()].flatMap((record) => {
    const request = record.type === 'request' ? ledger.find('request', record.id) : undefined;
    return request?.body.payer === self ? (invoiceOf(request) ?? []) : [];
  });
  return found.sort((a, b) => serialOf(b.id) - serialOf(a.id));
}

/** One whose terms are the very invoice that its hash is of: nothing else proves a payment. */
function invoiceOf({ id, body }: VerifiedOf<'request'>): InvoiceRequest | null {
  const { payee, hash, terms = '', amount, units } = body;
  const [unit] = units;
  const invoice = readLightning(terms);
  if (hash === undefined || amount === undefined || unit === undefined || !invoice.ok) return null;
  const isSound = invoice.value.hash === toBase64url(hash);
  return isSound ? { id, payee: accountOfHolder(payee), unit, amount, invoice: invoice.value.text } : null;
}
