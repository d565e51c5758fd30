import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { MemorySnapshots } from '@adapters/memory/store/memorySnapshots.ts';
import { MemoryKeyDisk, MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { FIRST_LOOK, LOOK_AGAIN, keepSnapshots } from '@services/snapshots/keepSnapshots.ts';
import { ReturnMarks } from '@services/snapshots/returnMark.ts';
import { SNAPSHOT_KEY } from '@services/snapshots/snapshotKey.ts';
import { ALONE, type SnapshotParts, Snapshots } from '@services/snapshots/snapshots.ts';
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

function marksIn(disk: MemoryDisk): ReturnMarks {
  const store = new MemoryDocumentStore({ disk });
  void store.open(alice);
  return new ReturnMarks(store);
}

function scene(given: Partial<SnapshotParts> = {}) {
  const clock = new FakeClock();
  const random = new SeededRandom(5);
  const disk = new MemoryDisk();
  const shelf = new Shelf(() => disk);
  const vault = new MemoryKeyVault({ random, disk: new MemoryKeyDisk() });
  const log = new RingLog(clock, createMemoryHost({ signaling: [] }));
  const marks = marksIn(disk);
  const parts = {
    shelf,
    account: alice,
    vault,
    clock,
    random,
    log,
    marks,
    bringBack: async () => ok(NOTHING),
    makeWhole: async () => ok(),
    ...given,
  };
  return { clock, shelf, vault, log, marks: parts.marks, parts, snapshots: new Snapshots(parts) };
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

  /** Goes back and is cut short, as where the app ends. */
  async function cutShort() {
    const cut = scene();
    const { id } = value(await cut.snapshots.take('by-hand'));
    await cut.clock.advance(1000);
    const begun = new Promise<void>((resolve) => {
      const bringBack = () => {
        resolve();
        return new Promise<never>(() => undefined);
      };
      void new Snapshots({ ...cut.parts, bringBack }).goBack(id);
    });
    await begun;
    const before = value(await cut.snapshots.list()).find(({ reason }) => reason === 'before-return')?.id ?? '';
    /** The next start; of which ones it brought back. */
    const start = async (failing: readonly string[] = []) => {
      const opened: string[] = [];
      const shelf: SnapshotParts['shelf'] = {
        list: () => cut.shelf.list(),
        take: (wish) => cut.shelf.take(wish),
        check: (place) => cut.shelf.check(place),
        remove: (of, which) => cut.shelf.remove(of, which),
        sweep: () => cut.shelf.sweep(),
        lastUpdate: () => cut.shelf.lastUpdate(),
        open: (place) => {
          opened.push(place.id);
          return cut.shelf.open(place);
        },
      };
      const bringBack: SnapshotParts['bringBack'] = async () =>
        failing.includes(opened.at(-1) ?? '') ? fail('storage-full', 'no room') : ok(NOTHING);
      await new Snapshots({ ...cut.parts, shelf, bringBack }).resume();
      return opened;
    };
    return { ...cut, id, before, start };
  }

  it('SNP-13 cut short it goes on with the next start, once; where there is no room, with the one after that', async () => {
    const { id, start } = await cutShort();
    expect(await start([id])).toEqual([id]);
    expect(await start()).toEqual([id]);
    expect(await start()).toEqual([]);
  });

  it('SNP-13 where it does not open any more all is as before, and where neither opens it is given up', async () => {
    const one = await cutShort();
    one.shelf.damage(one.id);
    expect(await one.start([one.before])).toEqual([one.id, one.before]);
    // Once it is undone it is not tried any more what is gone back to.
    expect(await one.start()).toEqual([one.before]);
    expect(value(await one.marks.told())).toBe('undone');
    expect(await one.start()).toEqual([]);
    const other = await cutShort();
    other.shelf.damage(other.id);
    other.shelf.damage(other.before);
    expect(await other.start()).toEqual([other.id, other.before]);
    expect(value(await other.marks.told())).toBe('unfinished');
    expect(await other.start()).toEqual([]);
  });

  it('SNP-13 both stay until it is done, however many are made', async () => {
    const { clock, id, before, start, snapshots } = await cutShort();
    for (let count = 0; count < 7; count += 1) {
      await clock.advance(1000);
      value(await snapshots.take('by-hand'));
      value(await snapshots.take('before-return'));
    }
    expect(value(await snapshots.list()).map((one) => one.id)).toEqual(expect.arrayContaining([id, before]));
    expect(await start()).toEqual([id]);
  });

  it('SNP-13 what does not go is undone at once', async () => {
    const tried: string[] = [];
    let count = 0;
    const bringBack: SnapshotParts['bringBack'] = async () => {
      count += 1;
      tried.push(count === 1 ? 'back' : 'undone');
      return count === 1 ? fail('storage-full', 'no room') : ok(NOTHING);
    };
    const { clock, marks, snapshots } = scene({ bringBack });
    const { id } = value(await snapshots.take('by-hand'));
    await clock.advance(1000);
    expect(codeOf(await snapshots.goBack(id))).toBe('storage-full');
    expect(tried).toEqual(['back', 'undone']);
    expect(await marks.read()).toBeNull();
  });

  /** Goes back while nothing can be brought back; `hold` is what the marks do meanwhile. */
  async function failed(hold: (marks: ReturnMarks) => void = () => undefined) {
    const one = scene();
    const { id } = value(await one.snapshots.take('by-hand'));
    await one.clock.advance(1000);
    const full: SnapshotParts['bringBack'] = async (_opened, { note }) => {
      hold(one.marks);
      await note(alice);
      return fail('storage-full', 'no room');
    };
    expect(codeOf(await new Snapshots({ ...one.parts, bringBack: full }).goBack(id))).toBe('storage-full');
    const before = value(await one.snapshots.list()).find(({ reason }) => reason === 'before-return')?.id ?? '';
    const broughtBack: string[] = [];
    const whole: string[] = [];
    const start = async () => {
      const open = one.shelf.open.bind(one.shelf);
      one.shelf.open = (place) => {
        broughtBack.push(place.id);
        return open(place);
      };
      await new Snapshots({
        ...one.parts,
        makeWhole: async (people) => {
          whole.push(...people);
          return ok();
        },
      }).resume();
    };
    return { ...one, id, before, broughtBack, whole, start };
  }

  it('SNP-13 what failed and could not be undone is undone by a start soon after, never gone on with', async () => {
    const one = await failed();
    expect(value(await one.marks.told())).toBe('unfinished');
    await one.clock.advance(ALONE - 1);
    await one.start();
    expect(one.broughtBack).toEqual([one.before]);
    expect(value(await one.snapshots.returnTold())).toBe('undone');
    expect(await one.marks.read()).toBeNull();
    value(await one.snapshots.forgetReturn());
    expect(value(await one.snapshots.returnTold())).toBeNull();
  });

  it('SNP-13 where it cannot be noted that it failed nothing goes on by itself', async () => {
    const one = await failed((marks) => {
      marks.put = async () => fail('storage-full', 'no room');
    });
    expect(await one.marks.read()).toBeNull();
    await one.start();
    expect(one.broughtBack).toEqual([]);
    expect(value(await one.snapshots.returnTold())).toBe('unfinished');
  });

  it('SNP-18 past the hour nothing is undone that the person decided since; who came back has a whole chat', async () => {
    const one = await failed();
    await one.clock.advance(ALONE + 1);
    await one.start();
    expect([one.broughtBack, one.whole]).toEqual([[], [alice]]);
    expect(value(await one.snapshots.returnTold())).toBe('unfinished');
    expect(await one.marks.read()).toBeNull();
    const cut = await cutShort();
    await cut.clock.advance(7 * 86_400_000);
    expect(await cut.start()).toEqual([]);
    expect(value(await cut.marks.told())).toBe('unfinished');
    expect(await cut.start()).toEqual([]);
  });

  it('SNP-18 one cut short that went on is told, and one that the person did see end is not', async () => {
    const cut = await cutShort();
    expect(await cut.start()).toEqual([cut.id]);
    expect(value(await cut.marks.told())).toBe('done');
    await cut.clock.advance(1000);
    value(await cut.snapshots.goBack(cut.id));
    expect(value(await cut.marks.told())).toBeNull();
  });

  it('SNP-2 while the vault is locked nothing is made, opened or gone back to', async () => {
    const open = scene();
    const { id } = value(await open.snapshots.take('by-hand'));
    const locked = async () => fail('vault-locked', 'the lock is closed');
    const shut = new Snapshots({
      ...{ shelf: open.shelf, account: alice, clock: open.clock, random: new SeededRandom(6), log: open.log },
      ...{ vault: { recall: locked, keep: locked }, marks: open.marks },
      ...{ bringBack: async () => ok(NOTHING), makeWhole: async () => ok() },
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
