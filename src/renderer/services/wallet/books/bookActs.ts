import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { MAX_AMOUNT } from '@domain/wallet/amount.ts';
import { draftEntry } from '@domain/wallet/clerk/entries.ts';
import { type Desk, deskOf } from '@domain/wallet/clerk/judge.ts';
import { draftNextBook } from '@domain/wallet/clerk/takeover.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { type HolderId, type RecordId, type UnitId, accountOfHolder } from '@domain/wallet/ids.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import { MAX_WITNESSES } from '@domain/wallet/records/unitRecords.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import type { AsRoot } from '../../identity/rootSigner.ts';
import type { Turn } from '../../turn.ts';
import { storeFailure } from '../../workspace/failures.ts';
import type { BookActs, CutPlace } from '../../workspace/walletBooks.ts';
import type { Outcome, WorkspaceError } from '../../workspace/workspaceErrors.ts';
import { randomNonce } from '../nonce.ts';
import type { OwnSigner } from '../ownSigner.ts';
import type { WalletBook } from '../walletBook.ts';
import { bringingBack, isLeftBehind } from '../trade/leftPots.ts';
import { logFor } from './logFor.ts';
import { frozenBy, takeOver } from './rootDeeds.ts';

/** What the acts work with. */
export interface BookActParts {
  readonly book: WalletBook;
  readonly signer: OwnSigner;
  readonly clock: Clock;
  readonly random: Random;
  readonly asRoot: AsRoot;
  /** Devices that can see a book: of a contact, and of oneself other ones than this. */
  readonly devicesOf: (account: AccountId) => readonly DeviceId[];
  readonly ready: () => Promise<Result<void, WorkspaceError>>;
  /** The clerk's turn: who hands a book on while the clerk writes in it would contradict itself (WSV-140). */
  readonly turn: Turn;
}

type Made<T = void> = Result<T, WorkspaceError>;

/** What a person does about books and devices (WSV-97, WSV-140 to WSV-146). */
export class OwnBookActs implements BookActs {
  private readonly parts: BookActParts;

  constructor(parts: BookActParts) {
    this.parts = parts;
  }

  readonly setWitnesses = (unit: UnitId, accounts: readonly AccountId[]): Outcome =>
    this.asClerk(unit, (desk) => {
      const witnesses = accounts.flatMap((account) => this.parts.devicesOf(account).slice(0, 1));
      const isWhole = witnesses.length === accounts.length && witnesses.length <= MAX_WITNESSES;
      if (!isWhole) return Promise.resolve(fail('device-missing', 'a device of a witness is not known'));
      return this.handOn(desk, { clerk: this.self.device, witnesses: [...new Set(witnesses)] });
    });

  readonly handOverBook = (unit: UnitId, device: DeviceId): Outcome =>
    this.asClerk(unit, (desk) => {
      const { view } = this.parts.book;
      const isAble = view.people.may(device, this.self.account, 'clerk') && !view.isFrozen(this.self.account, device);
      if (!isAble || device === this.self.device) return Promise.resolve(fail('device-missing', 'no such device'));
      // Who keeps the book from now on cannot see itself.
      const witnesses = desk.book.body.witnesses.filter((each) => each !== device);
      return this.handOn(desk, { clerk: device, witnesses });
    });

  readonly takeOverBook = async (unit: UnitId, words: string): Outcome => {
    const own = await this.ownUnit(unit);
    if (!own.ok) return own;
    return this.byRoot(words, (root) => takeOver({ ...this.parts, unit: own.value, root }));
  };

  readonly setOverdraft = async (unit: UnitId, holder: HolderId, max: bigint): Outcome => {
    const own = await this.ownUnit(unit);
    if (!own.ok) return own;
    if (max < 0n || max > MAX_AMOUNT) return fail('amount-invalid', 'not an amount');
    if (accountOfHolder(holder) === this.self.account) return fail('amount-invalid', 'an issuer owes itself nothing');
    const body = { unit, holder, max, serial: (own.value.overdrafts().get(holder)?.serial ?? 0) + 1 };
    return this.keep([await this.parts.signer.seal({ type: 'overdraft', nonce: this.nonce(), body })]);
  };

  readonly admitPromise = async (id: RecordId): Outcome => {
    const ready = await this.parts.ready();
    const mint = this.parts.book.view.find('mint', id);
    if (!ready.ok) return ready;
    if (mint === undefined) return fail('payment-missing', 'no such promise');
    return this.asClerk(mint.body.unit, async (desk) => {
      if (desk.unit.mint(id)?.counts === true) return ok();
      const draft = draftEntry(desk, { op: 'admit', ref: id }, this.parts.clock.now());
      return this.keep([await this.parts.signer.seal(draft)]);
    });
  };

