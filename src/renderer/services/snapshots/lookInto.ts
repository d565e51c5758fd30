import { fail } from '@shared/result.ts';
import type { HostMethod } from '@shared/ipc/contract.ts';
import type { Host } from '@ports/host.ts';
import type { Random } from '@ports/random.ts';
import type { OpenedSnapshot, SnapshotShelf } from '@ports/snapshots.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { KeyVault, VerifySignature } from '@ports/keyVault.ts';
import type { Clock } from '@ports/clock.ts';
import { type TabParts, workspaceOver } from '../application/workspaceOver.ts';
import { openIdentity } from '../identity/identity.ts';
import type { RealtimeBus } from '../mini/realtimeBus.ts';
import { actsBy } from '../workspace/acts.ts';
import { UNKNOWN_CONNECTION, createHeldEphemeral } from '../workspace/ephemeral.ts';
import type { Startup, WorkspaceError } from '../workspace/workspace.ts';
import { knownKey } from './snapshotKey.ts';
import { vaultFailure } from './snapshots.ts';

/** What looking into a snapshot works with. */
export interface LookParts extends TabParts {
  readonly vault: KeyVault;
  readonly verify: VerifySignature;
  readonly clock: Clock;
  readonly random: Random;
  readonly snapshots: SnapshotShelf;
}

/** What a host is asked while one looks: reads, and nothing that changes or sends anything. */
const READS: ReadonlySet<HostMethod> = new Set<HostMethod>([
  'backup.list',
  'backup.plan',
  'backup.status',
  'blob.holding',
  'blob.list',
  'blob.outline',
  'blob.read',
  'blob.space',
  'external.open',
  'host.describe',
  'journal.describe',
  'log.append',
  'window.done',
  'window.focus',
]);

/**
 * Opens the app over a snapshot (SNP-8): screens read its store, every act is refused, no engine runs, so nothing is written, sent or
 * heard. Resolves to what closes it again; null where it did not open, which `shown` then says.
 */
export async function lookInto(
  parts: LookParts,
  id: string,
  shown: WritableSnapshot<Startup>,
): Promise<OpenedSnapshot | null> {
  const failed = (error: WorkspaceError): null => {
    shown.set({ status: 'failed', error });
    return null;
  };
  const identity = await openIdentity(parts);
  if (!identity.ok) return failed(identity.error);
  const key = await knownKey(parts.vault);
  if (!key.ok) return failed(vaultFailure(key.error).error);
  if (identity.value === null || key.value === null) return failed({ code: 'snapshot-damaged', message: 'no key' });
  const { account, device } = identity.value;
  const opened = await parts.snapshots.open({ account, id, key: key.value });
  if (!opened.ok) return failed(opened.error);
  const { store } = opened.value;
  const given = { ...parts, host: readingHost(parts.host) };
  const workspace = workspaceOver(given, { store, self: { account, device } }, refusing());
  shown.set({ status: 'ready', workspace, notice: null });
  return opened.value;
}

/** A host that is only read from. */
export function readingHost(host: Host): Host {
  return {
    call: (method, input) =>
      READS.has(method) ? host.call(method, input) : Promise.resolve(fail('forbidden', 'a snapshot is looked at')),
    on: (event, listener) => host.on(event, listener),
  };
}

/** No engine: every act is refused. */
function refusing() {
  const ephemeral = createHeldEphemeral();
  ephemeral.connection.set({ ...UNKNOWN_CONNECTION, state: 'offline' });
  return {
    acts: actsBy(() => Promise.resolve(fail('looking-back', 'a snapshot is looked at'))),
    ephemeral,
    takeOpenedLink: () => null,
    realtime: NOBODY,
  };
}

const NOBODY: RealtimeBus = {
  join: () => ({ peers: writableSnapshot(0), send: () => undefined, leave: () => undefined }),
};
