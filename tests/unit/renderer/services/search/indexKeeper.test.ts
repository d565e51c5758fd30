import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import type { Clock } from '@ports/clock.ts';
import type { SearchShelf } from '@ports/searchShelf.ts';
import { EntryIntake } from '@services/search/entryIntake.ts';
import { IndexKeeper } from '@services/search/indexKeeper.ts';
import { IndexerPass } from '@services/search/indexer.ts';
import { err, ok } from '@shared/result.ts';
import { SearchScene } from '../../../../support/web/searchScene.ts';
import { alice, bob, chat } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

/** A keeper over a scene's store, whose shelf does as it is told. */
async function keeping(
  change: (shelf: SearchShelf, open: SearchShelf['open']) => Partial<SearchShelf> = () => ({}),
  begun: 'waited for' | 'not waited for' = 'waited for',
) {
  const scene = await SearchScene.open();
  const clock = new FakeClock();
  const lines: string[] = [];
  const own = scene.makeShelf();
  const shelf: SearchShelf = Object.assign(own, change(scene.shelf, own.open.bind(own)));
  const log = { write: (...line: readonly unknown[]) => void lines.push(line.join(' ')) };
  const { store, documents, webEntries, feeds } = scene;
  const isInHand = () => false;
  const held = { isSo: false };
  const isHeld = () => held.isSo;
  const sources = { documents, webEntries, feeds };
  const keeper = new IndexKeeper({ account: alice, store, shelf, ...sources, isInHand, isHeld, clock, log });
  const starting = keeper.start();
  if (begun === 'waited for') await starting;
  const pass = async (isSo: () => Promise<boolean> | boolean, step = 500) => {
    await expect
      .poll(async () => {
        await clock.advance(step);
        return isSo();
      })
      .toBe(true);
  };
  const covers = async (seq: number) => value(await scene.shelf.chains()).some((chain) => chain.seq >= seq);
  return { scene, clock, keeper, lines, pass, covers, held };
}

