import { type Desk, deskOf, judge } from '@domain/wallet/clerk/judge.ts';
import { draftEntry, draftVerdict, dueLapses, dueTransfers } from '@domain/wallet/clerk/entries.ts';
import { acknowledge } from '@domain/wallet/clerk/witness.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { Draft } from '@domain/wallet/record.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';
import type { Clock } from '@ports/clock.ts';
import type { Log } from '../diagnostics/log.ts';
import type { OwnSigner } from './ownSigner.ts';
import type { WalletBook } from './walletBook.ts';

/** What keeping books works with. */
export interface ClerkParts {
  readonly book: WalletBook;
  readonly signer: OwnSigner;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps the books of own units, and sees those of others as a witness (WSV-30 to WSV-32). To be run after each change, one run at a time. */
export class ClerkRunner {
  private readonly parts: ClerkParts;
  /** Per unit the epoch and the place up to which this device has seen it. */
  private readonly seen = new Map<UnitId, { readonly epoch: number; readonly seq: number }>();

  constructor(parts: ClerkParts) {
    this.parts = parts;
  }

  /** Enters what is due in every book this device keeps, and acknowledges what is to be seen. False when the store failed. */
  async run(): Promise<boolean> {
    for (const unit of this.parts.book.view.units()) {
      const isFine = (await this.keepBook(unit)) && (await this.see(unit));
      if (!isFine) return false;
    }
    return true;
  }

  private async keepBook(unit: UnitView): Promise<boolean> {
    if (this.desk(unit) === null) return true;
    const now = this.parts.clock.now();
    for (const id of dueTransfers(this.parts.book.view, unit, now)) {
      const entered = await this.enter(unit, (desk) => this.verdict(desk, id));
      if (!entered) return false;
    }
    for (const { mint, amount } of dueLapses(unit, now)) {
      const entered = await this.enter(unit, (desk) => draftEntry(desk, { op: 'expire', ref: mint, amount }, now));
      if (!entered) return false;
    }
    return true;
  }

  /** Judged anew at its turn: what was entered before it may have taken its money. */
  private verdict(desk: Desk, id: RecordId): Draft<'entry'> | null {
    const now = this.parts.clock.now();
    return draftVerdict(desk, judge(this.parts.book.view, desk.unit, { id, now }), { id, now });
  }

  private async enter(unit: UnitView, draftOf: (desk: Desk) => Draft<'entry'> | null): Promise<boolean> {
    const desk = this.desk(unit);
    const draft = desk === null ? null : draftOf(desk);
    return draft === null || this.keep(draft);
  }

  private desk(unit: UnitView): Desk | null {
    const seat = { unit: unit.unit.id, device: this.parts.signer.self.device };
    // A view of before a cut is one no more: the book is looked up anew.
    const desk = deskOf(this.parts.book.view, seat);
    return desk.ok ? desk.value : null;
  }

  private async see(unit: UnitView): Promise<boolean> {
    const { device } = this.parts.signer.self;
    const body = unit.currentBook()?.body;
    if (body?.witnesses.includes(device) !== true) return true;
    const before = this.seen.get(unit.unit.id);
    let seq = before?.epoch === body.epoch ? before.seq : 0;
    const tail = unit.tailOf(body.epoch)?.seq ?? 0;
    while (seq < tail) {
      const outcome = await this.seeEntry(unit, { epoch: body.epoch, seq: seq + 1 });
      if (outcome !== 'seen') return outcome === 'later';
      seq += 1;
      this.seen.set(unit.unit.id, { epoch: body.epoch, seq });
    }
    return true;
  }

  private async seeEntry(unit: UnitView, place: { epoch: number; seq: number }): Promise<'seen' | 'later' | 'failed'> {
    const { view } = this.parts.book;
    const { device } = this.parts.signer.self;
    const [entry] = unit.entriesAt(place.epoch, place.seq);
    if (entry === undefined) return 'later';
    const isSeen = view.about(entry.id, 'seen').some(({ signatures }) => signatures.some(({ key }) => key === device));
    if (isSeen) return 'seen';
    const draft = acknowledge(view, { entry: entry.id, device });
    if (draft.ok) return (await this.keep(draft.value)) ? 'seen' : 'failed';
    // A gap may be filled; what contradicts itself is acknowledged at no time.
    return draft.error.code === 'witness-gap' ? 'later' : 'seen';
  }

  private async keep(draft: Draft<'entry'> | Draft<'seen'>): Promise<boolean> {
    const kept = await this.parts.signer.sign<'entry' | 'seen'>(draft);
    if (!kept.ok) this.parts.log.write('error', 'wallet', `the book could not be written: ${kept.error.code}`);
    return kept.ok;
  }
}
