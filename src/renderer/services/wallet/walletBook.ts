import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { Certificate } from '@domain/identity/certificate.ts';
import { joinSignatures } from '@domain/wallet/envelope.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { OutgoingRecord } from '@domain/wallet/keptRecords.ts';
import { Ledger } from '@domain/wallet/ledger.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import type { LedgerView, WaitKey } from '@domain/wallet/standing.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { WalletChanges } from '@ports/walletStore.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import { entryOf } from '../journal/reconcileWallet.ts';
import { Turn } from '../turn.ts';
import type { Log } from '../diagnostics/log.ts';
import { apart } from './apart.ts';
import { addKept, certificateId, proofsOf } from './keptProofs.ts';
import { knownWith } from './knownWith.ts';
import { type Known, partiesOf } from './parties.ts';
import { type Portion, weighing } from './weighing.ts';

/** What is taken at once. */
export interface WalletBatch extends Portion {
  /** Who brought it: has it, and is told no more of it. Not set where `records` were signed here. */
  readonly from?: AccountId;
  /** Another own device brought it, and says with `out` to whom it has yet to be brought: it is sent to nobody else (WSV-182). */
  readonly isShared?: true;
  /**
   * What is signed here because of it, given what of it is new, to be kept in the same transaction. Asked in the batch's turn, so it must not wait for
   * another commit; not asked where something waited for what came.
   */
  readonly answer?: (fresh: readonly VerifiedRecord[]) => Promise<readonly VerifiedRecord[]>;
  /** What is sent beside what follows from the records. */
  readonly out?: readonly OutgoingRecord[];
  readonly done?: readonly OutgoingRecord[];
}

/** What became of a batch, and when the host has it. */
interface Taken {
  readonly outcome: Result<readonly VerifiedRecord[], StoreError>;
  readonly journalled: Promise<void>;
}

/** What is new of a batch, and what of it is signed here because of the rest. */
interface News {
  readonly fresh: readonly VerifiedRecord[];
  readonly answers: readonly VerifiedRecord[];
}

/** Who brought something, if anybody did, and what of it others are to be told. */
interface Audience {
  readonly from: AccountId | undefined;
  readonly told: readonly VerifiedRecord[];
}

/** What the book works with. */
export interface WalletBookParts {
  readonly self: AccountId;
  readonly store: DocumentStore;
  readonly journal: EventJournal;
  readonly clock: Clock;
  readonly log: Log;
}

/** Every record this device has, what they come to, and what others have yet to get (WSV-1 to WSV-3). One per engine. */
export class WalletBook {
  private readonly ledger = new Ledger();
  private readonly parts: WalletBookParts;
  private readonly turn = new Turn();
  private readonly outbox = new Map<AccountId, Set<RecordId>>();
  private readonly keptCertificates = new Set<string>();
  private readonly devices = new Map<DeviceId, Set<AccountId>>();
  private readonly waits = new Set<RecordId>();
  private readonly unreadIds: string[] = [];
  private readonly listeners = new Set<(fresh: readonly VerifiedRecord[]) => void>();

  constructor(parts: WalletBookParts) {
    this.parts = parts;
  }

  /** What the records come to. */
  get view(): LedgerView & Pick<Ledger, 'units' | 'records'> {
    return this.ledger;
  }

  /** The same, for what makes bundles of it. Nobody else adds to it. */
  get whole(): Ledger {
    return this.ledger;
  }

  /** Records that wait for something that is missing. */
  get waiting(): ReadonlySet<RecordId> {
    return this.waits;
  }

  /** Records, accounts and books that something here waits for. */
  wanted(): ReadonlySet<WaitKey> {
    const standings = [...this.waits].map((id) => this.ledger.standingOf(id));
    return new Set(standings.flatMap((standing) => (standing?.kind === 'waits' ? standing.on : [])));
  }

  /** What is kept and could not be read. */
  get unread(): readonly string[] {
    return this.unreadIds;
  }

