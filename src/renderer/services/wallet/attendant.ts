import { randomNonce } from './nonce.ts';
import { depositOf } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, accountOfHolder, holderOf } from '@domain/wallet/ids.ts';
import type { UnitNote } from '@domain/wallet/keptRecords.ts';
import { finalityOf, isMintFinal } from '@domain/wallet/readings/finality.ts';
import { type Order, orderOf } from '@domain/wallet/readings/orders.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import type { OwnSigner } from './ownSigner.ts';
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

  constructor(parts: AttendantParts) {
    this.parts = parts;
  }

  /** To be run after each change; `fresh` is what came. */
  async run(fresh: readonly VerifiedRecord[]): Promise<void> {
    await this.takePayments();
    await this.giveReceipts(fresh);
  }

  private async takePayments(): Promise<void> {
    const { view } = this.parts.book;
    for (const unit of view.units()) {
      for (const id of [...unit.open()]) {
        const transfer = view.find('transfer', id);
        if (transfer === undefined || !this.isWelcome(transfer)) continue;
        await this.parts.signer.sign(depositOf(id));
      }
    }
  }

  private isWelcome({ id, body }: VerifiedOf<'transfer'>): boolean {
    const { book, signer, noteOf } = this.parts;
    const { account } = signer.self;
    const unit = book.view.unit(body.unit);
    if (unit === undefined || unit.unit.body.issuer === account || accountOfHolder(body.to) !== account) return false;
    const isSaid = book.view.about(id, 'deposit').length + book.view.about(id, 'decline').length > 0;
    const note = noteOf(body.unit);
    if (isSaid || body.release !== undefined || note?.stance !== 'accepted') return false;
    return note.limit === null || unit.balanceOf(holderOf(account)) + body.amount <= note.limit;
  }

  private async giveReceipts(fresh: readonly VerifiedRecord[]): Promise<void> {
    for (const id of new Set(fresh.flatMap((record) => this.requestOf(record) ?? []))) await this.giveReceipt(id);
  }

  /** The request something that came is about. */
  private requestOf(record: VerifiedRecord): RecordId | undefined {
    const { view } = this.parts.book;
    if (record.type === 'mint' || record.type === 'transfer') return record.body.req;
    if (record.type === 'entry') return view.find('transfer', record.body.ref)?.body.req;
    const entry = record.type === 'seen' ? view.find('entry', record.body.entry) : undefined;
    return entry === undefined ? undefined : view.find('transfer', entry.body.ref)?.body.req;
  }

  private async giveReceipt(id: RecordId): Promise<void> {
    const { signer, clock, random } = this.parts;
    const refs = this.looked.has(id) ? [] : this.paymentsFor(id);
    if (refs.length === 0) return;
    const body = { req: id, refs: refs.slice(0, 16), serial: 1, at: clock.now() };
    const signed = await signer.sign({ type: 'receipt', nonce: randomNonce(random), body });
    if (signed.ok) this.looked.add(id);
  }

  /** What pays an own request, where it is all there and no receipt was given; else nothing. */
  private paymentsFor(id: RecordId): readonly RecordId[] {
    const { book, signer, clock } = this.parts;
    const order = orderOf(book.view, id, clock.now());
    if (order === null || accountOfHolder(order.request.body.payee) !== signer.self.account) return [];
    if (!UNPAID.has(order.stage)) return [];
    const refs = order.payments.filter((payment) => this.isPaid(payment));
    const sum = refs.reduce((all, ref) => all + this.amountOf(ref), 0n);
    return sum >= (order.request.body.amount ?? 0n) ? refs : [];
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
