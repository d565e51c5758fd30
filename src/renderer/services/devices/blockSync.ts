import * as v from 'valibot';
import { type AccountId, isIdText } from '@shared/ids.ts';
import { timeSchema } from '@shared/schemas.ts';
import type { Choice } from '@domain/device/choices.ts';
import type { BlockRecord, DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import type { IsDue, OwnLog } from './ownLog.ts';
import type { OwnSync } from './ownSync.ts';

/** What keeping blocks the same works with. */
export interface BlockSyncParts {
  readonly log: OwnLog;
  readonly store: Pick<DocumentStore, 'blocks' | 'requests'>;
  readonly journal: Pick<EventJournal, 'append'>;
}

/** Who was refused for good without being a contact is refused by all own devices (DEV-69). */
export class BlockSync implements OwnSync {
  private readonly parts: BlockSyncParts;
  private rows: ReadonlyMap<AccountId, number> | null = null;
  private stop: Disposer = () => undefined;

  constructor(parts: BlockSyncParts) {
    this.parts = parts;
    parts.log.on('block', (choice) => this.onBlock(choice));
  }

  start(): void {
    this.stop = this.parts.store.blocks.watchAll().subscribe((state) => {
      if (state.status === 'ready') this.onRows(state.value);
    });
  }

  dispose(): void {
    this.stop();
  }

  async tellAll(isDue: IsDue): Promise<void> {
    const rows = await this.parts.store.blocks.all();
    for (const { account, at } of rows.ok ? rows.value : []) if (isDue(keyOf(account))) void this.say(account, at);
  }

  private onRows(records: readonly BlockRecord[]): void {
    const before = this.rows;
    this.rows = new Map(records.map(({ account, at }) => [account, at]));
    if (before === null) return;
    for (const [account, at] of this.rows) if (before.get(account) !== at) void this.say(account, at);
    for (const account of before.keys()) if (!this.rows.has(account)) void this.say(account, null);
  }

  private say(account: AccountId, at: number | null): Promise<void> {
    return this.parts.log.say(keyOf(account), () => at);
  }

  private async onBlock({ key, value }: Choice): Promise<void> {
    const { store, journal } = this.parts;
    const account = key.slice('block/'.length) as AccountId;
    if (!isIdText(account)) return;
    if (value === null) {
      await store.blocks.remove(account);
      void journal.append([{ t: 'unblocked', account }]);
    } else if (v.is(timeSchema, value)) {
      await store.blocks.put({ account, at: value });
      await store.requests.remove(account);
      void journal.append([{ t: 'blocked', account, at: value }]);
    }
  }
}

function keyOf(account: AccountId): string {
  return `block/${account}`;
}
