import type { HostErrorCode, HostMethod } from '@shared/ipc/contract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { HostHandlers } from '../dispatcher/dispatcher.ts';
import type { Locks } from './locks.ts';

type Done = Promise<Result<void, Failure<HostErrorCode>>>;
type LockMethod = Extract<HostMethod, `lock.${string}`>;

/** The methods of the contract about locks. */
export function lockHandlers(locks: Locks, hasSystem: boolean): Pick<HostHandlers, LockMethod> {
  const bySystem =
    <T>(work: (input: T) => Done) =>
    (input: T) =>
      hasSystem ? emptied(work(input)) : Promise.resolve(fail('unsupported', 'the system can not tell who is there'));
  return {
    'lock.describe': ({ profile }) => locks.describe(profile),
    'lock.set': (input) => emptied(locks.set(input)),
    'lock.change': (input) => emptied(locks.change(input)),
    'lock.remove': (input) => emptied(locks.remove(input)),
    'lock.open': (input) => emptied(locks.open(input)),
    'lock.close': async ({ profile }) => {
      await locks.close(profile);
      return ok({});
    },
    'lock.setIdle': (input) => emptied(locks.setIdle(input)),
    'lock.keep': async (input) => ok(await locks.hear(input)),
    'lock.allowSystem': bySystem((input) => locks.allowSystem(input)),
    'lock.openBySystem': bySystem((input) => locks.openBySystem(input)),
    'lock.setAside': ({ profile }) => emptied(locks.setAside(profile)),
  };
}

/** Handlers that refuse whatever is asked of an account whose lock is closed. */
export function behindLocks(handlers: HostHandlers, locks: Locks): HostHandlers {
  const guarded = Object.entries(handlers).map(([method, handler]) => {
    const guardedHandler = async (input: unknown) => {
      const account = accountOf(input);
      if (account !== null && method !== 'lock.set' && (await locks.isAccountLocked(account))) {
        return fail('vault-locked', 'the lock of this account is closed');
      }
      // Called with what it would have been called with.
      return (handler as (parsed: unknown) => Promise<unknown>)(input);
    };
    return [method, guardedHandler] as const;
  });
  // Each under its own name, with what it takes and gives.
  return Object.fromEntries(guarded) as unknown as HostHandlers;
}

function accountOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('account' in input)) return null;
  return typeof input.account === 'string' ? input.account : null;
}

async function emptied(outcome: Done): Promise<Result<Record<string, never>, Failure<HostErrorCode>>> {
  const settled = await outcome;
  return settled.ok ? ok({}) : settled;
}
