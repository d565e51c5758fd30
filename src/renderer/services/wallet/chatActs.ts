import { type Result, fail, ok } from '@shared/result.ts';
import { depositOf } from '@domain/wallet/drafts/payments.ts';
import { encodeRecord } from '@domain/wallet/envelope.ts';
import { Misfit } from '@domain/wallet/fields.ts';
import { type RecordId, accountOfHolder, holderOf } from '@domain/wallet/ids.ts';
import { orderOf } from '@domain/wallet/readings/orders.ts';
import type { BodyOf, Draft, VerifiedOf } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import { outcomeOf, storeFailure } from '../workspace/failures.ts';
import type { WalletChatActs } from '../workspace/walletChat.ts';
import type { NewRequest } from '../workspace/walletWorkspace.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { Attendant } from './attendant.ts';
import { randomNonce } from './nonce.ts';
import type { OwnSigner } from './ownSigner.ts';
import type { UnitNotes } from './unitNotes.ts';
import { USUAL_TERM } from './walletActs.ts';
import type { WalletBook } from './walletBook.ts';

/** What the acts work with. */
export interface ChatActParts {
  readonly book: WalletBook;
  readonly signer: OwnSigner;
  readonly notes: UnitNotes;
  readonly attendant: Pick<Attendant, 'giveReceipt'>;
  readonly clock: Clock;
  readonly random: Random;
  /** See `WalletActParts.ready`. */
  readonly ready: () => Promise<Result<void, WorkspaceError>>;
}

type Made<T> = Result<T, WorkspaceError>;

/** See `WalletChatActs` (WSV-80 to WSV-83). */
export class ChatWalletActs implements WalletChatActs {
  private readonly parts: ChatActParts;

  constructor(parts: ChatActParts) {
    this.parts = parts;
  }

  readonly askPayments = async (asked: readonly NewRequest[]): Outcome<{ readonly requests: readonly RecordId[] }> => {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const drafts: Draft<'request'>[] = [];
    for (const each of asked) {
      const draft = this.requestDraft(each);
      if (!draft.ok) return draft;
      drafts.push(draft.value);
    }
    const { signer } = this.parts;
    const requests = await Promise.all(drafts.map((draft) => signer.seal(draft)));
    const kept = await signer.keep(requests);
    return kept.ok ? ok({ requests: requests.map(({ id }) => id) }) : { ok: false, error: storeFailure(kept.error) };
  };

  readonly keepPayment = async (id: RecordId, limit: bigint | null): Outcome => {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const { book, notes, attendant } = this.parts;
    const given = book.view.find('mint', id) ?? book.view.find('transfer', id);
    if (given === undefined || accountOfHolder(given.body.to) !== this.self)
      return fail('payment-missing', 'not given');
    const noted = await notes.change(given.body.unit, { stance: 'accepted', limit });
    if (!noted.ok) return outcomeOf(noted);
    const taken = given.type === 'transfer' ? await this.take(given) : ok();
    if (taken.ok && given.body.req !== undefined) await attendant.giveReceipt(given.body.req);
    return taken;
  };

  readonly dropRequest = async (id: RecordId): Outcome => {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const { book, clock } = this.parts;
    const order = orderOf(book.view, id, clock.now());
    const asked = order?.request.body;
    const isMine = asked?.payer === this.self || (asked !== undefined && accountOfHolder(asked.payee) === this.self);
    if (order === null || !isMine) return fail('request-missing', 'not of or for oneself');
    if (order.stage !== 'asked' && order.stage !== 'expired') return fail('payment-settled', order.stage);
    return this.sign({ type: 'step', nonce: this.nonce(), body: { req: id, state: 'cancelled' } });
  };

  private get self() {
    return this.parts.signer.self.account;
  }

  private nonce(): Uint8Array {
    return randomNonce(this.parts.random);
  }

  /** Accepts what waits for its payee; what is decided, or was answered, needs no word. */
  private async take({ id, body }: VerifiedOf<'transfer'>): Promise<Made<void>> {
    const { view } = this.parts.book;
    const status = view.unit(body.unit)?.transfer(id)?.status;
    const isAnswered = view.about(id, 'deposit').length + view.about(id, 'decline').length > 0;
    if (isAnswered || (status !== 'sent' && status !== 'held')) return ok();
    return this.sign(depositOf(id));
  }

  private async sign(draft: Draft<'deposit'> | Draft<'step'>): Promise<Made<void>> {
    return outcomeOf(await this.parts.signer.sign<'deposit' | 'step'>(draft));
  }

  private requestDraft({ units, amount, memo, payer, until }: NewRequest): Made<Draft<'request'>> {
    const found = units.map((unit) => this.parts.book.view.find('unit', unit));
    const decimals = found[0]?.body.decimals;
    const isOne = decimals !== undefined && found.every((unit) => unit?.body.decimals === decimals);
    if (!isOne) return fail('unit-missing', 'not units of one number of decimals');
    const body: BodyOf<'request'> = {
      ...{ payee: holderOf(this.self), units, decimals, memo, payer },
      until: until ?? this.parts.clock.now() + USUAL_TERM,
      single: true,
      ...(amount === undefined ? {} : { amount }),
    };
    const draft: Draft<'request'> = { type: 'request', nonce: this.nonce(), body };
    try {
      encodeRecord(draft);
      return ok(draft);
    } catch (cause) {
      if (!(cause instanceof Misfit)) throw cause;
      return fail('amount-invalid', cause.message);
    }
  }
}
