import { randomNonce } from './nonce.ts';
import { depositOf } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, type UnitId, accountOfHolder, holderOf } from '@domain/wallet/ids.ts';
import type { UnitNote } from '@domain/wallet/keptRecords.ts';
import { canAnswer, sentBackOf } from '@domain/wallet/readings/answers.ts';
import { finalityOf, isMintFinal } from '@domain/wallet/readings/finality.ts';
import { type Order, orderOf } from '@domain/wallet/readings/orders.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import type { OwnSigner } from './ownSigner.ts';
import { isClaimedShare } from './packets/packetMoney.ts';
import type { WalletBook } from './walletBook.ts';

/** What doing what was agreed to beforehand works with. */
export interface AttendantParts {
  readonly book: WalletBook;
  readonly signer: OwnSigner;
  readonly clock: Clock;
  readonly random: Random;
  /** What the person decided about a unit; null when nothing. */
  readonly noteOf: (unit: RecordId) => UnitNote | null;
}

/** Stages of an order in which a receipt is still to be given. */
const UNPAID: ReadonlySet<Order['stage']> = new Set<Order['stage']>(['asked', 'paying', 'expired']);

/** Takes payments in units the person accepts, up to their limit, and signs receipts for requests that were paid (WSV-40, WSV-41). */
export class Attendant {
  private readonly parts: AttendantParts;
  private readonly looked = new Set<RecordId>();
  private hasBegun = false;

  constructor(parts: AttendantParts) {
    this.parts = parts;
  }

  /** To be run after each change; `fresh` is what came. At first it looks at all that is kept. */
  async run(fresh: readonly VerifiedRecord[]): Promise<void> {
    await this.takePayments();
    await this.giveReceipts(fresh);
  }

  private async takePayments(): Promise<void> {
    const { view } = this.parts.book;
    for (const unit of view.units()) {
      let coming = this.comingOf(unit);
      for (const id of [...unit.open()]) {
        const transfer = view.find('transfer', id);
        if (transfer === undefined || !this.isWelcome(transfer, coming)) continue;
        const signed = await this.parts.signer.sign(depositOf(id));
        if (signed.ok) coming += transfer.body.amount;
      }
    }
  }

  /** What was said yes to and no clerk has entered yet: it is as good as had (WSV-40). */
  private comingOf(unit: UnitView): bigint {
    const { view } = this.parts.book;
    const holder = holderOf(this.parts.signer.self.account);
    let sum = 0n;
    for (const id of unit.open()) {
      const transfer = view.find('transfer', id);
      if (transfer?.body.to === holder && view.about(id, 'deposit').length > 0) sum += transfer.body.amount;
    }
    return sum;
  }

  /** `coming`: what is under way to oneself already, in the same unit. */
  private isWelcome(transfer: VerifiedOf<'transfer'>, coming: bigint): boolean {
    const { id, body } = transfer;
    const { book, signer, noteOf } = this.parts;
    const { account } = signer.self;
    const unit = book.view.unit(body.unit);
    if (unit === undefined || unit.unit.body.issuer === account || accountOfHolder(body.to) !== account) return false;
    const isSaid = book.view.about(id, 'deposit').length + book.view.about(id, 'decline').length > 0;
    const note = noteOf(body.unit);
    if (isSaid || body.release !== undefined) return false;
    if (isClaimedShare(book.view, transfer)) return true;
    if (note?.stance !== 'accepted') return false;
    return note.limit === null || unit.balanceOf(holderOf(account)) + coming + body.amount <= note.limit;
  }

  private async giveReceipts(fresh: readonly VerifiedRecord[]): Promise<void> {
    const touched = fresh.flatMap((record) => this.requestOf(record) ?? []);
    const ids = new Set(this.hasBegun ? touched : [...this.ownRequests(), ...touched]);
    this.hasBegun = true;
    for (const id of ids) await this.giveReceipt(id);
  }

