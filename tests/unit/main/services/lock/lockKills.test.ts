import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { ALICE, BOB, type Disk, PASSPHRASE, SECRETS, onDisk, openScene } from './lockScene.ts';

const NEXT = 'nine loud magpies';
const EVER = { writesLeft: Infinity };

/** Runs an act again and again, cut short after the first write, the second and so on, until it gets through. */
async function cutEverywhere(
  act: (scene: ReturnType<typeof openScene>) => Promise<unknown>,
  check: (scene: ReturnType<typeof openScene>, cutAt: number) => Promise<void>,
  isLocked: boolean,
): Promise<number> {
  for (let cutAt = 0; cutAt < 60; cutAt += 1) {
    const directory = temporaryDirectory();
    const first = openScene(directory);
    await first.plant();
    if (isLocked) await first.set();
    await first.journals.close();
    const disk = { writesLeft: Infinity };
    const killed = openScene(directory, { disk });
    if (isLocked) await killed.open();
    disk.writesLeft = cutAt;
    await act(killed);
    const wasCut = disk.writesLeft <= 0;
    await killed.journals.close();
    await check(openScene(directory, { disk: EVER }), cutAt);
    if (!wasCut) return cutAt;
  }
  throw new Error('it never got through');
}

/** Whichever of the passphrases opens it, or none where there is no lock. */
async function enter(scene: ReturnType<typeof openScene>): Promise<string | null> {
  const stands = await scene.locks.describe('alice');
  if (!stands.ok) throw new Error(stands.error.code);
  if (!stands.value.isOn) return null;
  for (const passphrase of [PASSPHRASE, NEXT]) if ((await scene.open(passphrase)).ok) return passphrase;
  throw new Error('no passphrase opens it');
}

async function everythingReads(scene: ReturnType<typeof openScene>): Promise<void> {
  expect(await scene.readAll()).toEqual(SECRETS);
  expect(await scene.readJournal()).toEqual(['entry of A']);
}

describe('a host that is killed at every write', () => {
  it('LCK-7 while a lock is turned on: it opens, and what was not sealed is sealed then', async () => {
    const cuts = await cutEverywhere(
      (scene) => scene.set(),
      async (scene) => {
        const passphrase = await enter(scene);
        await everythingReads(scene);
        expect(passphrase === null || passphrase === PASSPHRASE).toBe(true);
      },
      false,
    );
    expect(cuts).toBeGreaterThan(4);
  });

  it('LCK-7 while the passphrase is changed: the old or the new one opens it', async () => {
    const found = new Set<string | null>();
    const cuts = await cutEverywhere(
      (scene) => scene.locks.change({ profile: 'alice', passphrase: PASSPHRASE, next: NEXT }),
      async (scene) => {
        found.add(await enter(scene));
        await everythingReads(scene);
      },
      true,
    );
    expect(found).toEqual(new Set([NEXT, PASSPHRASE]));
    expect(cuts).toBeGreaterThan(2);
  });

  it('LCK-7 while the passphrase is changed: after the next opening no copy of the lock opens with the old one', async () => {
    await cutEverywhere(
      (scene) => scene.locks.change({ profile: 'alice', passphrase: PASSPHRASE, next: NEXT }),
      async (scene) => {
        const passphrase = await enter(scene);
        await scene.journals.close();
        for (const name of ['lock-alice', 'lock2-alice']) {
          const directory = temporaryDirectory();
          cpSync(scene.directory, directory, { recursive: true });
          rmSync(join(directory, 'keys', `${Buffer.from(name).toString('hex')}.secret`));
          const copy = openScene(directory);
          expect(await enter(copy)).toBe(passphrase);
          await everythingReads(copy);
        }
      },
      true,
    );
  });

  it('LCK-7 a change of which the second copy is not taken is none, here and after a start', async () => {
    const directory = temporaryDirectory();
    const disk: Disk = { writesLeft: Infinity };
    const scene = openScene(directory, { disk });
    await scene.plant();
    await scene.set();
    disk.refuses = 'lock2-';
    const changed = await scene.locks.change({ profile: 'alice', passphrase: PASSPHRASE, next: NEXT });
    expect(changed).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
    await scene.locks.close('alice');
    expect(await enter(scene)).toBe(PASSPHRASE);
    await scene.journals.close();
    const again = openScene(directory);
    expect(await enter(again)).toBe(PASSPHRASE);
    await everythingReads(again);
  });

  it('LCK-7 a change that can neither be ended nor taken back holds here as it will after a start', async () => {
    const directory = temporaryDirectory();
    const disk: Disk = { writesLeft: Infinity };
    const scene = openScene(directory, { disk });
    await scene.plant();
    await scene.set();
    // The attempt, its end, and the first copy.
    disk.writesLeft = 3;
    expect(await scene.locks.change({ profile: 'alice', passphrase: PASSPHRASE, next: NEXT })).toEqual({ ok: true });
    disk.writesLeft = Infinity;
    await scene.locks.close('alice');
    expect(await enter(scene)).toBe(NEXT);
    await scene.journals.close();
    expect(await enter(openScene(directory))).toBe(NEXT);
  });

  it('LCK-7 LCK-8 while it is turned off: the next opening ends it, and nothing stays sealed', async () => {
    const cuts = await cutEverywhere(
      (scene) => scene.locks.remove({ profile: 'alice', passphrase: PASSPHRASE }),
      async (scene, cutAt) => {
        await enter(scene);
        await everythingReads(scene);
        // Before the lock was marked as ending it is as it was.
        const stands = await scene.locks.describe('alice');
        if (cutAt >= 4) expect(stands).toMatchObject({ ok: true, value: { isOn: false } });
      },
      true,
    );
    expect(cuts).toBeGreaterThan(5);
  });
});

