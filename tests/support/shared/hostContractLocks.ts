import { expect, it } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';
import type { HostUnderTest } from './hostUnderTest.ts';

const account = 'A'.repeat(43) as AccountId;
const profile = 'somebody';
const passphrase = 'seven quiet herons';
const name = `${profile}.device-keys.v1`;
const keys = new Uint8Array([1, 2, 3]);
const LOCKED = { ok: false, error: { code: 'vault-locked' } };

function value<T>(result: Result<T, { readonly code: string; readonly message: string }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** Every host that has the capability locks like this; any other says that it does not. Rules: src/main/services/lock/SPEC.md. */
export function describeLocks(start: () => Promise<HostUnderTest>, running: HostUnderTest[]): void {
  it('LCK-2 LCK-3 LCK-4 locks a profile, over a restart too, and gives all back to who has the passphrase', async () => {
    const started = await start();
    const { host } = started;
    const stands = await host.call('lock.describe', { profile });
    if (!stands.ok) {
      expect(stands.error.code).toBe('unsupported');
      return;
    }
    expect(stands.value).toMatchObject({ isOn: false, isLocked: false, waitMs: 0 });
    const heard: boolean[] = [];
    host.on('lock.changed', (change) => {
      if (change.profile === profile) heard.push(change.isLocked);
    });
    value(await host.call('vault.write', { name, value: keys }));
    value(await host.call('journal.append', { account, entries: [keys] }));
    value(await host.call('lock.set', { profile, account, passphrase, idleMinutes: 5 }));
    expect(value(await host.call('lock.keep', { profile, isInUse: true }))).toEqual({ isLocked: false });
    expect(value(await host.call('vault.read', { name })).value).toEqual(keys);
    value(await host.call('lock.close', { profile }));
    expect(await host.call('vault.read', { name })).toMatchObject(LOCKED);
    const restart = started.restart;
    if (restart === null) return;
    running.splice(running.indexOf(started), 1);
    const again = await restart();
    running.push(again);
    expect(await again.host.call('vault.read', { name })).toMatchObject(LOCKED);
    expect(await again.host.call('journal.read', { account, from: 0, limit: 1 })).toMatchObject(LOCKED);
    expect(await again.host.call('blob.list', { account, after: null })).toMatchObject(LOCKED);
    const wrong = await again.host.call('lock.open', { profile, passphrase: 'not this one' });
    expect(wrong).toMatchObject({ ok: false, error: { code: 'lock-wrong' } });
    value(await again.host.call('lock.open', { profile, passphrase }));
    expect(value(await again.host.call('vault.read', { name })).value).toEqual(keys);
    expect(value(await again.host.call('journal.read', { account, from: 0, limit: 1 })).entries).toEqual([keys]);
    value(await again.host.call('lock.remove', { profile, passphrase }));
    expect(value(await again.host.call('lock.describe', { profile })).isOn).toBe(false);
  });

  it('LCK-8 refuses a passphrase that is too short, and a second lock', async () => {
    const { host } = await start();
    if (!(await host.call('lock.describe', { profile })).ok) return;
    const input = { profile, account, idleMinutes: 5 as const };
    const short = await host.call('lock.set', { ...input, passphrase: 'short' });
    expect(short).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    value(await host.call('lock.set', { ...input, passphrase }));
    const second = await host.call('lock.set', { ...input, passphrase });
    expect(second).toMatchObject({ ok: false, error: { code: 'lock-there' } });
  });

  it('LCK-10 lets who forgot the passphrase begin anew: what was locked stays locked, over a restart too', async () => {
    const started = await start();
    const { host } = started;
    if (!(await host.call('lock.describe', { profile })).ok) return;
    value(await host.call('vault.write', { name, value: keys }));
    value(await host.call('journal.append', { account, entries: [keys] }));
    value(await host.call('lock.set', { profile, account, passphrase, idleMinutes: 5 }));
    expect(await host.call('lock.setAside', { profile })).toMatchObject({ ok: false, error: { code: 'lock-there' } });
    value(await host.call('lock.close', { profile }));
    value(await host.call('lock.setAside', { profile }));
    const isNew = async (now: HostUnderTest['host']) => {
      expect(value(await now.call('lock.describe', { profile }))).toMatchObject({ isOn: false, isLocked: false });
      expect(value(await now.call('vault.read', { name })).value).toBeNull();
      expect(value(await now.call('journal.read', { account, from: 0, limit: 1 })).entries).toEqual([]);
    };
    await isNew(host);
    const { restart } = started;
    if (restart === null) return;
    running.splice(running.indexOf(started), 1);
    const again = await restart();
    running.push(again);
    await isNew(again.host);
    // The same person, back with their words and a new passphrase.
    value(await again.host.call('vault.write', { name, value: keys }));
    value(await again.host.call('lock.set', { profile, account, passphrase: 'another one now', idleMinutes: 5 }));
    value(await again.host.call('lock.close', { profile }));
    const old = await again.host.call('lock.open', { profile, passphrase });
    expect(old).toMatchObject({ ok: false, error: { code: 'lock-wrong' } });
    value(await again.host.call('lock.open', { profile, passphrase: 'another one now' }));
    expect(value(await again.host.call('vault.read', { name })).value).toEqual(keys);
  });

  it('LCK-12 asks the system where it can, and says elsewhere that it can not', async () => {
    const { host } = await start();
    const described = value(await host.call('host.describe', {}));
    if (described.capabilities.includes('systemUnlock')) return;
    const asked = await host.call('lock.openBySystem', { profile, reason: 'open' });
    expect(asked).toMatchObject({ ok: false, error: { code: 'unsupported' } });
  });
}
