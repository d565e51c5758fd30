import { join } from 'node:path';
import type { HostEventPayload, HostMethod } from '@shared/ipc/contract.ts';
import type { HostHandlers } from '../dispatcher/dispatcher.ts';
import type { Journals } from '../journal/journals.ts';
import type { SecretProtection } from '../vault/protection.ts';
import { type Vault, openVault } from '../vault/vault.ts';
import { behindLocks, lockHandlers } from './lockHandlers.ts';
import { Locks, type SystemUnlock } from './locks.ts';
import { type DerivationCost, LOCK_COST } from './passphraseKey.ts';

/** How often it is looked which locks are to close by themselves, ms. */
const LOOK = 5000;

/** The locks of a host, with what lies behind them. */
export interface HostLocks {
  readonly vault: Vault;
  readonly keys: Vault;
  readonly handlers: Pick<HostHandlers, Extract<HostMethod, `lock.${string}`>>;
  readonly guard: (handlers: HostHandlers) => HostHandlers;
  readonly isAccountLocked: (account: string) => Promise<boolean>;
  readonly closeAll: () => Promise<void>;
  readonly noteUse: () => void;
  readonly dispose: () => void;
}

/** What it takes of a host. */
interface Surroundings {
  readonly dataDir: string;
  readonly protection: SecretProtection;
  readonly effects: { readonly lockChanged?: (change: HostEventPayload<'lock.changed'>) => void };
  readonly system?: SystemUnlock | null;
  readonly lockCost?: DerivationCost | undefined;
  /** They are opened with keys from behind the locks. */
  readonly journals: () => Journals;
}

/** Opens the vaults of a host behind its locks, all of them closed. */
export function openLocks({ dataDir, protection, effects, journals, ...rest }: Surroundings): HostLocks {
  // A key that lies beside what it locks locks nothing: the system opens only where its own key store keeps the key.
  const system = protection.kind === 'os' ? (rest.system ?? null) : null;
  const locks = new Locks({
    vault: openVault({ directory: join(dataDir, 'vault'), protection }),
    // Apart from the renderer's secrets, so that no method of the contract can read or remove a journal's key.
    keys: openVault({ directory: join(dataDir, 'keys'), protection }),
    closeJournal: (account) => journals().closeOne(account),
    setJournalAside: (account) => journals().setAside(account),
    changed: (change) => effects.lockChanged?.(change),
    system,
    cost: rest.lockCost ?? LOCK_COST,
    now: () => Date.now(),
    steady: () => Math.floor(performance.now()),
  });
  const timer = setInterval(() => void locks.look(), LOOK);
  timer.unref();
  return {
    vault: locks.vault,
    keys: locks.keys,
    handlers: lockHandlers(locks, system !== null),
    guard: (handlers) => behindLocks(handlers, locks),
    isAccountLocked: (account) => locks.isAccountLocked(account),
    closeAll: () => locks.closeAll(),
    noteUse: () => locks.noteUse(),
    dispose: () => clearInterval(timer),
  };
}
