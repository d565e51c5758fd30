import type { AccountId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { deskOf } from '@domain/wallet/clerk/judge.ts';
import { STATEMENT_ASKS_NAME, type StatementAsk, readStatementAsks } from '@domain/wallet/keptNotes.ts';
import { type HolderId, type RecordId, type UnitId, holderOf } from '@domain/wallet/ids.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { LinkedPeer, WalletWord } from '../../replication/session.ts';
import { randomNonce } from '../nonce.ts';
import type { OwnSigner, SignError } from '../ownSigner.ts';
import { tellAgain } from '../tellAgain.ts';
import type { WalletBook } from '../walletBook.ts';
import type { WalletLink, WalletLinks } from '../walletLinks.ts';
import { newestHead, newestStatement } from './statement.ts';

/** How long an answer is waited for before it is asked again over the same link, ms. */
export const ASK_AGAIN = 10_000;
/** How often one account is answered about one unit, ms. */
export const ANSWER_EVERY = 5000;
/** How long a statement is as good as a new one while nothing moves, ms: who asks again and again gets no more of them. */
export const STATEMENT_GOOD_FOR = 60_000;

/** A question about what one has. */
export type StateWord = Extract<WalletWord, { readonly t: 'wallet.state' }>;

/** True for a question about what somebody has. */
export function isStateWord(word: WalletWord): word is StateWord {
  return word.t === 'wallet.state';
}

/** What statements are asked for and given with. */
export interface StatementParts {
  readonly self: { readonly account: AccountId };
  readonly book: WalletBook;
  readonly signer: OwnSigner;
  readonly links: WalletLinks;
  readonly store: Pick<DocumentStore, 'values'>;
  readonly clock: Clock;
  readonly random: Random;
}

/** Statements: those one asks for, until they are there, and those of books this device keeps (WSV-71, WSV-76). */
export class StatementDesk {
  private readonly parts: StatementParts;
  /** When each unit was asked about over a link, monotonic ms. */
  private readonly said = new WeakMap<WalletLink, Map<UnitId, number>>();
  private readonly answered = new Map<string, number>();
  private cancel: Disposer = () => undefined;

  constructor(parts: StatementParts) {
    this.parts = parts;
  }

  /** Asks as soon as there is a link to ask over. */
  start(): Disposer {
    const stop = this.parts.links.subscribe(() => void this.remind());
    return () => {
      stop();
      this.cancel();
    };
  }

  /** To be run after each change and regularly; `fresh` is what came. */
  async run(fresh: readonly VerifiedRecord[]): Promise<void> {
    const holder = holderOf(this.parts.self.account);
    const came = fresh.flatMap(({ type, id }) => (type === 'statement' ? [this.parts.book.view.find(type, id)] : []));
    const units = new Set(came.flatMap((each) => (each?.body.holder === holder ? [each.body.unit] : [])));
    // Not kept: it is asked once more, and answered with the same.
    if (units.size > 0) await this.change((asks) => asks.filter(({ unit }) => !units.has(unit)));
    await this.remind();
  }

  /** Asks the issuer of a unit what its book says that one has: now, or once their device is there. */
  async ask(unit: UnitId): Promise<Result<void, StoreError>> {
    const at = this.parts.clock.now();
    const kept = await this.change((asks) => [...asks.filter((each) => each.unit !== unit), { unit, at }]);
    if (kept.ok) await this.remind();
    return kept;
  }

  /** Signs what a holder has by a book this device keeps; `null` where it keeps it not. */
  async give(id: UnitId, holder: HolderId): Promise<Result<RecordId, SignError> | null> {
    const { book, signer, clock, random } = this.parts;
    const unit = book.view.unit(id);
    const desk = deskOf(book.view, { unit: id, device: signer.self.device });
    if (unit === undefined || !desk.ok) return null;
    const { epoch, seq } = desk.value.tail;
    const sums = { balance: unit.balanceOf(holder), held: unit.heldFor(holder) };
    const body = { unit: id, holder, ...sums, epoch, seq, at: clock.now() };
    const signed = await signer.sign({ type: 'statement', nonce: randomNonce(random), body });
    return signed.ok ? ok(signed.value.id) : signed;
  }

  /** Answers who asks about a book this device keeps. Never an offence: who keeps it not has nothing to say. */
  async hear({ account }: LinkedPeer, { unit: id }: StateWord): Promise<boolean> {
    const { book } = this.parts;
    const unit = book.view.unit(id);
    const holder = holderOf(account);
    const isHolder = unit !== undefined && [...unit.holders()].includes(holder);
    if (!isHolder || !this.isDue(`${account} ${id}`)) return true;
    const given = this.recent(unit, holder) ?? (await this.give(id, holder));
    const head = given?.ok === true ? await this.headOf(unit) : null;
    const more = head === null ? [] : [head];
    if (given?.ok === true) await tellAgain(book, { unit: id, account, more: [given.value, ...more] });
    return true;
  }

  private isDue(key: string): boolean {
    const now = this.parts.clock.monotonic();
    if (now - (this.answered.get(key) ?? -ANSWER_EVERY) < ANSWER_EVERY) return false;
    this.answered.set(key, now);
    return true;
  }

  /** A statement that is as good as a new one; null where there is none. */
  private recent(unit: UnitView, holder: HolderId): Result<RecordId, never> | null {
    const { book, signer, clock } = this.parts;
    const { id } = unit.unit;
    const desk = deskOf(book.view, { unit: id, device: signer.self.device });
    const before = newestStatement(book.view, { unit: id, holder });
    if (!desk.ok || before === null || clock.now() - before.body.at >= STATEMENT_GOOD_FOR) return null;
    return isOf(unit, before, desk.value.tail) ? ok(before.id) : null;
  }

  /** Where the log stands now, signed; the one that was, where it has not moved. */
  private async headOf(unit: UnitView): Promise<RecordId | null> {
    const { book, signer, clock, random } = this.parts;
    const { id } = unit.unit;
    const desk = deskOf(book.view, { unit: id, device: signer.self.device });
    // Without an entry there is nothing to stand at.
    if (!desk.ok || desk.value.tail.seq === 0) return null;
    const { epoch, seq, link } = desk.value.tail;
    const before = newestHead(unit);
    if (before?.body.epoch === epoch && before.body.seq === seq) return before.id;
    const { issued, redeemed, held, lapsed } = unit;
    const body = { unit: id, epoch, seq, link, issued, redeemed, held, lapsed, at: clock.now() };
    const signed = await signer.sign({ type: 'head', nonce: randomNonce(random), body });
    return signed.ok ? signed.value.id : null;
  }

  /** Says over each link to an issuer what is asked and was not said there lately. */
  private async remind(): Promise<void> {
    const { links, book, clock } = this.parts;
    const asks = await this.asks();
    this.cancel();
    // Who is not ready yet hears nothing: it is said again, whatever else happens or does not.
    this.cancel = asks.length === 0 ? () => undefined : clock.after(ASK_AGAIN, () => void this.remind());
    const now = clock.monotonic();
    for (const link of asks.length === 0 ? [] : links.get()) {
      const said = this.said.get(link) ?? new Map<UnitId, number>();
      this.said.set(link, said);
      for (const { unit } of asks) {
        const isIssuer = book.view.find('unit', unit)?.body.issuer === link.peer.account;
        if (!isIssuer || now - (said.get(unit) ?? -ASK_AGAIN) < ASK_AGAIN) continue;
        said.set(unit, now);
        link.say({ t: 'wallet.state', unit });
      }
    }
  }

  private async asks(): Promise<readonly StatementAsk[]> {
    const stored = await this.parts.store.values.get(STATEMENT_ASKS_NAME);
    return stored.ok ? readStatementAsks(stored.value?.value) : [];
  }

  private async change(
    to: (asks: readonly StatementAsk[]) => readonly StatementAsk[],
  ): Promise<Result<void, StoreError>> {
    const kept = await this.parts.store.values.update(STATEMENT_ASKS_NAME, (current) => ({
      name: STATEMENT_ASKS_NAME,
      value: to(readStatementAsks(current?.value)),
    }));
    return kept.ok ? ok() : kept;
  }
}

function isOf(
  unit: UnitView,
  { body }: VerifiedOf<'statement'>,
  tail: { readonly epoch: number; readonly seq: number },
): boolean {
  const isThere = body.epoch === tail.epoch && body.seq === tail.seq;
  return isThere && body.balance === unit.balanceOf(body.holder) && body.held === unit.heldFor(body.holder);
}
