import { expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { verifySignature as verify } from '@adapters/webcrypto/verifySignature.ts';
import { createIdentity } from '@services/identity/createIdentity.ts';
import type { AccountId } from '@shared/ids.ts';
import { bytes, openScene } from '../../unit/main/services/lock/lockScene.ts';
import { temporaryDirectory } from '../../support/node/temporaryDirectory.ts';

/** An identity as a profile keeps it. */
async function makeIdentity(seed: number) {
  const vault = new MemoryKeyVault({ random: new SeededRandom(seed) });
  const parts = { vault, clock: new FakeClock(), random: new SeededRandom(seed + 1), verify };
  const made = await createIdentity(parts, { name: 'Carol', avatar: { kind: 'generated' } });
  const kept = await vault.recall('identity.v1');
  if (!made.ok || !kept.ok || kept.value === null) throw new Error('no identity');
  return { account: made.value.account, identity: kept.value };
}

/** Turns the lock of a profile on. */
function turnOn({ locks }: ReturnType<typeof openScene>, profile: string, account: AccountId) {
  return locks.set({ profile, account, passphrase: `the words of ${profile}`, idleMinutes: 15 });
}

const THERE = { ok: false, error: { code: 'lock-there' } };

it('LCK-11 an account that another profile says to be gets no lock from this one, and its own profile gives it one', async () => {
  const { account, identity } = await makeIdentity(7);
  const scene = openScene(temporaryDirectory());
  await scene.locks.vault.write('carol.secret.identity.v1', identity);
  await scene.locks.vault.write('dan.secret.identity.v1', new Uint8Array([1, 2, 3]));
  await scene.locks.vault.write('erin.secret.identity.v1', (await makeIdentity(9)).identity);
  for (const profile of ['aaa', 'dan', 'erin', 'zzz'])
    expect(await turnOn(scene, profile, account)).toMatchObject(THERE);
  expect(await scene.locks.describe('aaa')).toMatchObject({ ok: true, value: { isOn: false } });
  expect(await turnOn(scene, 'carol', account)).toEqual({ ok: true });
});

it.each(['carol', 'dan'])(
  'LCK-11 of two profiles that are one person either gets the lock, and what it holds is closed for both (%s)',
  async (first) => {
    const { account, identity } = await makeIdentity(7);
    const scene = openScene(temporaryDirectory());
    for (const profile of ['carol', 'dan']) await scene.locks.vault.write(`${profile}.secret.identity.v1`, identity);
    const journal = await scene.journals.open(account);
    if (!journal.ok) throw new Error(journal.error.code);
    await journal.value.append([bytes('entry of C')]);
    expect(await turnOn(scene, first, account)).toEqual({ ok: true });
    const other = first === 'carol' ? 'dan' : 'carol';
    expect(await turnOn(scene, other, account)).toMatchObject(THERE);
    await scene.locks.close(first);
    expect(await scene.locks.isAccountLocked(account)).toBe(true);
    expect(await scene.readJournal(account)).toBe('vault-locked');
    expect(await turnOn(scene, other, account)).toMatchObject(THERE);
    // The way out: it is opened, or turned off, where it was turned on. Then the other may have it.
    const passphrase = `the words of ${first}`;
    expect(await scene.locks.open({ profile: first, passphrase })).toEqual({ ok: true });
    expect(await scene.readJournal(account)).toEqual(['entry of C']);
    expect(await scene.locks.remove({ profile: first, passphrase })).toEqual({ ok: true });
    expect(await turnOn(scene, other, account)).toEqual({ ok: true });
    expect(await scene.readJournal(account)).toEqual(['entry of C']);
  },
);
