import type { AccountId } from '@shared/ids.ts';
import type { HostErrorCode, HostInput, HostOutput } from '@shared/ipc/contract.ts';
import { type Failure, type Result, ok } from '@shared/result.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { LockPlace } from './lockPlace.ts';

/** Why a lock did not do as it was told. */
export type LockErrorCode = HostErrorCode;
/** After how many minutes it closes by itself; 0 is never. */
export type IdleMinutes = HostInput<'lock.set'>['idleMinutes'];
type Done = Promise<Result<void, Failure<LockErrorCode>>>;

/** How the lock stands. */
export interface LockState extends HostOutput<'lock.describe'> {
  /** Whether the host can ask the system who is there. */
  readonly canAskSystem: boolean;
}

/** The lock of this profile, as screens use it. It is the host's: whoever runs the engine has no part in it. */
export class AppLock {
  private readonly place: LockPlace;

  constructor(place: LockPlace) {
    this.place = place;
  }

  /** How it stands; null where this host keeps no locks. */
  async describe(): Promise<Result<LockState | null, Failure<LockErrorCode>>> {
    const { host } = this.place;
    const profile = await this.place.profile;
    const [described, stands] = await Promise.all([
      host.call('host.describe', {}),
      host.call('lock.describe', { profile }),
    ]);
    if (!described.ok) return described;
    if (!described.value.capabilities.includes('lock')) return ok(null);
    if (!stands.ok) return stands;
    return ok({ ...stands.value, canAskSystem: described.value.capabilities.includes('systemUnlock') });
  }

  /** Turns it on. */
  set(account: AccountId, passphrase: string, idleMinutes: IdleMinutes): Done {
    return this.done('lock.set', { account, passphrase, idleMinutes });
  }

  change(passphrase: string, next: string): Done {
    return this.done('lock.change', { passphrase, next });
  }

  /** Turns it off. */
  remove(passphrase: string): Done {
    return this.done('lock.remove', { passphrase });
  }

  open(passphrase: string): Done {
    return this.done('lock.open', { passphrase });
  }

  /** `reason` is what the system shows. */
  openBySystem(reason: string): Done {
    return this.done('lock.openBySystem', { reason });
  }

  allowSystem(passphrase: string, isAllowed: boolean): Done {
    return this.done('lock.allowSystem', { passphrase, isAllowed });
  }

  setIdle(idleMinutes: IdleMinutes): Done {
    return this.done('lock.setIdle', { idleMinutes });
  }

  /** Closes it, in all windows. */
  close(): Done {
    return this.done('lock.close', {});
  }

  /** Puts aside, unopened, what is behind a passphrase that nobody knows any more. */
  setAside(): Done {
    return this.done('lock.setAside', {});
  }

  /** Says that this page is open, and perhaps in use. False once the lock is closed; null when the host does not answer. */
  async keep(isInUse: boolean): Promise<boolean | null> {
    const answer = await this.place.host.call('lock.keep', { profile: await this.place.profile, isInUse });
    return answer.ok ? !answer.value.isLocked : null;
  }

  /** Hears that it was opened or closed. */
  onChanged(listener: (isLocked: boolean) => void): Disposer {
    let own: string | null = null;
    void this.place.profile.then((profile) => {
      own = profile;
    });
    return this.place.host.on('lock.changed', ({ profile, isLocked }) => {
      if (profile === own) listener(isLocked);
    });
  }

  private async done<M extends LockAct>(method: M, input: Omit<HostInput<M>, 'profile'>): Done {
    const profile = await this.place.profile;
    const answer = await this.place.host.call(method, { ...input, profile });
    return answer.ok ? ok() : answer;
  }
}

type LockAct =
  `lock.${'set' | 'change' | 'remove' | 'open' | 'close' | 'setIdle' | 'allowSystem' | 'openBySystem' | 'setAside'}`;
