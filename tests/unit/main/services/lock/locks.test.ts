import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { derivePassphraseKey } from '../../../../../src/main/services/lock/passphraseKey.ts';
import { isSealed, seal, unseal } from '../../../../../src/main/services/lock/seal.ts';
import { waitAfter } from '../../../../../src/main/services/lock/waiting.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { ALICE, BOB, PASSPHRASE, SECRETS, bytes, onDisk, openScene } from './lockScene.ts';

const LOCKED = { ok: false, error: { code: 'vault-locked' } };
const WRONG = { ok: false, error: { code: 'lock-wrong' } };
const CLOSED = Object.fromEntries(Object.keys(SECRETS).map((name) => [name, 'vault-locked']));

/** A host with a lock on Alice's profile, and one started again over the same folder. */
async function locked() {
  const directory = temporaryDirectory();
  const before = openScene(directory);
  await before.plant();
  expect(await before.set()).toEqual({ ok: true });
  await before.journals.close();
  return { directory, before, after: openScene(directory) };
}

describe('what a lock holds', () => {
  it('LCK-1 no secret, no key of the journal and no passphrase is on the disk in plain', async () => {
    const directory = temporaryDirectory();
    const scene = openScene(directory);
    await scene.plant();
    const key = await scene.locks.keys.read(`journal-${'A'.repeat(43)}`);
    const plain = key.ok ? (key.value ?? bytes('missing')) : bytes('failed');
    expect(onDisk(directory).includes('planted')).toBe(true);
    expect(onDisk(directory).includes(Buffer.from(plain))).toBe(true);
    await scene.set();
    await scene.locks.vault.write('alice.secret.later', bytes('planted later'));
    for (const word of ['planted', PASSPHRASE, 'herons']) expect(onDisk(directory).includes(word)).toBe(false);
    expect(onDisk(directory).includes(Buffer.from(plain))).toBe(false);
    expect(await scene.readAll()).toEqual(SECRETS);
  });

  it('LCK-2 LCK-3 is out of reach when the host starts, and nothing can be written over it', async () => {
    const { after } = await locked();
    expect(await after.readAll()).toEqual(CLOSED);
    expect(await after.readJournal()).toBe('vault-locked');
    expect(await after.locks.vault.write('alice.device-keys.v1', bytes('x'))).toMatchObject(LOCKED);
    expect(await after.locks.vault.remove('alice.device-keys.v1')).toMatchObject(LOCKED);
    expect(await after.locks.isAccountLocked('A'.repeat(43))).toBe(true);
    await after.open();
    expect(await after.readAll()).toEqual(SECRETS);
    expect(await after.readJournal()).toEqual(['entry of A']);
  });

  it('LCK-2 the note that a page is open is no secret', async () => {
    const { after } = await locked();
    expect(await after.locks.vault.write('alice.secret.open.v1', bytes('1'))).toEqual({ ok: true });
    expect(await after.locks.vault.read('alice.secret.open.v1')).toEqual({ ok: true, value: bytes('1') });
  });

  it('LCK-11 leaves other profiles and accounts alone', async () => {
    const { after } = await locked();
    expect(await after.locks.vault.read('bob.device-keys.v1')).toEqual({ ok: true, value: bytes('keys of bob') });
    expect(await after.readJournal(BOB)).toEqual(['entry of B']);
    expect(await after.locks.isAccountLocked(BOB)).toBe(false);
  });

  it('LCK-11 an account that has a lock gets no second one from another profile, closed or open', async () => {
    const { directory, before } = await locked();
    const second = () =>
      before.locks.set({ profile: 'aaa', account: ALICE, passphrase: 'whatever else', idleMinutes: 15 });
    expect(await second()).toMatchObject({ ok: false, error: { code: 'lock-there' } });
    await before.locks.close('alice');
    expect(await second()).toMatchObject({ ok: false, error: { code: 'lock-there' } });
    const again = openScene(directory);
    expect(await again.locks.describe('aaa')).toMatchObject({ ok: true, value: { isOn: false } });
    await again.open();
    expect(await again.readAll()).toEqual(SECRETS);
    expect(await again.readJournal()).toEqual(['entry of A']);
  });

  it('LCK-11 nor does one whose journal is sealed by a lock that can not be read any more', async () => {
    const { directory } = await locked();
    for (const name of ['lock-alice', 'lock2-alice']) {
      writeFileSync(join(directory, 'keys', `${hex(name)}.secret`), 'damaged');
    }
    const again = openScene(directory);
    const set = { profile: 'aaa', account: ALICE, passphrase: 'whatever else', idleMinutes: 15 } as const;
    expect(await again.locks.set(set)).toMatchObject({ ok: false, error: { code: 'lock-there' } });
    expect(await again.locks.describe('aaa')).toMatchObject({ ok: true, value: { isOn: false } });
  });

  it('LCK-2 an account that two locks name is closed as long as one of them is', async () => {
    const { directory } = await locked();
    const elsewhere = temporaryDirectory();
    const set = { profile: 'aaa', account: ALICE, passphrase: 'whatever else', idleMinutes: 15 } as const;
    await openScene(elsewhere).locks.set(set);
    cpSync(join(elsewhere, 'keys'), join(directory, 'keys'), { recursive: true });
    const both = openScene(directory);
    expect(await both.locks.open({ profile: 'aaa', passphrase: 'whatever else' })).toEqual({ ok: true });
    expect(await both.locks.isAccountLocked(ALICE)).toBe(true);
    expect(await both.readJournal()).toBe('vault-locked');
  });

  it('LCK-2 a journal that was open is closed, and its next call is refused', async () => {
    const { before } = await locked();
    expect(await before.readJournal()).toEqual(['entry of A']);
    await before.locks.close('alice');
    expect(await before.readJournal()).toBe('vault-locked');
    await before.open();
    expect(await before.readJournal()).toEqual(['entry of A']);
  });

  it('LCK-9 is read from the second copy of the record where the first is damaged, and refused where both are', async () => {
    const { directory } = await locked();
    const keys = join(directory, 'keys');
    const fileOf = (name: string) => join(keys, `${Buffer.from(name).toString('hex')}.secret`);
    writeFileSync(fileOf('lock-alice'), 'damaged');
    const second = openScene(directory);
    expect(await second.readAll()).toEqual(CLOSED);
    await second.open();
    expect(await second.readAll()).toEqual(SECRETS);
    expect(readFileSync(fileOf('lock-alice'))).toEqual(readFileSync(fileOf('lock2-alice')));
    for (const name of ['lock-alice', 'lock2-alice']) writeFileSync(fileOf(name), 'damaged');
    const third = openScene(directory);
    expect(await third.open()).toMatchObject({ ok: false, error: { code: 'vault-unavailable' } });
    expect(Object.values(await third.readAll())).toEqual(['vault-unavailable', 'vault-unavailable']);
    expect(await third.set()).toMatchObject({ ok: false, error: { code: 'lock-there' } });
    expect(await third.locks.vault.write('alice.device-keys.v1', bytes('x'))).toMatchObject({ ok: false });
  });

  it('LCK-9 an account whose lock can not be read stays closed, and is served to nobody, until it is put aside', async () => {
    const { directory } = await locked();
    for (const name of ['lock-alice', 'lock2-alice']) {
      writeFileSync(join(directory, 'keys', `${hex(name)}.secret`), 'damaged');
    }
    const again = openScene(directory);
    expect(await again.locks.isAccountLocked(ALICE)).toBe(true);
    // Of others, and of who comes new, it says nothing.
    expect(await again.locks.isAccountLocked(BOB)).toBe(false);
    expect(await again.locks.isAccountLocked(`${'C'.repeat(42)}A`)).toBe(false);
    expect(await again.locks.setAside('alice')).toEqual({ ok: true });
    expect(await again.locks.isAccountLocked(ALICE)).toBe(false);
    const key = join(directory, 'keys', `${hex(`journal-${BOB}`)}.secret`);
    writeFileSync(join(directory, 'keys', `${hex('lock-carol')}.secret`), 'damaged');
    writeFileSync(key, 'damaged');
    expect(await openScene(directory).locks.isAccountLocked(BOB)).toBe(true);
  });
});

