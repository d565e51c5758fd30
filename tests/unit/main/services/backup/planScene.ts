import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostInput, HostOutput } from '@shared/ipc/contract.ts';
import { type Backups, createBackups } from '../../../../../src/main/services/backup/backups.ts';
import { createBlobs } from '../../../../../src/main/services/blobs/blobs.ts';
import { createJournals } from '../../../../../src/main/services/journal/journals.ts';
import { fileProtection } from '../../../../../src/main/services/vault/protection.ts';
import { openVault } from '../../../../../src/main/services/vault/vault.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { ACCOUNT, valueOf } from './backupScene.ts';

/** What opens the backups of plans here. */
export const PRIVATE = new Uint8Array(32).fill(9);
export const DAY = 86_400_000;

/** A host's data, and backups over it. Its clock is the test's. */
export async function planScene(directory = temporaryDirectory(), planFolder: string | null = null) {
  const keys = openVault({ directory: join(directory, 'keys'), protection: fileProtection });
  const journals = createJournals({ directory: join(directory, 'journal'), keys });
  const blobs = createBlobs({ directory: join(directory, 'blobs') });
  const clock = { now: Date.UTC(2026, 0, 5, 12) };
  const chosen = { folder: null as string | null };
  const backups = createBackups({
    directory: join(directory, 'backups'),
    journals,
    blobs,
    chooseFolder: () => Promise.resolve(chosen.folder),
    planFolder,
    now: () => clock.now,
    onFault: (cause) => {
      throw cause;
    },
  });
  const journal = valueOf(await journals.open(ACCOUNT));
  const shelf = valueOf(await blobs.open(ACCOUNT));
  const folder = join(directory, 'backups', ACCOUNT, 'scheduled');
  const close = async () => {
    await backups.close();
    await Promise.all([journals.close(), blobs.close()]);
  };
  return { directory, backups, journal, shelf, clock, chosen, folder, close };
}

export type PlanScene = Awaited<ReturnType<typeof planScene>>;

/** Turns the plan on. */
export async function daily({ backups }: Pick<PlanScene, 'backups'>, keep: 'month' | 'year' = 'month') {
  return valueOf(await backups.handlers['backup.arrange']({ account: ACCOUNT, every: 'day', keep, key: PRIVATE }));
}

export async function planOf({ backups }: Pick<PlanScene, 'backups'>): Promise<HostOutput<'backup.plan'>> {
  return valueOf(await backups.handlers['backup.plan']({ account: ACCOUNT }));
}

/** Waits for a job. */
export async function endOf(
  { handlers }: Pick<Backups, 'handlers'>,
  begun: Awaited<ReturnType<Backups['handlers']['backup.run']>>,
): Promise<HostOutput<'backup.status'>> {
  const { job } = valueOf(begun);
  for (;;) {
    const status = valueOf(await handlers['backup.status']({ job }));
    if (['done', 'failed', 'gone'].includes(status.state)) return status;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Makes the next backup of the plan. */
export async function runNext({ backups }: Pick<PlanScene, 'backups'>, extra: readonly Uint8Array[] = []) {
  const notes = [{ name: 'identity', bytes: new Uint8Array([1, 2, 3]) }];
  const begun = await backups.handlers['backup.run']({ account: ACCOUNT, app: '1', notes, extra: [...extra] });
  return endOf(backups, begun);
}

/** Restores what a plan made into a host of its own, from the files of its folder, all of them or those that are named. */
export async function restoredElsewhere(folder: string, names?: readonly string[]) {
  const target = await planScene();
  const drafts: string[] = [];
  const files = names ?? (await readdir(folder)).filter((name) => name.endsWith('.age'));
  const { handlers } = target.backups;
  for (const name of files) {
    const bytes = new Uint8Array(await readFile(join(folder, name)));
    const beside = drafts[0] ?? null;
    const { draft } = valueOf(await handlers['backup.draft']({ size: bytes.length, beside }));
    valueOf(await handlers['backup.append']({ draft, at: 0, bytes }));
    drafts.push(draft);
  }
  const input: HostInput<'backup.restore'> = {
    from: { kind: 'drafts', drafts },
    key: { kind: 'private', bytes: PRIVATE },
  };
  const opened = await handlers['backup.open'](input);
  const status = await endOf(target.backups, await handlers['backup.restore'](input));
  await target.backups.close();
  return { target, opened, status };
}

/** Entries that are like no other. */
export function someEntries(count: number): Uint8Array[] {
  return Array.from({ length: count }, () => new Uint8Array(randomBytes(200)));
}
