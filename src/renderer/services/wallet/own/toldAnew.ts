import type { AccountId } from '@shared/ids.ts';
import { equalBytes, taggedHash } from '@domain/codec/bytes.ts';
import { WALLET_TAG } from '@domain/wallet/envelope.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { ContactBook } from '../../contacts/contactBook.ts';
import type { Log } from '../../diagnostics/log.ts';
import { Turn } from '../../turn.ts';
import type { WalletBook } from '../walletBook.ts';

/** Kind of the small records of which devices of a contact everything was last told. Made again by what comes; not journalled. */
const TOLD_KIND = 'derived.wallet.told';

/** What {@link ToldAnew} works with. */
export interface ToldAnewParts {
  readonly book: Pick<WalletBook, 'view' | 'partiesOf' | 'commit'>;
  readonly contacts: Pick<ContactBook, 'contacts' | 'papers'>;
  readonly store: Pick<DocumentStore, 'feed'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Tells a contact of whom a device was taken out, or restored by the root, once more all that concerns them (WSV-186): what that device said to have
 * may be nowhere else.
 */
export class ToldAnew {
  private readonly parts: ToldAnewParts;
  private readonly turn = new Turn();
  private told: Map<AccountId, Uint8Array> | null = null;

  constructor(parts: ToldAnewParts) {
    this.parts = parts;
  }

  /** To be run when the book is read, and after each change of contacts. */
  run(): Promise<void> {
    return this.turn.take(async () => {
      const told = await this.load();
      if (told === null) return;
      const accounts = [...this.parts.contacts.contacts.get().keys()];
      // Of whom nothing was noted yet nobody is gone; a device that was linked just now has many of them at once.
      const fresh = accounts.filter((account) => !told.has(account));
      await this.note(new Map(fresh.map((account) => [account, this.devicesNow(account)])), told);
      for (const account of accounts) await this.look(account, told);
    });
  }

  private async load(): Promise<Map<AccountId, Uint8Array> | null> {
    if (this.told !== null) return this.told;
    const kept = await this.parts.store.feed.keeps.all(TOLD_KIND);
    if (kept.ok) this.told = new Map(kept.value.map(({ id, bytes }) => [id as AccountId, bytes]));
    return this.told;
  }

  private async look(account: AccountId, told: Map<AccountId, Uint8Array>): Promise<void> {
    const [before, now] = [told.get(account), this.devicesNow(account)];
    if (before === undefined || equalBytes(before, now)) return;
    // As it was before it was told: who goes meanwhile is seen at the next look.
    if (await this.tell(account)) await this.note(new Map([[account, now]]), told);
    else this.owe();
  }

  private async note(devices: ReadonlyMap<AccountId, Uint8Array>, told: Map<AccountId, Uint8Array>): Promise<void> {
    if (devices.size === 0) return;
    const at = this.parts.clock.now();
    const keeps = [...devices].map(([id, bytes]) => ({ kind: TOLD_KIND, id, bytes, at }));
    if (!(await this.parts.store.feed.keeps.put(keeps)).ok) return this.owe();
    for (const [account, bytes] of devices) told.set(account, bytes);
  }

  private owe(): void {
    this.parts.log.write('warn', 'wallet', 'a contact with another device is not told anew yet');
  }

  /** Stands for the devices that were taken out and those the root certified: one that another linked has all from that one. */
  private devicesNow(account: AccountId): Uint8Array {
    const { contacts, papers } = this.parts.contacts;
    const { devices, revoked } = papers.familyOf(account);
    const known = [...devices.values(), ...(contacts.get().get(account)?.certificates ?? [])];
    const rooted = known.flatMap(({ by, device }) => (by === null ? [device] : []));
    const names = [...new Set([...rooted, ...[...revoked].map((device) => `${device} out`)])].sort();
    return taggedHash(WALLET_TAG, 'told', new TextEncoder().encode(names.join('\n')));
  }

  private async tell(account: AccountId): Promise<boolean> {
    const { book, log } = this.parts;
    const theirs = [...book.view.records()].filter((record) => book.partiesOf(record).has(account));
    const told = await book.commit({ records: [], out: theirs.map(({ id }) => ({ account, id })) });
    if (theirs.length > 0) log.write('info', 'wallet', `${theirs.length} records are told once more`);
    return told.ok;
  }
}