describe('opening a lock', () => {
  it('LCK-4 takes the passphrase however it was typed, and no other', async () => {
    const directory = temporaryDirectory();
    const scene = openScene(directory);
    await scene.plant();
    await scene.locks.set({ profile: 'alice', account: BOB, passphrase: 'caf\u00e9 au lait', idleMinutes: 0 });
    await scene.locks.close('alice');
    expect(await scene.open('cafe au lait')).toMatchObject(WRONG);
    expect(await scene.open('cafe\u0301 au lait')).toEqual({ ok: true });
  });

  it('LCK-5 makes each wrong attempt after the third wait, over restarts too, and counts an attempt whose host was killed', async () => {
    const { directory, after } = await locked();
    for (let attempt = 0; attempt < 3; attempt += 1) expect(await after.open('wrong one')).toMatchObject(WRONG);
    expect(await after.open()).toMatchObject({ ok: false, error: { code: 'lock-wait' } });
    const again = openScene(directory);
    expect(await again.locks.describe('alice')).toMatchObject({ ok: true, value: { waitMs: 5000 } });
    again.clock.set(-86_400_000);
    expect(await again.locks.describe('alice')).toMatchObject({ ok: true, value: { waitMs: 5000 } });
    again.clock.set(86_400_000);
    again.clock.now += 5000;
    expect(await again.open('wrong again')).toMatchObject(WRONG);
    again.clock.now += 5000;
    expect(await again.open()).toMatchObject({ ok: false, error: { code: 'lock-wait' } });
    again.clock.now += 10_000;
    expect(await again.open()).toEqual({ ok: true });
  });

  it('LCK-5 a clock that is set forward between attempts spares no wait, and one set back at a start makes it whole', async () => {
    const { directory, after } = await locked();
    let judged = 0;
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const opened = await after.open(`wrong ${attempt}`);
      judged += !opened.ok && opened.error.code === 'lock-wrong' ? 1 : 0;
      after.clock.set(1_800_000);
    }
    expect(judged).toBe(3);
    after.clock.now += 5000;
    expect(await after.open()).toEqual({ ok: true });
    await after.locks.close('alice');
    for (let attempt = 0; attempt < 3; attempt += 1) await after.open('wrong one');
    // It starts with its clock at what it was before all this.
    expect(await openScene(directory).locks.describe('alice')).toMatchObject({ ok: true, value: { waitMs: 5000 } });
  });

  it('LCK-5 lets no attempts slip by side by side', async () => {
    const { after } = await locked();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => after.open('wrong one')));
    expect(outcomes.filter((each) => !each.ok && each.error.code === 'lock-wrong')).toHaveLength(3);
    expect(outcomes.filter((each) => !each.ok && each.error.code === 'lock-wait')).toHaveLength(3);
  });

  it('LCK-5 waits grow up to half an hour', () => {
    const waits = Array.from({ length: 14 }, (_, failures) => waitAfter({ failures, at: 0 }, 0) / 1000);
    expect(waits).toEqual([0, 0, 0, 5, 15, 30, 60, 120, 300, 900, 1800, 1800, 1800, 1800]);
  });

  it('LCK-6 the right passphrase ends the count', async () => {
    const { directory, after } = await locked();
    await after.open('wrong one');
    await after.open('wrong one');
    await after.open();
    expect(readdirSync(join(directory, 'keys')).some((name) => name.startsWith(hex('attempts-')))).toBe(false);
    await after.locks.close('alice');
    for (let attempt = 0; attempt < 3; attempt += 1) expect(await after.open('wrong one')).toMatchObject(WRONG);
  });

  it('LCK-4 derives what the reference program of Argon2id derives', async () => {
    const key = await derivePassphraseKey('password', { salt: bytes('somesalt'), memory: 65_536, passes: 2 });
    expect(Buffer.from(key).toString('hex')).toBe('09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7');
  });

  it('LCK-1 what is sealed for one name opens at no other, and with no byte changed', () => {
    const key = bytes('k'.repeat(32));
    const sealed = seal(key, 'here', bytes('secret'));
    expect(unseal(key, 'here', sealed)).toEqual(bytes('secret'));
    expect(unseal(key, 'there', sealed)).toBeNull();
    expect(unseal(bytes('l'.repeat(32)), 'here', sealed)).toBeNull();
    expect(isSealed(bytes('plain'))).toBe(false);
    for (let place = 0; place < sealed.length; place += 1) {
      const changed = sealed.map((byte, at) => (at === place ? byte ^ 1 : byte));
      expect(unseal(key, 'here', changed)).toBeNull();
    }
  });
});