  readonly freezeDevice = async (device: DeviceId): Outcome => {
    const known = await this.ownDevice(device);
    if (!known.ok) return known;
    const { account } = this.self;
    if (this.parts.book.view.isFrozen(account, device)) return ok();
    const body = { account, key: device };
    return this.keep([await this.parts.signer.seal({ type: 'freeze', nonce: this.nonce(), body })]);
  };

  readonly thawDevice = async (device: DeviceId, words: string): Outcome => {
    const known = await this.ownDevice(device);
    if (!known.ok) return known;
    const { account } = this.self;
    const ends = frozenBy(this.parts.book.whole, account, device).map(({ id }) => id);
    if (ends.length === 0) return ok();
    const draft = { type: 'thaw', nonce: this.nonce(), body: { account, ends: ends.slice(0, 64) } } as const;
    return this.byRoot(words, async (root) => ok([await sealRecord(draft, root)]));
  };

  readonly cutDevice = async ({ unit, device, epoch, seq }: CutPlace, words: string): Outcome => {
    const own = await this.ownUnit(unit);
    const known = own.ok ? await this.ownDevice(device) : own;
    if (!known.ok) return known;
    const body = { account: this.self.account, key: device, cut: { unit, epoch, seq } };
    const draft = { type: 'freeze', nonce: this.nonce(), body } as const;
    return this.byRoot(words, async (root) => ok([await sealRecord(draft, root)]));
  };

  readonly bringBackPot = async (id: RecordId, words: string): Outcome => {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const { view } = this.parts.book;
    const pot = view.find('pot', id);
    if (pot?.body.account !== this.self.account) return fail('pot-missing', 'no pot of one’s own');
    if (!isLeftBehind(view, pot)) return fail('pot-forbids', 'a device that stands may pay from it');
    return this.byRoot(words, async (root) => {
      // Only now: of two presses the second finds nothing left.
      const orders = bringingBack(view, pot, this.parts.clock.now());
      if (orders.length === 0) return fail('payment-not-enough', 'nothing that may leave now');
      const drafts = orders.map((body) => ({ type: 'transfer', nonce: this.nonce(), body }) as const);
      return ok(await Promise.all(drafts.map((draft) => sealRecord(draft, root))));
    });
  };

  private get self() {
    return this.parts.signer.self;
  }

  private nonce(): Uint8Array {
    return randomNonce(this.parts.random);
  }

  private async ownUnit(id: UnitId): Promise<Made<UnitView>> {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const unit = this.parts.book.view.unit(id);
    const isMine = unit?.unit.body.issuer === this.self.account;
    return unit !== undefined && isMine ? ok(unit) : fail('unit-missing', 'not a unit of one’s own');
  }

  private async ownDevice(device: DeviceId): Promise<Made> {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const isMine = this.parts.book.view.people.may(device, this.self.account, 'any');
    return isMine ? ok() : fail('device-missing', 'not a device of one’s own');
  }

  /** Does something as who keeps a book, while the clerk writes nothing. */
  private async asClerk(unit: UnitId, act: (desk: Desk) => Promise<Made>): Outcome {
    const own = await this.ownUnit(unit);
    if (!own.ok) return own;
    return this.parts.turn.take(async () => {
      const desk = deskOf(this.parts.book.view, { unit, device: this.self.device });
      if (desk.ok) return act(desk.value);
      const isMissing = desk.error.code === 'log-incomplete';
      return fail(isMissing ? 'book-incomplete' : 'book-elsewhere', desk.error.message);
    });
  }

  private async handOn({ unit }: Desk, successor: { clerk: DeviceId; witnesses: readonly DeviceId[] }): Promise<Made> {
    const draft = draftNextBook(this.parts.book.view, unit.unit.id, successor);
    if (!draft.ok) return fail('book-incomplete', draft.error.message);
    const book = await this.parts.signer.seal(draft.value);
    // Who is to see the next entry has to have all before it (WAL-120).
    const out = logFor(unit, this.accountsOf(successor.witnesses));
    const kept = await this.parts.book.commit({ records: [book], out });
    return kept.ok ? ok() : { ok: false, error: storeFailure(kept.error) };
  }

  private accountsOf(devices: readonly DeviceId[]): ReadonlySet<AccountId> {
    const { people } = this.parts.book.view;
    return new Set(devices.flatMap((device) => people.accountsOf(device)).filter((each) => each !== this.self.account));
  }

  private async byRoot(
    words: string,
    act: (root: Parameters<Parameters<AsRoot>[1]>[0]) => Promise<Made<readonly VerifiedRecord[]>>,
  ): Outcome {
    const signed = await this.parts.asRoot(words, (root) =>
      this.parts.turn.take(async () => {
        const records = await act(root);
        return records.ok ? this.keep(records.value) : records;
      }),
    );
    return signed.ok ? signed.value : signed;
  }

  private async keep(records: readonly VerifiedRecord[]): Promise<Made> {
    const kept = await this.parts.signer.keep(records);
    return kept.ok ? ok() : { ok: false, error: storeFailure(kept.error) };
  }
}
