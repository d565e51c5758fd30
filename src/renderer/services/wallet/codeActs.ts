import type { AccountId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import * as v from 'valibot';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { Certificate } from '@domain/identity/certificate.ts';
import { type PayCode, type PayCodeError, readPayCode, recordCode } from '@domain/paycode/payCode.ts';
import { availableOf, confirmationOf } from '@domain/wallet/drafts/payments.ts';
import { encodeRecord } from '@domain/wallet/envelope.ts';
import { Misfit } from '@domain/wallet/fields.ts';
import { type RecordId, type UnitId, accountOfHolder, holderOf } from '@domain/wallet/ids.ts';
import { settlementOf } from '@domain/wallet/readings/settlements.ts';
import type { BodyOf, Draft, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Random } from '@ports/random.ts';
import { Turn } from '../turn.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { CodeActs, NewBill, NewSettlement, PayWay, ReadCode, TillItem } from '../workspace/walletCodes.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import { PAY_WAYS, payWaysSchema, readKept, shelfName, shelfSchema } from './deskNotes.ts';
import type { HandleDesk } from './handleDesk.ts';
import { randomNonce } from './nonce.ts';
import type { OwnSigner } from './ownSigner.ts';
import { Presses } from './presses.ts';
import { USUAL_TERM } from './walletActs.ts';
import type { WalletBook } from './walletBook.ts';

/** What the acts work with. */
export interface CodeActParts {
  readonly book: WalletBook;
  readonly signer: OwnSigner;
  readonly certificate: Certificate;
  readonly store: Pick<DocumentStore, 'values'>;
  readonly desk: HandleDesk;
  readonly verify: VerifySignature;
  readonly clock: Clock;
  readonly random: Random;
  /** Resolves when what is kept has been read and compared (WSV-4). */
  readonly ready: () => Promise<Result<void, WorkspaceError>>;
}

type Made<T> = Result<T, WorkspaceError>;

/** Codes, paying outside, and what a till keeps (WSV-100 to WSV-106). */
export class OwnCodeActs implements CodeActs {
  private readonly parts: CodeActParts;
  private readonly presses: Presses;
  /** Of two presses the second sees what the first gave back. */
  private readonly confirms = new Turn();

  constructor(parts: CodeActParts) {
    this.parts = parts;
    this.presses = new Presses(parts);
  }

  readonly readCode = async (text: string): Outcome<ReadCode> => {
    const read = await readPayCode(text, this.parts.verify);
    if (read.ok) return ok(readCodeOf(read.value));
    const { error } = read;
    if (error.code !== 'code-of-another-kind') return codeFailure(error);
    return error.found === 'pay' ? fail('code-malformed', error.message) : ok({ kind: 'other', found: error.found });
  };

  readonly takeCode = async (text: string): Outcome<{ record: RecordId }> => {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const read = await readPayCode(text, this.parts.verify);
    if (!read.ok) return codeFailure(read.error);
    const { value } = read;
    if (value.kind !== 'request' && value.kind !== 'transfer') return fail('code-malformed', 'holds no record');
    const { record, certificate } = value.kind === 'request' ? value.request : value.transfer;
    if (!this.concerns(record)) return fail('code-not-yours', 'a payment to somebody else');
    const from = certificate.account;
    const kept = await this.parts.book.commit({ records: [record], certificates: [certificate], from });
    return kept.ok ? ok({ record: record.id }) : { ok: false, error: storeFailure(kept.error) };
  };

  readonly makeBill = async (bill: NewBill): Outcome<{ request: RecordId }> => {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const units = bill.units.map((unit) => this.parts.book.view.find('unit', unit));
    const decimals = units[0]?.body.decimals;
    const isOne = decimals !== undefined && units.every((unit) => unit?.body.decimals === decimals);
    if (!isOne) return fail('unit-missing', 'not units of one number of decimals');
    const until = bill.until ?? this.parts.clock.now() + USUAL_TERM;
    const body = { payee: holderOf(this.self), decimals, until, single: true, ...wordsOf(bill) };
    const signed = await this.signed({ type: 'request', nonce: this.nonce(), body });
    return signed.ok ? ok({ request: signed.value.id }) : signed;
  };

  readonly requestCode = async (id: RecordId): Outcome<{ code: string }> => {
    const ready = await this.parts.ready();
    const request = this.parts.book.view.find('request', id);
    if (!ready.ok) return ready;
    if (request === undefined || accountOfHolder(request.body.payee) !== this.self)
      return fail('request-missing', 'no request of one’s own');
    return this.codeOf(request);
  };

  readonly paymentCode = async (id: RecordId): Outcome<{ code: string }> => {
    const ready = await this.parts.ready();
    const transfer = this.parts.book.view.find('transfer', id);
    if (!ready.ok) return ready;
    if (transfer === undefined || accountOfHolder(transfer.body.from) !== this.self)
      return fail('payment-missing', 'no payment of one’s own');
    return this.codeOf(transfer);
  };

  readonly openPayerCode = async (): Outcome<{ code: string; until: number }> => {
    const ready = await this.parts.ready();
    return ready.ok ? this.parts.desk.open() : ready;
  };

  readonly payerCodeAnswer = (code: string): Outcome<{ request: RecordId | null }> => this.parts.desk.answerTo(code);

  readonly answerPayerCode = async (code: string, request: RecordId): Outcome => {
    const asked = await this.requestCode(request);
    return asked.ok ? this.parts.desk.answer(code, asked.value.code) : asked;
  };

  readonly declareSettled = async (claim: NewSettlement): Outcome<{ settlement: RecordId }> => {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const { creditor, unit, amount, rail, railAmount, railCurrency, ref, proof, intent } = claim;
    const book = this.parts.book.view.unit(unit);
    if (book?.unit.body.issuer !== this.self) return fail('unit-missing', 'no unit of one’s own');
    const body: BodyOf<'settle'> = {
      ...{ debtor: this.self, creditor, unit, amount, rail, railAmount, railCurrency, ref },
      ...(proof === undefined ? {} : { req: proof.request, preimage: proof.preimage }),
    };
    const to = [creditor, rail, railAmount, railCurrency, ref].join(' ');
    return this.presses.onceOf({ to, unit, amount, intent }, 'settle', {
      find: (nonce) => this.claimedWith(nonce),
      make: async (nonce) => {
        if (amount > book.balanceOf(holderOf(creditor))) return fail('amount-invalid', 'more than is owed');
        const signed = await this.signed({ type: 'settle', nonce, body });
        return signed.ok ? ok({ settlement: signed.value.id }) : signed;
      },
    });
  };

  readonly confirmSettled = async (id: RecordId, amount: bigint): Outcome<{ payment: RecordId }> => {
    const ready = await this.parts.ready();
    return ready.ok ? this.confirms.take(() => this.confirm(id, amount)) : ready;
  };

  private async confirm(id: RecordId, amount: bigint): Outcome<{ payment: RecordId }> {
    const { view } = this.parts.book;
    const settle = view.find('settle', id);
    if (settle?.body.creditor !== this.self) return fail('payment-missing', 'nothing to confirm');
    const { unit } = settle.body;
    const given = view.about(id, 'transfer').filter(({ body }) => accountOfHolder(body.from) === this.self);
    const statusOf = (each: RecordId) => view.unit(unit)?.transfer(each)?.status;
    const open = given.filter((each) => statusOf(each.id) === 'sent');
    const claimed = settlementOf(view, settle).confirmed + open.reduce((sum, { body }) => sum + body.amount, 0n);
    if (claimed + amount > settle.body.amount) {
      // Pressed again, here or on another device, before its screen knew.
      const standing = given.filter((each) => statusOf(each.id) === 'sent' || statusOf(each.id) === 'cleared');
      const same = standing.find(({ body }) => body.amount === amount);
      return same === undefined ? fail('payment-settled', 'confirmed already') : ok({ payment: same.id });
    }
    if (amount > availableOf(view, unit, holderOf(this.self))) return fail('payment-not-enough', 'not so much is held');
    const signed = await this.signed(confirmationOf(settle, { amount, serial: given.length + 1 }));
    return signed.ok ? ok({ payment: signed.value.id }) : signed;
  }

  readonly keepShelf = (unit: UnitId, items: readonly TillItem[]): Outcome => {
    const read = v.safeParse(shelfSchema, items);
    return read.success
      ? this.keep(shelfName(unit), read.output)
      : Promise.resolve(fail('setting-invalid', 'no list of things to sell'));
  };

  readonly keepPayWay = async (way: PayWay): Outcome => {
    const kept = await this.parts.store.values.get(PAY_WAYS);
    if (!kept.ok) return { ok: false, error: storeFailure(kept.error) };
    const others = readKept(payWaysSchema, kept.value?.value).filter(
      ({ account, rail }) => account !== way.account || rail !== way.rail,
    );
    const read = v.safeParse(payWaysSchema, way.address === '' ? others : [...others, way]);
    return read.success ? this.keep(PAY_WAYS, read.output) : fail('setting-invalid', 'no way to pay');
  };

  private claimedWith(nonce: Uint8Array): { settlement: RecordId } | null {
    for (const { type, id, body, nonce: used } of this.parts.book.view.records())
      if (type === 'settle' && body.debtor === this.self && equalBytes(used, nonce)) return { settlement: id };
    return null;
  }

  private get self(): AccountId {
    return this.parts.signer.self.account;
  }

  private nonce(): Uint8Array {
    return randomNonce(this.parts.random);
  }

  /** A request may be for whoever has it; of payments only those to oneself, or in a unit of one's own, are one's business. */
  private concerns(record: VerifiedRecord): boolean {
    if (record.type === 'request') return (record.body.payer ?? this.self) === this.self;
    return this.parts.book.partiesOf(record).has(this.self);
  }

  private codeOf(record: VerifiedOf<'request'> | VerifiedOf<'transfer'>): Made<{ code: string }> {
    const code = recordCode(record, this.parts.certificate.signed);
    return code.ok ? ok({ code: code.value }) : fail('code-too-large', code.error.message);
  }

  private async keep(name: string, value: unknown): Outcome {
    const kept = await this.parts.store.values.put({ name, value });
    return kept.ok ? ok() : { ok: false, error: storeFailure(kept.error) };
  }

  /** What a person typed may fit no record: that is no bug. */
  private async signed<Type extends 'request' | 'settle' | 'transfer'>(
    draft: Draft<Type>,
  ): Promise<Made<VerifiedOf<Type>>> {
    try {
      encodeRecord(draft);
    } catch (cause) {
      if (!(cause instanceof Misfit)) throw cause;
      return fail('amount-invalid', cause.message);
    }
    const signed = await this.parts.signer.sign(draft);
    return signed.ok ? signed : { ok: false, error: storeFailure(signed.error) };
  }
}

/** What a request says of what it is for: fields that are missing must not be there at all. */
function wordsOf({ units, memo, amount, lines, payer, invoice }: NewBill) {
  return {
    ...{ units, memo },
    ...(amount === undefined ? {} : { amount }),
    ...(lines === undefined ? {} : { lines }),
    ...(payer === undefined ? {} : { payer }),
    ...(invoice === undefined ? {} : { hash: invoice.hash, terms: invoice.text }),
  };
}

function codeFailure(error: PayCodeError): Made<never> {
  return error.code === 'code-of-another-kind' ? fail('code-malformed', error.message) : { ok: false, error };
}

/** A code as a screen sees it. */
function readCodeOf(code: PayCode): ReadCode {
  switch (code.kind) {
    case 'payee': {
      const { to, unit, amount, memo } = code.payee;
      return { kind: 'payee', payee: accountOfHolder(to), unit: unit ?? null, amount: amount ?? null, memo };
    }
    case 'payer':
      return { kind: 'payer', payer: code.payer.account, until: code.payer.until };
    case 'request': {
      const { id, body } = code.request.record;
      const { units, decimals, memo, until } = body;
      const payee = accountOfHolder(body.payee);
      return { kind: 'request', request: id, payee, units, decimals, amount: body.amount ?? null, memo, until };
    }
    case 'transfer': {
      const { id, body } = code.transfer.record;
      const [payer, payee] = [accountOfHolder(body.from), accountOfHolder(body.to)];
      return { kind: 'transfer', payment: id, payer, payee, unit: body.unit, amount: body.amount };
    }
  }
}
