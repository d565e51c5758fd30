import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import { AppLock, type LockErrorCode, type LockState } from './appLock.ts';
import type { LockPlace } from './lockPlace.ts';

/** How the lock stands, as a screen needs it. */
export type LockStanding =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: LockErrorCode }
  | { readonly status: 'none' }
  | { readonly status: 'ready'; readonly state: LockState; readonly lock: AppLock };

/** The lock of the app before a person: how it stands is asked anew whenever it was opened or closed. */
export class LockDesk {
  private readonly lock: AppLock | null;
  private readonly current = writableSnapshot<LockStanding>({ status: 'loading' });

  /** @param place Null where nobody keeps a lock. */
  constructor(place: LockPlace | null) {
    this.lock = place === null ? null : new AppLock(place);
  }

  get standing(): Snapshot<LockStanding> {
    return this.current;
  }

  /** Follows it until that is ended. */
  readonly follow = (): Disposer => {
    void this.look();
    return this.lock?.onChanged(() => void this.look()) ?? (() => undefined);
  };

  /** Asks how it stands. */
  readonly look = async (): Promise<void> => {
    this.current.set(await this.ask());
  };

  /** Closes it; false where there is none that is on. */
  readonly closeNow = async (): Promise<boolean> => {
    const standing = await this.ask();
    if (standing.status !== 'ready' || !standing.state.isOn) return false;
    return (await standing.lock.close()).ok;
  };

  private async ask(): Promise<LockStanding> {
    if (this.lock === null) return { status: 'none' };
    const described = await this.lock.describe();
    if (!described.ok) return { status: 'failed', error: described.error.code };
    return described.value === null ? { status: 'none' } : { status: 'ready', state: described.value, lock: this.lock };
  }
}