describe('turning off, changing, putting aside', () => {
  it('LCK-8 need the passphrase and leave nothing sealed', async () => {
    const directory = temporaryDirectory();
    const scene = openScene(directory);
    await scene.plant();
    await scene.set();
    const wrong = { ok: false, error: { code: 'lock-wrong' } };
    expect(await scene.locks.remove({ profile: 'alice', passphrase: 'not this' })).toMatchObject(wrong);
    expect(await scene.locks.change({ profile: 'alice', passphrase: 'not this', next: NEXT })).toMatchObject(wrong);
    expect(await scene.locks.remove({ profile: 'alice', passphrase: PASSPHRASE })).toEqual({ ok: true });
    expect(onDisk(join(directory, 'vault')).includes('BNYNLCK1')).toBe(false);
    expect(onDisk(join(directory, 'keys')).includes('BNYNLCK1')).toBe(false);
    await scene.journals.close();
    await everythingReads(openScene(directory));
  });

  it('LCK-10 puts a closed lock aside, unopened, with its journal; then one may begin anew under the same name', async () => {
    const directory = temporaryDirectory();
    const scene = openScene(directory);
    await scene.plant();
    await scene.set();
    expect(await scene.locks.setAside('alice')).toMatchObject({ ok: false, error: { code: 'lock-there' } });
    await scene.locks.close('alice');
    expect(await scene.locks.setAside('alice')).toEqual({ ok: true });
    expect(await scene.locks.describe('alice')).toMatchObject({ ok: true, value: { isOn: false } });
    expect(Object.values(await scene.readAll())).toEqual([null, null]);
    expect(await scene.readJournal()).toEqual([]);
    const folders = readdirSync(join(directory, 'journal'));
    expect(folders.filter((name) => name.startsWith(ALICE))).toHaveLength(2);
    expect(onDisk(directory).includes('planted')).toBe(false);
    await scene.plant();
    expect(await scene.readAll()).toEqual(SECRETS);
    const aside = readdirSync(join(directory, 'keys')).map((name) => Buffer.from(name, 'hex').toString());
    expect(aside.filter((name) => name.startsWith('aside-')).length).toBeGreaterThan(3);
  });

  it.each([
    ['damaged', Buffer.from('what nobody can read')],
    ['of another version', Buffer.concat([Buffer.from([1, 2]), Buffer.from('a record of later')])],
  ])(
    'LCK-10 LCK-11 puts a lock aside whose copies are both %s, and what it held, but nobody else’s',
    async (_, content) => {
      const directory = temporaryDirectory();
      const first = openScene(directory);
      await first.plant();
      await first.set();
      await first.locks.set({ profile: 'bob', account: BOB, passphrase: NEXT, idleMinutes: 15 });
      await first.journals.close();
      const files = ['lock-alice', 'lock2-alice'].map((name) =>
        join(directory, 'keys', `${Buffer.from(name).toString('hex')}.secret`),
      );
      for (const file of files) writeFileSync(file, content);
      // One of the secrets as well.
      writeFileSync(join(directory, 'vault', `${Buffer.from('alice.device-keys.v1').toString('hex')}.secret`), '');
      const scene = openScene(directory);
      expect(await scene.locks.describe('alice')).toMatchObject({ ok: false, error: { code: 'vault-unavailable' } });
      expect(await scene.locks.setAside('alice')).toEqual({ ok: true });
      await scene.journals.close();
      const again = openScene(directory);
      expect(await again.locks.describe('alice')).toMatchObject({ ok: true, value: { isOn: false } });
      expect(await again.readJournal()).toEqual([]);
      await again.plant();
      expect(await again.readAll()).toEqual(SECRETS);
      expect(await again.set()).toEqual({ ok: true });
      expect(await again.locks.open({ profile: 'bob', passphrase: NEXT })).toEqual({ ok: true });
      expect(await again.readJournal(BOB)).toEqual(['entry of B']);
      expect(onDisk(join(directory, 'keys')).includes(content)).toBe(true);
    },
  );

  it('LCK-11 with two locks that can not be read, putting one aside leaves sealed journals until the other goes', async () => {
    const directory = temporaryDirectory();
    const first = openScene(directory);
    await first.plant();
    await first.set();
    await first.locks.set({ profile: 'bob', account: BOB, passphrase: NEXT, idleMinutes: 15 });
    await first.journals.close();
    for (const name of ['lock-alice', 'lock2-alice', 'lock-bob', 'lock2-bob']) {
      writeFileSync(join(directory, 'keys', `${Buffer.from(name).toString('hex')}.secret`), 'x');
    }
    const scene = openScene(directory);
    expect(await scene.locks.setAside('alice')).toEqual({ ok: true });
    expect(readdirSync(join(directory, 'journal')).toSorted()).toEqual([ALICE, BOB]);
    expect(await scene.locks.setAside('bob')).toEqual({ ok: true });
    expect([await scene.readJournal(), await scene.readJournal(BOB)]).toEqual([[], []]);
  });

  it('LCK-10 puts a sealed journal away that no lock is left for, when its account is asked for, and no other', async () => {
    const directory = temporaryDirectory();
    const first = openScene(directory);
    await first.plant();
    await first.set();
    await first.locks.set({ profile: 'bob', account: BOB, passphrase: NEXT, idleMinutes: 15 });
    await first.journals.close();
    const file = (name: string) => join(directory, 'keys', `${Buffer.from(name).toString('hex')}.secret`);
    const record = readFileSync(file('lock-bob'));
    for (const name of ['lock-alice', 'lock2-alice', 'lock-bob', 'lock2-bob']) writeFileSync(file(name), 'x');
    const broken = openScene(directory);
    expect(await broken.locks.setAside('alice')).toEqual({ ok: true });
    expect(await broken.readJournal()).toBe('vault-unavailable');
    // The other one can be read after all.
    writeFileSync(file('lock-bob'), record);
    const scene = openScene(directory);
    expect(await scene.readJournal()).toEqual([]);
    expect(await scene.readJournal(BOB)).toBe('vault-locked');
    await scene.plant();
    expect(await scene.set()).toEqual({ ok: true });
    expect(await scene.readJournal()).toEqual(['entry of A']);
    expect(await scene.locks.open({ profile: 'bob', passphrase: NEXT })).toEqual({ ok: true });
    expect(await scene.readJournal(BOB)).toEqual(['entry of B']);
    const aside = readdirSync(join(directory, 'keys')).map((name) => Buffer.from(name, 'hex').toString());
    expect(aside.filter((name) => /^aside-\w+-journal-A/u.test(name))).toHaveLength(1);
  });

  it('LCK-12 the system opens it only where it was allowed to, and not when it is somebody else', async () => {
    const directory = temporaryDirectory();
    const asked: string[] = [];
    let isThem = false;
    const confirm = (reason: string) => {
      asked.push(reason);
      return Promise.resolve(isThem);
    };
    const scene = openScene(directory, { system: { confirm } });
    await scene.plant();
    await scene.set();
    await scene.locks.close('alice');
    const bySystem = () => scene.locks.openBySystem({ profile: 'alice', reason: 'open' });
    expect(await bySystem()).toMatchObject({ ok: false, error: { code: 'lock-missing' } });
    expect(asked).toEqual([]);
    await scene.locks.allowSystem({ profile: 'alice', passphrase: PASSPHRASE, isAllowed: true });
    expect(await bySystem()).toMatchObject({ ok: false, error: { code: 'lock-wrong' } });
    isThem = true;
    expect(await bySystem()).toEqual({ ok: true });
    expect(await scene.readAll()).toEqual(SECRETS);
    await scene.locks.close('alice');
    await scene.locks.allowSystem({ profile: 'alice', passphrase: PASSPHRASE, isAllowed: false });
    expect(await bySystem()).toMatchObject({ ok: false });
  });
});
