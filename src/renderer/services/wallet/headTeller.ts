import { deskOf } from '@domain/wallet/clerk/judge.ts';
import type { OutgoingRecord } from '@domain/wallet/keptRecords.ts';
import { type HolderId, type RecordId, type UnitId, accountOfHolder } from '@domain/wallet/ids.ts';
import type { LogTail, UnitView } from '@domain/wallet/unitView.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import { randomNonce } from './nonce.ts';
import type { OwnSigner } from './ownSigner.ts';
import type { WalletBook } from './walletBook.ts';

/** How often a clerk says where its log stands, while it moves, ms. */
export const HEAD_EVERY = 10 * 60_000;

/** What telling heads works with. */
export interface HeadParts {
  readonly book: WalletBook;
  readonly signer: OwnSigner;
  readonly clock: Clock;
  readonly random: Random;
}

interface Told {
  readonly epoch: number;
  readonly seq: number;
  /** Monotonic ms. */
  readonly at: number;
  /** The head that was told; null before the first. */
  readonly head: RecordId | null;
}

/**
 * Says to all holders where the log of a unit stands and what it comes to (WSV-33): who is told two things learns of it when holders meet. A newer
 * head takes the place of one that is still on its way.
 */
export class HeadTeller {
  private readonly parts: HeadParts;
  private readonly told = new Map<UnitId, Told>();

  constructor(parts: HeadParts) {
    this.parts = parts;
  }

  /** To be run after the clerk. */
  async run(): Promise<void> {
    const { book, signer } = this.parts;
    for (const unit of book.view.units()) {
      const desk = deskOf(book.view, { unit: unit.unit.id, device: signer.self.device });
      if (desk.ok) await this.tell(unit, desk.value.tail);
    }
  }

  private async tell(unit: UnitView, tail: LogTail): Promise<void> {
    const { clock } = this.parts;
    const { id } = unit.unit;
    const { epoch, seq } = tail;
    const before = this.told.get(id);
    if (before === undefined) this.told.set(id, { epoch, seq, at: clock.monotonic(), head: null });
    else if ((before.epoch !== epoch || before.seq !== seq) && clock.monotonic() - before.at >= HEAD_EVERY) {
      const head = await this.sign(unit, tail, before.head);
      if (head !== null) this.told.set(id, { epoch, seq, at: clock.monotonic(), head });
    }
  }

  private async sign(unit: UnitView, { epoch, seq, link }: LogTail, before: RecordId | null): Promise<RecordId | null> {
    const { book, signer, random, clock } = this.parts;
    const { issued, redeemed, held, lapsed } = unit;
    const sums = { issued, redeemed, held, lapsed };
    const body = { unit: unit.unit.id, epoch, seq, link, ...sums, at: clock.now() };
    const head = await signer.seal({ type: 'head', nonce: randomNonce(random), body });
    const done = before === null ? [] : [...unit.holders()].map((holder) => superseded(holder, before));
    const kept = await book.commit({ records: [head], done });
    return kept.ok ? head.id : null;
  }
}

function superseded(holder: HolderId, id: RecordId): OutgoingRecord {
  return { account: accountOfHolder(holder), id };
}