  /** Reads what is kept. */
  async open(): Promise<Result<void, StoreError>> {
    const { wallet } = this.parts.store;
    const ids: RecordId[] = [];
    const read = await addKept(wallet, { ledger: this.ledger, after: 0 }, ({ kind, id, isRead }) => {
      if (!isRead) this.unreadIds.push(id);
      if (kind === 'certificate') this.keptCertificates.add(id);
      else ids.push(id as RecordId);
    });
    if (!read.ok) return read;
    for (const certificate of this.ledger.people.all()) this.noteDevice(certificate);
    this.noteWaiting(ids);
    const outgoing = await wallet.outbox();
    if (!outgoing.ok) return outgoing;
    this.enqueue(outgoing.value);
    return ok();
  }

  /** Certificates that were verified elsewhere, as those of contacts. They are kept once they are needed. */
  know(certificates: Iterable<Certificate>): void {
    for (const certificate of certificates) this.certify(certificate);
    this.noteWaiting([...this.waits]);
  }

  /** What an account has yet to get, oldest first. */
  pendingFor(account: AccountId): readonly RecordId[] {
    return [...(this.outbox.get(account) ?? [])];
  }

  /** To whom some records have yet to be brought. */
  owedOf(ids: ReadonlySet<RecordId>): readonly OutgoingRecord[] {
    return [...this.outbox].flatMap(([account, waiting]) =>
      [...ids].flatMap((id) => (waiting.has(id) ? [{ account, id }] : [])),
    );
  }