describe('keeping the index', () => {
  it('SRC-12 takes what comes, and again what comes later', async () => {
    const { scene, keeper, pass, covers } = await keeping();
    await scene.take(scene.bob.say('pear'));
    await pass(() => covers(0));
    await scene.take(scene.bob.say('plum'));
    await pass(() => covers(1));
    expect(await scene.find('plum')).toEqual(['plum']);
    keeper.dispose();
  });

  it('REP-28 stands back while history moves, and takes it up after', async () => {
    const { scene, clock, keeper, lines, pass, covers, held } = await keeping();
    held.isSo = true;
    await scene.take(scene.bob.say('pear'));
    for (let second = 0; second < 60; second += 1) await clock.advance(1000);
    expect([await covers(0), lines]).toEqual([false, []]);
    held.isSo = false;
    await pass(() => covers(0));
    expect(await scene.find('pear')).toEqual(['pear']);
    keeper.dispose();
  });

  it('SRC-13 is not stuck on a database that never answers', async () => {
    let isHanging = true;
    const { scene, keeper, lines, pass, covers } = await keeping((shelf) => ({
      change: (change) => (isHanging ? new Promise(() => undefined) : shelf.change(change)),
    }));
    await scene.take(scene.bob.say('pear'));
    await pass(() => lines.some((line) => line.includes('silent')), 5000);
    isHanging = false;
    await pass(() => covers(0), 5000);
    expect(await scene.find('pear')).toEqual(['pear']);
    keeper.dispose();
  });

  it('SRC-13 tries again what failed, and begins anew when that does not help', async () => {
    let failures = 5;
    const { scene, keeper, lines, pass, covers } = await keeping((shelf) => ({
      change: (change) => {
        failures -= 1;
        if (failures >= 0) return Promise.resolve(err({ code: 'storage-failed', message: 'planted' }));
        return shelf.change(change);
      },
    }));
    await scene.take(scene.bob.say('pear'));
    await pass(() => covers(0), 5000);
    expect(lines.filter((line) => line.includes('storage-failed'))).toHaveLength(5);
    expect(lines.some((line) => line.includes('made anew'))).toBe(true);
    keeper.dispose();
  });

  it('SRC-13 tries again to open what does not open', async () => {
    let failures = 2;
    const { scene, lines, keeper, pass, covers } = await keeping((_, open) => ({
      open: (...asked) => {
        failures -= 1;
        if (failures >= 0) return Promise.resolve(err({ code: 'storage-failed', message: 'planted' }));
        return open(...asked);
      },
    }));
    await scene.take(scene.bob.say('pear'));
    await pass(() => covers(0), 2000);
    expect(lines.filter((line) => line.includes('did not open'))).toHaveLength(2);
    expect(await scene.find('pear')).toEqual(['pear']);
    keeper.dispose();
  });

  it('SRC-13 is not stuck on a database that never opens', async () => {
    let isHanging = true;
    const { scene, lines, keeper, pass, covers } = await keeping(
      (_, open) => ({
        open: (...asked) => (isHanging ? new Promise(() => undefined) : open(...asked)),
      }),
      'not waited for',
    );
    await scene.take(scene.bob.say('pear'));
    await pass(() => lines.some((line) => line.includes('did not open: silent')), 5000);
    isHanging = false;
    await pass(() => covers(0), 5000);
    keeper.dispose();
  });

  it('SRC-13 is not stuck where even erasing it, and noting what is to be forgotten, never ends', async () => {
    let isHanging = true;
    const never = () => new Promise<never>(() => undefined);
    const { scene, keeper, pass, covers } = await keeping((shelf) => ({
      change: (change) => (isHanging ? never() : shelf.change(change)),
      erase: () => (isHanging ? never() : shelf.erase()),
      forgetting: () => (isHanging ? never() : shelf.forgetting()),
    }));
    await scene.take(scene.bob.say('pear'));
    const rebuilt = keeper.rebuild();
    const forgotten = keeper.forget(chat);
    let answer: boolean | null = null;
    void rebuilt.then((isErased) => (answer = isErased));
    await pass(() => answer === false, 5000);
    isHanging = false;
    await pass(() => covers(0), 5000);
    await forgotten;
    await pass(async () => value(await scene.shelf.forgetting()).length === 0, 5000);
    keeper.dispose();
  });

  it('SRC-13 tries again at once what broke by a fault of ours', async () => {
    let isBroken = true;
    const { scene, lines, keeper, pass, covers } = await keeping((shelf) => ({
      chains: () => {
        if (isBroken) throw new Error('planted');
        return shelf.chains();
      },
    }));
    await scene.take(scene.bob.say('pear'));
    await pass(() => lines.some((line) => line.includes('broken')), 500);
    isBroken = false;
    await pass(() => covers(0), 500);
    expect(lines.some((line) => line.includes('silent'))).toBe(false);
    keeper.dispose();
  });

  it('SRC-13 rests long where beginning anew does not help', async () => {
    let asked = 0;
    const { scene, lines, keeper, clock } = await keeping(() => ({
      change: () => {
        asked += 1;
        return Promise.resolve(err({ code: 'storage-failed', message: 'planted' }));
      },
    }));
    await scene.take(scene.bob.say('pear'));
    const anew = () => lines.filter((line) => line.includes('made anew')).length;
    await expect
      .poll(async () => {
        await clock.advance(5000);
        return anew();
      })
      .toBe(3);
    const before = asked;
    for (let minute = 0; minute < 9; minute += 1) await clock.advance(60_000);
    expect(asked - before).toBeLessThanOrEqual(1);
    keeper.dispose();
  });

  it('SRC-13 says that a damaged index was thrown away, and when', async () => {
    const { scene, keeper, clock, pass, covers } = await keeping();
    await scene.take(scene.bob.say('pear'));
    await pass(() => covers(0));
    const told: (number | undefined)[] = [];
    const stop = scene.shelf.watchProgress().subscribe((state) => {
      if (state.status === 'ready') told.push(state.value.mendedAt);
    });
    const at = clock.now();
    expect(await keeper.mend()).toBe(true);
    await pass(() => covers(0));
    await pass(() => told.at(-1) === at);
    expect(await scene.find('pear')).toEqual(['pear']);
    stop();
    keeper.dispose();
  });

  it('SRC-13 made anew has nothing of before, and comes to the same', async () => {
    const { scene, keeper, pass, covers } = await keeping();
    await scene.take(scene.bob.say('pear'));
    await pass(() => covers(0));
    expect(await keeper.rebuild()).toBe(true);
    expect(value(await scene.shelf.parts())).toEqual([]);
    await pass(() => covers(0));
    expect(await scene.find('pear')).toEqual(['pear']);
    expect(value(await scene.shelf.parts())).toHaveLength(1);
    keeper.dispose();
  });

  it('SRC-14 takes out what was deleted, once that is not to be undone any more', async () => {
    const { scene, keeper, clock, pass, covers } = await keeping();
    const said = scene.bob.say('pear');
    await scene.take(said, scene.bob.say('plum'));
    await pass(() => covers(1));
    value(await scene.store.hideMessage(chat, said.id));
    await keeper.forget(chat);
    await clock.advance(30_000);
    value(await scene.store.restoreMessage(chat, said.id));
    await pass(async () => value(await scene.shelf.forgetting()).length === 0, 5000);
    expect(await scene.find('pear')).toEqual(['pear']);
    value(await scene.store.clearSpace(chat));
    await keeper.forgetPerson(bob);
    await pass(async () => value(await scene.shelf.parts()).length === 0, 5000);
    keeper.dispose();
  });

  it('SRC-12 says how far it has come', async () => {
    const { scene, keeper, pass } = await keeping();
    const told: string[] = [];
    const stop = scene.shelf.watchProgress().subscribe((state) => {
      if (state.status === 'ready') told.push(`${state.value.state} ${state.value.done}/${state.value.total}`);
    });
    await scene.take(scene.bob.say('pear'), scene.bob.say('plum'));
    await pass(() => told.includes('ready 2/2'));
    stop();
    keeper.dispose();
  });

  it('SRC-12 stops with the engine', async () => {
    const { scene, clock, keeper } = await keeping();
    keeper.dispose();
    await scene.take(scene.bob.say('pear'));
    await clock.advance(120_000);
    const reopened = scene.makeShelf();
    value(await reopened.open(alice, 'reader'));
    expect(await reopened.chains()).toEqual(ok([]));
  });
});

