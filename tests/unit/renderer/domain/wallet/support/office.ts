/** A clerk, its witness and what each of them has stored, for one unit. */
import type { Certificate } from '@domain/identity/certificate.ts';
import { draftEntry, draftVerdict, dueLapses, dueTransfers } from '@domain/wallet/clerk/entries.ts';
import { type ClerkSeat, type Desk, deskOf, judge } from '@domain/wallet/clerk/judge.ts';
import { draftNextBook } from '@domain/wallet/clerk/takeover.ts';
import { acknowledge } from '@domain/wallet/clerk/witness.ts';
import { type Signer, sealRecord } from '@domain/wallet/envelope.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import type { Draft, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';
import { must } from '../../support/devices.ts';
import { type Person, deviceOf } from './people.ts';
import type { TestUnit } from './records.ts';

/** Called after every entry, with the book as it is then. */
export type Watcher = (entry: VerifiedOf<'entry'>, unit: UnitView) => void;

/** See the head of this file. */
export class Office {
  readonly unit: TestUnit;
  readonly issuer: Person;
  readonly witness: Signer;
  clerk = 1;
  /** What the clerk's device has stored. */
  ledger: Ledger;
  /** What the witness has stored: all of that, entry by entry. */
  copy: Ledger;
  /** Records that lie before the clerk and are not stored yet. */
  inbox: VerifiedRecord[] = [];
  /** Entries the clerk stored and the witness has not acknowledged. */
  unseen: VerifiedOf<'entry'>[] = [];
  private readonly certificates: readonly Certificate[];
  private readonly release: (record: VerifiedRecord) => void;
  private readonly watch: Watcher;

  constructor(
    unit: TestUnit,
    context: {
      witness: Signer;
      certificates: readonly Certificate[];
      release: (record: VerifiedRecord) => void;
      watch: Watcher;
    },
  ) {
    this.unit = unit;
    this.issuer = unit.issuer;
    this.witness = context.witness;
    this.certificates = context.certificates;
    this.release = context.release;
    this.watch = context.watch;
    this.ledger = reduce([unit.unit, unit.book], context.certificates);
    this.copy = reduce([unit.unit, unit.book], context.certificates);
  }

  get seat(): ClerkSeat {
    return { unit: this.unit.id, device: deviceOf(this.issuer, this.clerk).key };
  }

  get view(): UnitView {
    const view = this.ledger.unit(this.unit.id);
    if (view === undefined) throw new Error('the clerk has no unit');
    return view;
  }

  private desk(): Desk {
    return must(deskOf(this.ledger, this.seat));
  }

  /** Stores one record that lies there, whichever; leaves it there, to come again, where `stays`. */
  take(which: number, stays: boolean): void {
    if (this.inbox.length === 0) return;
    const place = which % this.inbox.length;
    const [record] = stays ? this.inbox.slice(place, place + 1) : this.inbox.splice(place, 1);
    if (record !== undefined) this.ledger.add(record);
  }

  takeAll(): void {
    for (const record of this.inbox.splice(0)) this.ledger.add(record);
  }

  /** Enters everything that is due. With `crashes` the last entry is stored and no more. */
  async work(now: number, crashes = false): Promise<void> {
    await this.finish();
    const due = dueTransfers(this.ledger, this.view, now);
    for (const [place, id] of due.entries()) {
      const judgement = judge(this.ledger, this.view, { id, now });
      const draft = draftVerdict(this.desk(), judgement, { id, now });
      if (draft !== null) await this.enter(draft, crashes && place === due.length - 1);
    }
    for (const { mint, amount } of dueLapses(this.view, now)) {
      await this.enter(draftEntry(this.desk(), { op: 'expire', ref: mint, amount }, now), false);
    }
  }

  private async enter(draft: Draft<'entry'>, crashes: boolean): Promise<void> {
    const entry = await sealRecord(draft, deviceOf(this.issuer, this.clerk));
    this.ledger.add(entry);
    this.watch(entry, this.view);
    this.unseen.push(entry);
    if (!crashes) await this.finish();
  }

  /** Gives the witness what it lacks, and releases what it acknowledges. */
  private async finish(): Promise<void> {
    for (const entry of this.unseen.splice(0)) {
      for (const record of this.ledger.records()) this.copy.add(record);
      const seen = await sealRecord(
        must(acknowledge(this.copy, { entry: entry.id, device: this.witness.key })),
        this.witness,
      );
      for (const record of [entry, seen]) {
        this.copy.add(record);
        this.ledger.add(record);
        this.release(record);
      }
    }
  }

  /** The other device keeps the book from now on. Lost: the old one is gone, and the root lets the new one begin from the witness's copy. */
  async moveOn(isLost: boolean): Promise<VerifiedOf<'book'>> {
    if (!isLost) await this.finish();
    const next = this.clerk === 1 ? 2 : 1;
    const from = isLost ? this.copy : this.ledger;
    const successor = { clerk: deviceOf(this.issuer, next).key, witnesses: [this.witness.key] };
    const draft = must(draftNextBook(from, this.unit.id, successor));
    const book = await sealRecord(draft, isLost ? this.issuer.root : deviceOf(this.issuer, this.clerk));
    this.ledger = reduce([...from.records(), book], this.certificates);
    this.copy.add(book);
    this.clerk = next;
    this.unseen = [];
    this.release(book);
    return book;
  }
}