  /** Hears of each batch that was kept, after it was. */
  listen(listener: (fresh: readonly VerifiedRecord[]) => void): Disposer {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Accounts a record concerns. */
  partiesOf(record: VerifiedRecord, among: readonly VerifiedRecord[] = []): ReadonlySet<AccountId> {
    return partiesOf(this.known(among), record);
  }

  /**
   * Keeps what is new of a batch together with who is to get it, in the database and then in the journal; the value is what was new. What is signed here counts,
   * is told and sent only then (WSV-1). What a peer brought counts as soon as the database has it; the value, on which its being acknowledged rests,
   * waits for the journal, too (WSV-2).
   */
  async commit(batch: WalletBatch): Promise<Result<readonly VerifiedRecord[], StoreError>> {
    const taken = await this.turn.take(() => this.commitNow(batch));
    // Outside of the turn: what comes next need not wait for the journal of this.
    await taken.journalled;
    return taken.outcome;
  }

  private async commitNow(batch: WalletBatch): Promise<Taken> {
    const came = this.freshOf(batch);
    const answers = await this.answersTo(batch, came);
    const fresh = [...came, ...answers];
    const certificates = this.newCertificates(batch.certificates ?? [], fresh);
    const { sent, answered } = this.rowsOf(batch, { fresh, answers });
    const kept = proofsOf({ certificates, records: fresh }, this.parts.clock.now());
    if (kept.length + sent.length + answered.length === 0) return { outcome: ok([]), journalled: Promise.resolve() };
    const stored = await this.parts.store.wallet.write({ kept, out: sent, done: answered });
    if (!stored.ok) return { outcome: stored, journalled: Promise.resolve() };
    // Handed over in the order of commits, and taken by the host in that order: what is signed here is never there without what it rests on.
    const journalled = this.journal(kept);
    if (batch.from === undefined || answers.length > 0) await journalled;
    this.take(fresh, certificates);
    this.enqueue(sent);
    for (const { account, id } of answered) this.outbox.get(account)?.delete(id);
    if (kept.length + sent.length > 0) this.tell(fresh);
    return { outcome: ok(fresh), journalled };
  }

  private rowsOf({ from, isShared, out = [], done = [] }: WalletBatch, news: News) {
    const told = isShared === true ? news.answers : news.fresh;
    const sent = [...this.routes(news, { from, told }), ...out].filter((row) => !this.isPending(row));
    return { sent, answered: done.filter((row) => this.isPending(row)) };
  }

  private async answersTo(batch: WalletBatch, came: readonly VerifiedRecord[]): Promise<readonly VerifiedRecord[]> {
    if (batch.answer === undefined) return [];
    const wanted = this.wanted();
    const certified = batch.certificates ?? [];
    const isWaitedFor =
      came.some(({ id }) => wanted.has(id)) || certified.some(({ account }) => wanted.has(`account:${account}`));
    return isWaitedFor ? [] : batch.answer(came);
  }

  private tell(fresh: readonly VerifiedRecord[]): void {
    // What is kept is kept, whatever becomes of who hears of it.
    for (const listener of this.listeners) apart(this.parts.log, () => listener(fresh));
  }

  /** Only what the database has: what it refused would count after the next comparison, though the act failed (JNL-13). */
  private async journal(kept: WalletChanges['kept']): Promise<void> {
    // What the host does not take now is kept back for it, and found missing at the next start (JNL-2, JNL-13).
    if (kept.length > 0) await this.parts.journal.append(kept.map(entryOf));
  }

  private take(fresh: readonly VerifiedRecord[], certificates: readonly Certificate[]): void {
    for (const certificate of certificates) {
      this.keptCertificates.add(certificateId(certificate));
      this.certify(certificate);
    }
    for (const record of fresh) this.ledger.add(record);
    this.noteWaiting([...this.waits, ...fresh.map(({ id }) => id)]);
  }

  /** Records that say something new, each with all its signatures. */
  private freshOf(batch: WalletBatch): readonly VerifiedRecord[] {
    const carries = weighing(this.ledger, batch);
    const fresh = new Map<RecordId, VerifiedRecord>();
    for (const record of batch.records) {
      const known = fresh.get(record.id) ?? this.ledger.record(record.id);
      const joined = known === undefined ? record : joinSignatures(known, record, (each) => carries(record, each));
      if (joined !== known) fresh.set(record.id, joined);
    }
    return [...fresh.values()];
  }

  /** Those that came and are not kept, and known ones whose devices signed what is kept now. */
  private newCertificates(came: readonly Certificate[], fresh: readonly VerifiedRecord[]): readonly Certificate[] {
    const signers = new Set(fresh.flatMap(({ signatures }) => signatures.map(({ key }) => key)));
    const accounts = new Set([...signers].flatMap((key) => [...(this.devices.get(key) ?? [])]));
    const known = [...accounts].flatMap((account) => this.ledger.people.certificatesOf(account));
    const all = new Map([...came, ...known].map((each) => [certificateId(each), each]));
    return [...all].flatMap(([id, certificate]) => (this.keptCertificates.has(id) ? [] : [certificate]));
  }

  /** Who is to get what is new: whom it concerns, but for oneself and who brought it, who has yet to get `answers`. What waited may be understood now. */
  private routes({ fresh, answers }: News, { from, told }: Audience): readonly OutgoingRecord[] {
    const known = this.known(fresh);
    const cameNow = new Set<WaitKey>(fresh.map(({ id }) => id));
    const understood = [...this.waits].flatMap((id) => {
      const standing = this.ledger.standingOf(id);
      const isMoved = standing?.kind === 'waits' && standing.on.some((key) => cameNow.has(key));
      return isMoved && !cameNow.has(id) ? (this.ledger.record(id) ?? []) : [];
    });
    return [...told, ...understood].flatMap((record) =>
      [...partiesOf(known, record)]
        .filter((account) => account !== this.parts.self && (account !== from || answers.includes(record)))
        .map((account) => ({ account, id: record.id })),
    );
  }

  private known(among: readonly VerifiedRecord[]): Known {
    return knownWith(this.ledger, { among, devices: this.devices });
  }

  private certify(certificate: Certificate): void {
    this.ledger.certify(certificate);
    this.noteDevice(certificate);
  }

  private noteDevice({ device, account }: Certificate): void {
    const accounts = this.devices.get(device) ?? new Set<AccountId>();
    this.devices.set(device, accounts.add(account));
  }

  private noteWaiting(ids: readonly RecordId[]): void {
    for (const id of ids) {
      if (this.ledger.standingOf(id)?.kind === 'waits') this.waits.add(id);
      else this.waits.delete(id);
    }
  }

  private isPending({ account, id }: OutgoingRecord): boolean {
    return this.outbox.get(account)?.has(id) === true;
  }

  private enqueue(rows: readonly OutgoingRecord[]): void {
    for (const { account, id } of rows) {
      const ids = this.outbox.get(account) ?? new Set<RecordId>();
      this.outbox.set(account, ids.add(id));
    }
  }
}
