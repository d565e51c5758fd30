/** `backup.write` and `backup.restore`: what the host does with a backup, beside raw reading, AES and writing of the same bytes, in turns. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openBackup } from '../src/main/services/backup/readBackup.ts';
import { restoreBackup, verifyBackup } from '../src/main/services/backup/useBackup.ts';
import { type Written, writeBackup } from '../src/main/services/backup/writeBackup.ts';
import type { BackupLock } from '../src/main/services/backup/ageHeader.ts';
import { recipientOf } from '../src/main/services/backup/ageHeader.ts';
import { type Place, emptyPlace, filesOf, filledPlace, must, rawOpen, rawSeal } from './support/backupPlace.ts';
import type { Benchmark } from './support/benchmark.ts';
import { figureOf, median, rounded } from './support/statistics.ts';
import type { Extent } from './support/world.ts';

const WRITE = {
  id: 'backup.write',
  title: 'A backup of 50,000 events and 256 MB of files, written and durable',
  unit: 'MB/s',
  goal: 'ratio ≥ 0.6',
  limits: [{ of: 'ratio', least: 0.6 }],
} as const;
const RESTORE = {
  id: 'backup.restore',
  title: 'The same, put back into journal and files, durable',
  unit: 'MB/s',
  goal: 'ratio ≥ 0.6',
  limits: [{ of: 'ratio', least: 0.6 }],
} as const;

const ROUNDS = 7;
const QUICK_ROUNDS = 3;
const PRIVATE = new Uint8Array(32).fill(7);
const QUIETLY = { signal: new AbortController().signal, onBytes: () => undefined };

/** Bytes of a place in MB, and how many of them in a second a pass takes. */
async function setUp({ quick }: Extent) {
  const place = await filledPlace(quick ? 10_000 : 50_000, quick ? 64 : 256);
  const { paths, bytes, durable } = await filesOf(place);
  const speedOf = async (pass: () => Promise<unknown>) => {
    const start = performance.now();
    await pass();
    return bytes / 1e3 / (performance.now() - start);
  };
  const lock: BackupLock = { kind: 'recipient', recipient: await recipientOf(PRIVATE) };
  return { place, paths, durable, speedOf, lock, rounds: quick ? QUICK_ROUNDS : ROUNDS };
}

async function write(place: Place & Awaited<ReturnType<typeof filledPlace>>, lock: BackupLock): Promise<Written> {
  const path = join(place.directory, 'a.age');
  return must(await writeBackup(place.source, { path, lock, signal: QUIETLY.signal, onProgress: () => undefined }));
}

export const backupWrite: Benchmark = {
  id: WRITE.id,
  run: async (_world, extent) => {
    const { place, paths, speedOf, lock, rounds } = await setUp(extent);
    const raw = join(place.directory, 'raw');
    const measured: number[] = [];
    const baseline: number[] = [];
    for (let round = -1; round < rounds; round += 1) {
      const own = await speedOf(() => write(place, lock));
      const bare = await speedOf(() => rawSeal(paths, raw));
      if (round < 0) continue;
      measured.push(own);
      baseline.push(bare);
    }
    return figureOf(WRITE, { measured, baseline });
  },
};

export const backupRestore: Benchmark = {
  id: RESTORE.id,
  run: async (_world, extent) => {
    const { place, paths, durable, speedOf, lock, rounds } = await setUp(extent);
    const path = join(place.directory, 'a.age');
    await write(place, lock);
    const raw = join(place.directory, 'raw');
    const key = await rawSeal(paths, raw);
    const measured: number[] = [];
    const baseline: number[] = [];
    const checked: number[] = [];
    const opened = async () => must(await openBackup(path, { kind: 'private', bytes: PRIVATE }));
    for (let round = -1; round < rounds; round += 1) {
      const target = await emptyPlace();
      const backup = await opened();
      const bareOne = () =>
        speedOf(() => rawOpen(raw, key, { directory: join(target.directory, 'raw'), sizes: durable }));
      // Whoever comes first finds the disk still busy with taking the files of the round before away: in turns, too.
      const early = round % 2 === 0 ? null : await bareOne();
      const own = await speedOf(async () => must(await restoreBackup([backup], target, QUIETLY)));
      const bare = early ?? (await bareOne());
      const read = await speedOf(async () => must(await verifyBackup([backup], QUIETLY)));
      await backup.close();
      await target.journal.close();
      await target.shelf.close();
      await rm(target.directory, { recursive: true, force: true });
      if (round < 0) continue;
      measured.push(own);
      baseline.push(bare);
      checked.push(read);
    }
    return figureOf(RESTORE, { measured, baseline }, { checking: rounded(median(checked)) });
  },
};
