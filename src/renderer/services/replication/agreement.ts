import type { AccountId } from '@shared/ids.ts';
import type { Clock } from '@ports/clock.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';

/** How long news of equal or unequal digests wait for more of their kind, ms. */
const DELAY = 50;

/** What is asked of a session. */
export interface ComparedSession {
  readonly peer: { readonly account: AccountId };
  readonly synced: { readonly equal: number; readonly shared: number };
}

/**
 * With whom everything shared had equal digests when last compared, over each of their links. Only of them it may be said that
 * they are up to date (REP-6).
 */
export class Agreement {
  private readonly agreed = writableSnapshot<readonly AccountId[]>([]);
  private stop: Disposer | null = null;
  private readonly clock: Clock;
  private readonly sessions: () => Iterable<ComparedSession>;

  constructor(clock: Clock, sessions: () => Iterable<ComparedSession>) {
    this.clock = clock;
    this.sessions = sessions;
  }

  get upToDate(): Snapshot<readonly AccountId[]> {
    return this.agreed;
  }

  /** A link came or went, or a digest was compared. A busy minute has many of these, and is told a few times. */
  moved(): void {
    this.stop ??= this.clock.after(DELAY, () => {
      this.stop = null;
      this.look();
    });
  }

  dispose(): void {
    this.stop?.();
  }

  private look(): void {
    const linked = new Map<AccountId, boolean>();
    for (const { peer, synced } of this.sessions())
      linked.set(peer.account, (linked.get(peer.account) ?? true) && synced.equal === synced.shared);
    const now = [...linked].filter(([, isEqual]) => isEqual).map(([account]) => account);
    if (now.toSorted().join() !== this.agreed.get().toSorted().join()) this.agreed.set(now);
  }
}
