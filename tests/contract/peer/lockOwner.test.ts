import { expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { verifySignature as verify } from '@adapters/webcrypto/verifySignature.ts';
import { createIdentity } from '@services/identity/createIdentity.ts';
import { openScene } from '../../unit/main/services/lock/lockScene.ts';
import { temporaryDirectory } from '../../support/node/temporaryDirectory.ts';

it('LCK-11 an account that another profile says to be gets no lock from this one, and its own profile gives it one', async () => {
  const vault = new MemoryKeyVault({ random: new SeededRandom(7) });
  const parts = { vault, clock: new FakeClock(), random: new SeededRandom(8), verify };
  const made = await createIdentity(parts, { name: 'Carol', avatar: { kind: 'generated' } });
  const kept = await vault.recall('identity.v1');
  if (!made.ok || !kept.ok || kept.value === null) throw new Error('no identity');
  const { account } = made.value;
  const { locks } = openScene(temporaryDirectory());
  await locks.vault.write('carol.secret.identity.v1', kept.value);
  await locks.vault.write('dan.secret.identity.v1', new Uint8Array([1, 2, 3]));
  const set = (profile: string) => locks.set({ profile, account, passphrase: 'whatever else', idleMinutes: 15 });
  expect(await set('aaa')).toMatchObject({ ok: false, error: { code: 'lock-there' } });
  expect(await locks.describe('aaa')).toMatchObject({ ok: true, value: { isOn: false } });
  expect(await set('carol')).toEqual({ ok: true });
});
