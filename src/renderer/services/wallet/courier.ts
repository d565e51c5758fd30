import type { RecordId } from '@domain/wallet/ids.ts';
import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Log } from '../diagnostics/log.ts';
import { apart } from './apart.ts';
import type { WalletBook } from './walletBook.ts';
import type { WalletIntake } from './walletIntake.ts';
import type { WalletLink, WalletLinks } from './walletLinks.ts';
import { wordsFor } from './walletWords.ts';

/** How long an answer is waited for before a record is sent again over the same link, ms. */
export const SEND_AGAIN = 10_000;
/** Records in one bundle. */
const HANDFUL = 32;
/** Records that may be on their way over one link without an answer. */
const MOST_UNDER_WAY = 256;

/** What the courier works with. */
export interface CourierParts {
  readonly book: WalletBook;
  readonly intake: WalletIntake;
  readonly links: WalletLinks;
  readonly clock: Clock;
  readonly log: Log;
}

/** Brings what is in the outbox to whom it is for, with what it rests on, until they say to have it (WSV-11). */
export class Courier {
  private readonly parts: CourierParts;
  private readonly sent = new WeakMap<WalletLink, Map<RecordId, number>>();
  private readonly disposers: Disposer[] = [];

  constructor(parts: CourierParts) {
    this.parts = parts;
  }

  /** Begins, and looks again and again for what was not answered. */
  start(): void {
    const { links, book } = this.parts;
    this.disposers.push(
      links.subscribe(() => this.bring()),
      book.listen(() => this.bring()),
    );
    this.bringRegularly();
  }

  dispose(): void {
    for (const dispose of this.disposers.splice(0)) dispose();
  }

  private bringRegularly(): void {
    this.bring();
    let cancel: Disposer = () => undefined;
    const again = () => {
      this.bring();
      cancel = this.parts.clock.after(SEND_AGAIN, again);
    };
    cancel = this.parts.clock.after(SEND_AGAIN, again);
    this.disposers.push(() => cancel());
  }

  private bring(): void {
    for (const link of this.parts.links.get()) {
      // What cannot be told one of them must not keep it from the others, nor end the timer.
      apart(this.parts.log, () => {
        if (!this.sent.has(link)) this.parts.intake.askAbout(link.peer, true);
        this.bringTo(link);
      });
    }
  }

  private bringTo(link: WalletLink): void {
    const { book, clock } = this.parts;
    const sent = this.sent.get(link) ?? new Map<RecordId, number>();
    this.sent.set(link, sent);
    const now = clock.monotonic();
    const pending = new Set(book.pendingFor(link.peer.account));
    for (const id of sent.keys()) if (!pending.has(id)) sent.delete(id);
    const dueIds = dueOf(pending, sent, now);
    const due = dueIds.slice(0, Math.max(0, MOST_UNDER_WAY - (pending.size - dueIds.length)));
    for (let from = 0; from < due.length; from += HANDFUL) {
      const ids = due.slice(from, from + HANDFUL);
      for (const id of ids) sent.set(id, now);
      for (const word of wordsFor(book, link.peer.account, ids)) link.say(word);
    }
  }
}

/** What was never sent over a link, then what was not answered for a while: what is never answered holds up nothing. */
function dueOf(pending: ReadonlySet<RecordId>, sent: ReadonlyMap<RecordId, number>, now: number): readonly RecordId[] {
  const first = [...pending].filter((id) => !sent.has(id));
  const again = [...pending].filter((id) => now - (sent.get(id) ?? now) >= SEND_AGAIN);
  return [...first, ...again];
}