  /** All that are kept: the app may have ended between a payment and its receipt. */
  private ownRequests(): readonly RecordId[] {
    const { book, signer } = this.parts;
    return [...book.view.records()].flatMap((record) => {
      const isOwn = record.type === 'request' && accountOfHolder(record.body.payee) === signer.self.account;
      return isOwn ? [record.id] : [];
    });
  }

  /** The request something that came is about. */
  private requestOf(record: VerifiedRecord): RecordId | undefined {
    const { view } = this.parts.book;
    if (record.type === 'mint' || record.type === 'transfer') return record.body.req;
    if (record.type === 'entry') return view.find('transfer', record.body.ref)?.body.req;
    const entry = record.type === 'seen' ? view.find('entry', record.body.entry) : undefined;
    return entry === undefined ? undefined : view.find('transfer', entry.body.ref)?.body.req;
  }

  /** Says that a request of one's own is paid, where it is and that was not said yet (WSV-41). */
  async giveReceipt(id: RecordId): Promise<void> {
    const { signer, clock, random } = this.parts;
    const refs = this.looked.has(id) ? [] : this.paymentsFor(id);
    if (refs.length === 0) return;
    const body = { req: id, refs: refs.slice(0, 16), serial: 1, at: clock.now() };
    this.looked.add(id);
    const signed = await signer.sign({ type: 'receipt', nonce: randomNonce(random), body });
    if (!signed.ok) this.looked.delete(id);
  }

  /** What pays an own request, where it is all there and no receipt was given; else nothing. */
  private paymentsFor(id: RecordId): readonly RecordId[] {
    const { book, signer, clock } = this.parts;
    const order = orderOf(book.view, id, clock.now());
    if (order === null || accountOfHolder(order.request.body.payee) !== signer.self.account) return [];
    if (!UNPAID.has(order.stage)) return [];
    const refs = order.payments.filter((payment) => this.isPaid(payment) && this.isWanted(order.request, payment));
    const sum = refs.reduce((all, ref) => all + this.amountOf(ref), 0n);
    return sum >= (order.request.body.amount ?? 0n) ? refs : [];
  }

  /** Of a unit the request names, or that the person keeps up to a limit which is not passed; and not sent back (WSV-82). */
  private isWanted(request: VerifiedOf<'request'>, id: RecordId): boolean {
    const { view } = this.parts.book;
    const payment = view.find('transfer', id) ?? view.find('mint', id);
    if (payment?.body.to !== request.body.payee || sentBackOf(view, id) > 0n) return false;
    const { unit } = payment.body;
    const payer = view.find('unit', unit)?.body.issuer;
    // Twelve points are no twelve euros, however much one keeps of both.
    if (payer === undefined || !canAnswer(view, request, { unit, payer })) return false;
    return this.isTaken(unit, request.body.units.includes(unit)) && this.isWithinLimit(unit);
  }

  /** Of one's own, of a unit that was asked for, or of one the person keeps; never of one that was stopped. */
  private isTaken(unit: UnitId, isAskedFor: boolean): boolean {
    const { book, signer, noteOf } = this.parts;
    const stance = noteOf(unit)?.stance ?? null;
    if (stance === 'stopped') return false;
    const isOwn = book.view.unit(unit)?.unit.body.issuer === signer.self.account;
    return isOwn || isAskedFor || stance === 'accepted';
  }

  private isWithinLimit(unit: UnitId): boolean {
    const { book, signer, noteOf } = this.parts;
    const limit = noteOf(unit)?.limit ?? null;
    const balance = book.view.unit(unit)?.balanceOf(holderOf(signer.self.account)) ?? 0n;
    return limit === null || balance <= limit;
  }

  private isPaid(id: RecordId): boolean {
    const { view } = this.parts.book;
    return finalityOf(view, id).kind === 'final' || isMintFinal(view, id);
  }

  private amountOf(id: RecordId): bigint {
    const { view } = this.parts.book;
    return view.find('transfer', id)?.body.amount ?? view.find('mint', id)?.body.amount ?? 0n;
  }
}
