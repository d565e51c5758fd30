import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemorySnapshots } from '@adapters/memory/store/memorySnapshots.ts';
import { MemoryKeyDisk, MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { FIRST_LOOK, LOOK_AGAIN, keepSnapshots } from '@services/snapshots/keepSnapshots.ts';
import { SNAPSHOT_KEY } from '@services/snapshots/snapshotKey.ts';
import { type SnapshotParts, Snapshots } from '@services/snapshots/snapshots.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { fail, ok } from '@shared/result.ts';
import { alice } from '../../../../support/shared/storeFixtures.ts';
import { codeOf, value } from '../../../../support/shared/storeScene.ts';

const NOTHING = { contacts: 0, messages: 0, chats: 0 };

/** A shelf of which a test says when the last update was. */
class Shelf extends MemorySnapshots {
  updatedAt: number | null = null;

  override lastUpdate(): Promise<number | null> {
    return Promise.resolve(this.updatedAt);
  }
}

function scene(given: Partial<SnapshotParts> = {}) {
  const clock = new FakeClock();
  const random = new SeededRandom(5);
  const disk = new MemoryDisk();
  const shelf = new Shelf(() => disk);
  const vault = new MemoryKeyVault({ random, disk: new MemoryKeyDisk() });
  const log = new RingLog(clock, createMemoryHost({ signaling: [] }));
  const parts = { shelf, account: alice, vault, clock, random, log, bringBack: async () => ok(NOTHING), ...given };
  return { clock, shelf, vault, log, snapshots: new Snapshots(parts) };
}

describe('snapshots', () => {
  it('SNP-4 makes one of what there was before an update, once, as of its moment', async () => {
    const { clock, shelf, snapshots } = scene();
    await clock.advance(10_000);
    shelf.updatedAt = clock.now() - 5000;
    await snapshots.takeDue(true);
    await snapshots.takeDue(true);
    expect(value(await snapshots.list())).toMatchObject([{ reason: 'before-update', madeAt: shelf.updatedAt }]);
    shelf.updatedAt = clock.now();
    await snapshots.takeDue(true);
    expect(value(await snapshots.list())).toHaveLength(2);
  });

  it('SNP-4 SNP-5 one that finds no room is said in the log and tried again', async () => {
    const { shelf, snapshots, log } = scene();
    shelf.updatedAt = 1;
    shelf.isFull = true;
    await snapshots.takeDue(true);
    expect(value(await snapshots.list())).toEqual([]);
    expect(JSON.stringify(log.recent('warn'))).toContain('not made: storage-full');
    shelf.isFull = false;
    await snapshots.takeDue(true);
    expect(value(await snapshots.list())).toHaveLength(1);
  });

  it('SNP-3 SNP-13 the one that is gone back to stays, however many there are', async () => {
    const { clock, snapshots } = scene();
    const first = value(await snapshots.take('by-hand'));
    for (let count = 0; count < 4; count += 1) {
      await clock.advance(1000);
      value(await snapshots.take('before-return'));
    }
    const kept = value(await snapshots.list()).filter(({ reason }) => reason === 'before-return');
    expect(kept).toHaveLength(2);
    await clock.advance(1000);
    const oldest = kept.at(-1);
    value(await snapshots.goBack(oldest?.id ?? ''));
    expect(value(await snapshots.list()).map(({ id }) => id)).toEqual(expect.arrayContaining([first.id, oldest?.id]));
  });

  it('SNP-2 while the vault is locked nothing is made, opened or gone back to', async () => {
    const open = scene();
    const { id } = value(await open.snapshots.take('by-hand'));
    const locked = async () => fail('vault-locked', 'the lock is closed');
    const shut = new Snapshots({
      ...{ shelf: open.shelf, account: alice, clock: open.clock, random: new SeededRandom(6), log: open.log },
      ...{ vault: { recall: locked, keep: locked }, bringBack: async () => ok(NOTHING) },
    });
    for (const done of [await shut.take('by-hand'), await shut.check(id), await shut.goBack(id)])
      expect(codeOf(done)).toBe('vault-locked');
    expect(value(await shut.list())).toHaveLength(1);
  });

  it('SNP-5 without the key that closed them they are damaged, not opened with another', async () => {
    const { clock, vault, snapshots } = scene();
    const { id } = value(await snapshots.take('by-hand'));
    value(await vault.forget(SNAPSHOT_KEY));
    expect(codeOf(await snapshots.check(id))).toBe('snapshot-damaged');
    await clock.advance(1000);
    value(await snapshots.take('by-hand'));
    expect(codeOf(await snapshots.goBack(id))).toBe('snapshot-damaged');
  });
});

describe('SNP-3 when one is due by itself', () => {
  it('SNP-3 it is looked two minutes after the start and then again, and waits two hours at most for nobody to be at work', async () => {
    const clock = new FakeClock();
    const asked: boolean[] = [];
    const stop = keepSnapshots({ takeDue: async (mayWait) => void asked.push(mayWait) }, clock, () => true);
    await clock.advance(FIRST_LOOK - 1);
    expect(asked).toEqual([]);
    await clock.advance(1 + 4 * LOOK_AGAIN);
    expect(asked).toEqual([true, true, true, true, false]);
    stop();
    await clock.advance(10 * LOOK_AGAIN);
    expect(asked).toHaveLength(5);
  });
});
