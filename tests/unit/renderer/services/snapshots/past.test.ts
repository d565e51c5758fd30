import { expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemorySnapshots } from '@adapters/memory/store/memorySnapshots.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { createIdentity } from '@services/identity/createIdentity.ts';
import { pastOf } from '@services/snapshots/past.ts';
import { snapshotKey } from '@services/snapshots/snapshotKey.ts';
import { codeOf, value } from '../../../../support/shared/storeScene.ts';

/** Somebody with snapshots, whose database is asked nothing. */
async function scene() {
  const random = new SeededRandom(6);
  const vault = new MemoryKeyVault({ random });
  const shelf = new MemorySnapshots(() => new MemoryDisk());
  const parts = { vault, verify: verifySignature, clock: new FakeClock(), random, snapshots: shelf, version: 1 };
  return { parts, shelf, vault, random };
}

it('SNP-15 lists what this version reads, newest first, and checks one to its end', async () => {
  const { parts, shelf, vault, random } = await scene();
  const { account } = value(await createIdentity(parts, { name: 'Ana', avatar: { kind: 'generated' } }));
  const key = value(await snapshotKey(vault, random));
  for (const madeAt of [1000, 3000, 2000]) value(await shelf.take({ account, reason: 'weekly', madeAt, key }));
  const past = pastOf(parts);
  const listed = value(await past.list());
  expect(listed.map(({ madeAt }) => madeAt)).toEqual([3000, 2000, 1000]);
  const [newest, second] = listed.map(({ id }) => id);
  value(await past.check(newest ?? ''));
  shelf.damage(second ?? '');
  expect(codeOf(await past.check(second ?? ''))).toBe('snapshot-damaged');
  // All of them are of a later version than the one that asks.
  expect(value(await pastOf({ ...parts, version: 0 }).list())).toEqual([]);
});

it('SNP-15 nobody, or somebody without a key of snapshots, has none, and nothing is made for asking', async () => {
  const { parts, vault } = await scene();
  const past = pastOf(parts);
  expect(value(await past.list())).toEqual([]);
  value(await createIdentity(parts, { name: 'Ana', avatar: { kind: 'generated' } }));
  expect(value(await past.list())).toEqual([]);
  expect(codeOf(await past.check('1-weekly-v1'))).toBe('snapshot-damaged');
  expect(value(await vault.recall('snapshots.v1'))).toBeNull();
});