describe('what can wait', () => {
  /** How long the passes of an index rested, where each look at the clock takes a while. */
  async function rests(isBusy: boolean, heldFor = 0): Promise<readonly number[]> {
    const scene = await SearchScene.open();
    await scene.take(...Array.from({ length: 50 }, (_, index) => scene.bob.say(`pear ${index}`)));
    const waited: number[] = [];
    let looked = 0;
    let leftToHold = heldFor;
    const clock: Clock = {
      now: () => 0,
      monotonic: () => (looked += 5),
      after: (delay, task) => {
        waited.push(delay);
        queueMicrotask(task);
        return () => undefined;
      },
    };
    const { store, shelf, documents, webEntries, feeds } = scene;
    const isHeld = () => (leftToHold -= 1) >= 0;
    const watching = {
      isOver: () => false,
      isBusy: () => isBusy,
      isHeld,
      mayForget: () => true,
      onStep: () => undefined,
    };
    const pass = new IndexerPass({
      ...{ store, shelf, documents, webEntries, clock, places: new Map() },
      ...watching,
      intake: new EntryIntake(feeds),
    });
    value(await pass.run());
    return waited;
  }

  it('SRC-12 rests while somebody is at work, and only lets the thread go while nobody is', async () => {
    expect(new Set(await rests(false))).toEqual(new Set([0]));
    const busy = await rests(true);
    expect(busy.filter((delay) => delay >= 40).length).toBe(busy.filter((delay) => delay === 0).length);
    expect(busy.length).toBeGreaterThan(10);
  });

  it('REP-28 stops in the midst of a pass while history moves', async () => {
    const waited = await rests(false, 7);
    expect(waited.filter((delay) => delay === 1000)).toHaveLength(7);
    expect(waited.filter((delay) => delay === 0).length).toBeGreaterThan(10);
  });
});
