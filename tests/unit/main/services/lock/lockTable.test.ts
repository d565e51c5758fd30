import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ok } from '@shared/result.ts';
import { type Lock, LockTable } from '../../../../../src/main/services/lock/lockTable.ts';
import { isSealed } from '../../../../../src/main/services/lock/seal.ts';
import { fileProtection } from '../../../../../src/main/services/vault/protection.ts';
import { openVault } from '../../../../../src/main/services/vault/vault.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { ALICE } from './lockScene.ts';

const NAME = `journal-${ALICE}`;
const KEY = new Uint8Array(32).fill(9);
const LOCK: Lock = {
  record: {
    v: 1,
    account: ALICE,
    derivation: { salt: new Uint8Array(16), memory: 64, passes: 1 },
    sealedKey: new Uint8Array(68),
    idleMinutes: 5,
    isEnding: false,
    systemKey: null,
  },
  key: new Uint8Array(32).fill(1),
  attempts: { failures: 0, at: 0 },
  waitsUntil: 0,
  seenAt: 0,
  usedAt: 0,
};

/** A table whose first reading of the journal's key waits until it is let go on. */
async function openSlow() {
  const directory = temporaryDirectory();
  const bare = (folder: string) => openVault({ directory: join(directory, folder), protection: fileProtection });
  const keys = bare('keys');
  await keys.write(NAME, KEY);
  let tellAsked: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (tellAsked = resolve));
  let goOn: () => void = () => undefined;
  const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
  let isFirst = true;
  const read = async (name: string) => {
    if (name === NAME && isFirst) {
      isFirst = false;
      tellAsked();
      await mayGoOn;
    }
    return keys.read(name);
  };
  const table = new LockTable({ vault: bare('vault'), keys: { ...keys, read }, now: () => 0, steady: () => 0 });
  return { table, keys, asked, goOn };
}

it('LCK-10 a lock that is turned on while the key of its journal is read keeps that key', async () => {
  const { table, keys, asked, goOn } = await openSlow();
  const reading = table.keys.read(NAME);
  await asked;
  table.locks.set('alice', { ...LOCK });
  expect(await table.settle('alice')).toEqual({ ok: true });
  goOn();
  expect(await reading).toEqual(ok(KEY));
  expect(await keys.list()).toEqual(ok([NAME]));
  const kept = await keys.read(NAME);
  expect(kept.ok && kept.value !== null && isSealed(kept.value)).toBe(true);
  expect(await table.keys.read(NAME)).toEqual(ok(KEY));
});

it('LCK-2 a lock that is turned on and closes while the key of its journal is read keeps it, and gives it to nobody', async () => {
  const { table, keys, asked, goOn } = await openSlow();
  const reading = table.keys.read(NAME);
  await asked;
  const lock = { ...LOCK };
  table.locks.set('alice', lock);
  await table.settle('alice');
  lock.key = null;
  goOn();
  expect(await reading).toMatchObject({ ok: false, error: { code: 'vault-locked' } });
  expect(await keys.list()).toEqual(ok([NAME]));
});
