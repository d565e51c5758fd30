import { Budget } from '@shared/budget.ts';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { isReleasable } from '@domain/wallet/clerk/entries.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { OutgoingRecord } from '@domain/wallet/keptRecords.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Log } from '../diagnostics/log.ts';
import type { LinkedPeer, WalletWord as AnyWord } from '../replication/session.ts';
import type { HandleWord } from './handleDesk.ts';
import type { OwnWord } from '../replication/session.ts';
import type { StateWord } from './room/statementDesk.ts';
import { concerning } from './concerning.ts';
import { IntakeLimits, type LimitParts } from './intakeLimits.ts';
import { readProofs } from './readProofs.ts';
import type { WalletLinks } from './walletLinks.ts';
import { wordsFor } from './walletWords.ts';
import type { Witness } from './witness.ts';

/** Messages one account may send: a till at noon is far below. */
const MESSAGES = { capacity: 400, perSecond: 40 } as const;
/** Records that wait for something; beyond it no more are taken that nothing here waits for. */
export const MOST_WAITING = 5000;

/** Records asked about at once. */
const MOST_ASKED = 64;

/** What is said about records. */
type WalletWord = Exclude<AnyWord, HandleWord | StateWord | OwnWord>;
type Give = WalletWord & { readonly t: 'wallet.give' };

/** What taking words about the wallet works with. */
export interface IntakeParts extends LimitParts {
  readonly verify: VerifySignature;
  readonly log: Log;
  readonly links: WalletLinks;
  /** Who keeps what is given. */
  readonly witness: Witness;
}

/** Takes what peers say about the wallet (WSV-20 to WSV-27). */
export class WalletIntake {
  private readonly parts: IntakeParts;
  private readonly limits: IntakeLimits;
  private readonly budgets = new Map<AccountId, Budget>();
  /** What each device was asked about since its link came up. */
  private readonly asked = new Map<DeviceId, Set<RecordId>>();

  constructor(parts: IntakeParts) {
    this.parts = parts;
    this.limits = new IntakeLimits(parts);
  }

  /** False when it is an offence. */
  async hear(peer: LinkedPeer, word: WalletWord): Promise<boolean> {
    if (!this.budgetOf(peer.account).take()) {
      // What is too much is passed over: it is sent again.
      this.parts.log.write('warn', 'wallet', 'too many messages');
      return true;
    }
    if (word.t === 'wallet.give') return this.onGive(peer, word);
    if (word.t === 'wallet.ask') this.answer(peer, word.ids);
    else await this.parts.book.commit({ records: [], done: word.ids.map((id) => ({ account: peer.account, id })) });
    return true;
  }

  /** Counts what was kept otherwise (WSV-26). */
  note(fresh: readonly VerifiedRecord[]): void {
    this.limits.note(fresh);
  }

  /** Asks a linked device about everything that waits here; again after each link-up. */
  askAbout(peer: LinkedPeer, isAnew: boolean): void {
    const known = isAnew ? new Set<RecordId>() : (this.asked.get(peer.device) ?? new Set<RecordId>());
    this.asked.set(peer.device, known);
    const { book } = this.parts;
    // Whom it concerns is not known while what it rests on is missing; an id says nothing to others.
    const ids = [...book.waiting].filter((id) => !known.has(id)).slice(0, MOST_ASKED);
    if (ids.length === 0) return;
    for (const id of ids) known.add(id);
    this.say(peer, { t: 'wallet.ask', ids });
  }

  private async onGive(peer: LinkedPeer, word: Give): Promise<boolean> {
    const { book, self } = this.parts;
    const read = await readProofs(this.parts, word);
    if (!read.ok) return false;
    const { certificates, records } = read.value;
    const relevant = concerning(book, self.account, records);
    const wanted = book.waiting.size < MOST_WAITING ? null : book.wanted();
    const asked = wanted === null ? relevant : relevant.filter(({ id }) => wanted.has(id));
    const room = this.limits.fitting(peer.account, asked);
    if (room.length < asked.length) this.parts.log.write('warn', 'wallet', 'more than there is room for');
    const accounts = new Set(room.flatMap((record) => [...book.partiesOf(record, room)]));
    const kept = await this.parts.witness.keep({
      records: room,
      certificates: certificates.filter(({ account }) => accounts.has(account)),
      from: peer.account,
      out: this.repliesTo(peer.account, records),
    });
    if (!kept.ok) {
      this.parts.log.write('error', 'wallet', `not kept: ${kept.error.code}`);
      return true;
    }
    this.limits.note(kept.value);
    const left = new Set(relevant.filter((record) => !room.includes(record)).map(({ id }) => id));
    const ids = records.map(({ id }) => id).filter((id) => !left.has(id));
    if (ids.length > 0) this.say(peer, { t: 'wallet.have', ids });
    this.askAbout(peer, false);
    return true;
  }

  /** An order that was judged already is answered with the same entry, for ever (WAL-111). */
  private repliesTo(account: AccountId, records: readonly VerifiedRecord[]): readonly OutgoingRecord[] {
    const { view } = this.parts.book;
    return records.flatMap((record) => {
      if (record.type !== 'transfer' || !this.isPartyOf(account, record.id)) return [];
      const came = new Set(records.map(({ id }) => id));
      const entries = view
        .about(record.id, 'entry')
        .filter((entry) => !came.has(entry.id) && isReleasable(view, entry));
      return entries.map(({ id }) => ({ account, id }));
    });
  }

  /** Gives what records rest on, to whom they concern. */
  private answer(peer: LinkedPeer, ids: readonly RecordId[]): void {
    const theirs = ids.filter((id) => this.isPartyOf(peer.account, id));
    if (theirs.length === 0) return;
    for (const word of wordsFor(this.parts.book, peer.account, theirs)) this.say(peer, word);
  }

  private isPartyOf(account: AccountId, id: RecordId): boolean {
    const record = this.parts.book.view.record(id);
    return record !== undefined && this.parts.book.partiesOf(record).has(account);
  }

  private budgetOf(account: AccountId): Budget {
    const budget = this.budgets.get(account) ?? new Budget(this.parts.clock, MESSAGES);
    this.budgets.set(account, budget);
    return budget;
  }

  private say(peer: LinkedPeer, word: WalletWord): void {
    for (const link of this.parts.links.get()) if (link.peer.device === peer.device) link.say(word);
  }
}