describe('closing by itself', () => {
  it('LCK-3 after the chosen time without a hand on it, but not while there is one', async () => {
    const { before } = await locked();
    const minute = async (isInUse: boolean) => {
      for (let step = 0; step < 4; step += 1) {
        before.clock.now += 15_000;
        await before.locks.hear({ profile: 'alice', isInUse });
        await before.locks.look();
      }
    };
    for (let at = 0; at < 20; at += 1) await minute(true);
    expect(before.told.filter(({ isLocked }) => isLocked)).toEqual([]);
    for (let at = 0; at < 14; at += 1) await minute(false);
    expect(await before.readAll()).toEqual(SECRETS);
    await minute(false);
    expect(before.told.filter(({ isLocked }) => isLocked)).toEqual([{ profile: 'alice', isLocked: true }]);
    expect(await before.readAll()).toEqual(CLOSED);
  });

  it('LCK-3 after the chosen time also where the clock is set back meanwhile, and without a page', async () => {
    const { before } = await locked();
    before.clock.set(-86_400_000);
    await before.locks.look();
    for (let step = 0; step < 4 * 15; step += 1) {
      expect(await before.readAll()).toEqual(SECRETS);
      before.clock.now += 15_000;
      await before.locks.hear({ profile: 'alice', isInUse: false });
      await before.locks.look();
    }
    expect(await before.readAll()).toEqual(CLOSED);
    await before.open();
    before.clock.set(-86_400_000);
    for (let step = 0; step < 10; step += 1) {
      before.clock.now += 15_000;
      await before.locks.look();
    }
    expect(await before.readAll()).toEqual(CLOSED);
  });

  it('LCK-3 when no page was there for two and a half minutes, and when the machine slept', async () => {
    const { before } = await locked();
    for (let step = 0; step < 7; step += 1) {
      before.clock.now += 20_000;
      await before.locks.look();
    }
    expect(await before.readAll()).toEqual(SECRETS);
    before.clock.now += 20_000;
    await before.locks.look();
    expect(await before.readAll()).toEqual(CLOSED);
    await before.open();
    before.clock.now += 31_000;
    await before.locks.hear({ profile: 'alice', isInUse: true });
    await before.locks.look();
    expect(await before.readAll()).toEqual(CLOSED);
    expect(await before.locks.hear({ profile: 'alice', isInUse: true })).toEqual({ isLocked: true });
  });
});

/** How the vault names the file of a name that begins so. */
function hex(text: string): string {
  return Buffer.from(text).toString('hex');
}
