/** A new device that comes back with a backup of a person: the host's part played in memory, everything else real. */
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import '@services/backup/restoring.ts';
import type { BackupReport } from '@services/workspace/backupWorkspace.ts';
import { type HostInput, type HostMethod, MAX_JOURNAL_ENTRIES } from '@shared/ipc/contract.ts';
import type { AccountId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { Person, must } from './world.ts';

/** A backup as it lies about: what opens it, and what is in it. */
export interface HeldBackup {
  readonly passphrase: string;
  readonly account: AccountId;
  readonly entries: readonly Uint8Array[];
  readonly identity: Uint8Array;
  readonly words: string;
}

const JOB = 'a'.repeat(32);
const WHOLE: BackupReport = {
  isWhole: true,
  entries: 0,
  blobs: 0,
  missingEntries: 0,
  missingBlobs: 0,
  damagedBytes: 0,
  isTruncated: false,
};

/** Everything that a backup of this person holds, now. */
export async function backupOf(person: Person, passphrase = 'seven quiet herons'): Promise<HeldBackup> {
  const account = await person.account();
  const { identity, extra } = must(await person.workspace.backupContents());
  const words = must(await person.workspace.recoveryPhrase()).join(' ');
  const entries: Uint8Array[] = [];
  for (let from: number | null = 0; from !== null;) {
    const limit = MAX_JOURNAL_ENTRIES;
    const page: { entries: Uint8Array[]; next: number | null } = must(
      await person.host.call('journal.read', { account, from, limit }),
    );
    entries.push(...page.entries);
    from = page.next;
  }
  return { passphrase, account, identity, words, entries: [...entries, ...extra] };
}

/** A new device at its first start, whose host can read this backup. */
export async function deviceWith(
  backup: HeldBackup,
  { world, name }: Pick<Person, 'world' | 'name'>,
  seed: number,
): Promise<Person> {
  const memory = createMemoryHost({ signaling: ['ws://localhost:1/signal'] });
  const open = ({ key }: HostInput<'backup.open'>) =>
    key.kind === 'passphrase' && key.passphrase === backup.passphrase ? null : fail('backup-locked', 'another one');
  const restore = async () => {
    for (let at = 0; at < backup.entries.length; at += MAX_JOURNAL_ENTRIES) {
      const entries = backup.entries.slice(at, at + MAX_JOURNAL_ENTRIES);
      must(await memory.call('journal.append', { account: backup.account, entries }));
    }
    return ok({ job: JOB });
  };
  const manifest = { account: backup.account, createdAt: 5, app: '1', entries: 1, blobs: 0, bytes: 1 };
  const answers: Partial<Record<HostMethod, (input: never) => unknown>> = {
    'backup.draft': () => ok({ draft: JOB }),
    'backup.append': () => ok({}),
    'backup.discard': () => ok({}),
    'backup.open': (input: HostInput<'backup.open'>) =>
      open(input) ?? ok({ ...manifest, notes: [{ name: 'identity', bytes: backup.identity }] }),
    'backup.restore': restore,
    'backup.status': () => ok({ state: 'done', done: 1, total: 1, problem: null, report: WHOLE, id: null }),
  };
  const person = new Person(world, name, seed);
  const call = (method: HostMethod, input: never) => {
    const answer = answers[method];
    return answer === undefined ? memory.call(method, input) : Promise.resolve(answer(input));
  };
  Object.assign(person, { host: { ...memory, call } });
  return person.start();
}

/** Any file: what is in it is the host's part. */
export const SOME_FILE = { size: 3, slice: () => ({ arrayBuffer: () => Promise.resolve(new ArrayBuffer(3)) }) };

/** Comes back all the way. */
export async function restoreOn(person: Person, backup: HeldBackup): Promise<void> {
  if (person.application === null) throw new Error('it is closed');
  const restoring = must(await person.application.restoreBackup([SOME_FILE]));
  must(await restoring.open({ kind: 'passphrase', passphrase: backup.passphrase }));
  must(await restoring.restore(backup.words));
  must(await restoring.finish());
  await person.world.pass(3000);
}
