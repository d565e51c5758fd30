import type { RecordId } from '@domain/wallet/ids.ts';
import { Ledger } from '@domain/wallet/ledger.ts';
import type { StoreError } from '@ports/documentStore.ts';
import type { LiveQuery, QueryState } from '@ports/query.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { WalletStore } from '@ports/walletStore.ts';
import { Turn } from '../turn.ts';
import { addKept } from './keptProofs.ts';

/** What the records come to, and when each came. The same ledger each time: only what is read of it now is true. */
export interface WalletPicture {
  readonly ledger: Ledger;
  /** When a record first came to this device, ms; 0 for one that is not here. */
  readonly cameAt: (id: RecordId) => number;
  /** In which order: later ones have greater numbers. */
  readonly serialOf: (id: RecordId) => number;
}

/**
 * Follows the store's records in any tab, whoever runs the engine (WSV-60): a ledger of its own, which each record is added to once. It follows while
 * somebody looks, and goes on from there when somebody looks again.
 */
export class WalletFollower {
  private readonly store: WalletStore;
  private readonly ledger = new Ledger();
  private readonly came = new Map<string, { readonly at: number; readonly serial: number }>();
  private readonly turn = new Turn();
  private readonly listeners = new Set<(state: QueryState<WalletPicture>) => void>();
  private serial = 0;
  private state: QueryState<WalletPicture> = { status: 'loading' };
  private stop: Disposer | null = null;

  constructor(store: WalletStore) {
    this.store = store;
  }

  /** See {@link WalletPicture}. */
  readonly picture: LiveQuery<WalletPicture> = {
    subscribe: (listener) => {
      this.listeners.add(listener);
      listener(this.state);
      this.stop ??= this.store.watchLast().subscribe((last) => this.onLast(last));
      return () => {
        this.listeners.delete(listener);
        if (this.listeners.size > 0) return;
        this.stop?.();
        this.stop = null;
      };
    },
  };

  private onLast(last: QueryState<number>): void {
    if (last.status === 'failed') this.tell({ status: 'failed', error: last.error });
    else if (last.status === 'ready') void this.turn.take(() => this.follow(last.value));
  }

  private async follow(last: number): Promise<void> {
    if (last > this.serial) {
      const { ledger, serial: after } = this;
      const read = await addKept(this.store, { ledger, after, last }, ({ id, at, serial }) => {
        this.came.set(id, { at, serial });
        this.serial = serial;
      });
      if (!read.ok) return this.fail(read.error);
    } else if (this.state.status === 'ready') return;
    const cameAt = (id: RecordId) => this.came.get(id)?.at ?? 0;
    const serialOf = (id: RecordId) => this.came.get(id)?.serial ?? 0;
    this.tell({ status: 'ready', value: { ledger: this.ledger, cameAt, serialOf } });
  }

  private fail(error: StoreError): void {
    this.tell({ status: 'failed', error });
  }

  private tell(state: QueryState<WalletPicture>): void {
    this.state = state;
    for (const listener of this.listeners) listener(state);
  }
}
