import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fail, ok } from '@shared/result.ts';
import {
  type SecretProtection,
  fileProtection,
  memoryProtection,
} from '../../../../src/main/services/vault/protection.ts';
import { openVault } from '../../../../src/main/services/vault/vault.ts';
import { createJournals } from '../../../../src/main/services/journal/journals.ts';
import { temporaryDirectory } from '../../../support/node/temporaryDirectory.ts';

const secret = new Uint8Array(Buffer.from('planted secret'));
const flipped = (bytes: Uint8Array) => Promise.resolve(ok(bytes.map((byte) => byte ^ 0xff)));
const systemProtection: SecretProtection = { kind: 'os', protect: flipped, unprotect: flipped };
const account = 'A'.repeat(43);

describe('vault', () => {
  it('HST-9 writes files that only this user may read, and no temporary ones stay', async () => {
    const directory = join(temporaryDirectory(), 'deep', 'vault');
    const vault = openVault({ directory, protection: fileProtection });
    await vault.write('a', secret);
    await vault.write('a', secret);
    expect(readdirSync(directory)).toHaveLength(1);
    const [file = ''] = readdirSync(directory);
    if (process.platform !== 'win32') {
      expect(statSync(directory).mode & 0o777).toBe(0o700);
      expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600);
    }
  });

  it('HST-9 keeps only wrapped bytes where the system protects', async () => {
    const directory = temporaryDirectory();
    const vault = openVault({ directory, protection: systemProtection });
    await vault.write('a', secret);
    const [file = ''] = readdirSync(directory);
    expect(readFileSync(join(directory, file)).includes('planted')).toBe(false);
    expect(await vault.read('a')).toEqual({ ok: true, value: secret });
  });

  it('HST-12 says so when a secret was kept under another protection, or is damaged', async () => {
    const directory = temporaryDirectory();
    await openVault({ directory, protection: fileProtection }).write('a', secret);
    const other = openVault({ directory, protection: systemProtection });
    expect(await other.read('a')).toMatchObject({ ok: false, error: { code: 'vault-unavailable' } });
    const [file = ''] = readdirSync(directory);
    writeFileSync(join(directory, file), '');
    const same = openVault({ directory, protection: fileProtection });
    expect(await same.read('a')).toMatchObject({ ok: false, error: { code: 'vault-unavailable' } });
  });

  it('HST-12 keeps the old secret when the system refuses to wrap the new one', async () => {
    const directory = temporaryDirectory();
    await openVault({ directory, protection: systemProtection }).write('a', secret);
    const locked: SecretProtection = {
      ...systemProtection,
      protect: () => Promise.resolve(fail('vault-unavailable', 'locked')),
    };
    const vault = openVault({ directory, protection: locked });
    expect(await vault.write('a', new Uint8Array([1]))).toMatchObject({
      ok: false,
      error: { code: 'vault-unavailable' },
    });
    expect(await vault.read('a')).toEqual({ ok: true, value: secret });
  });

  it('HST-9 forgets what a killed write left behind, too', async () => {
    const directory = temporaryDirectory();
    const vault = openVault({ directory, protection: fileProtection });
    await vault.write('a', secret);
    await vault.write('ab', secret);
    const [file = ''] = readdirSync(directory).toSorted();
    writeFileSync(join(directory, `${file}.0123.tmp`), secret);
    expect(await vault.list()).toEqual({ ok: true, value: ['a', 'ab'] });
    const outcomes = await Promise.all([vault.remove('a'), vault.write('ab', secret), vault.remove('a')]);
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    expect(readdirSync(directory)).toHaveLength(1);
    expect(await vault.list()).toEqual({ ok: true, value: ['ab'] });
  });

  it('HST-12 makes no file for secrets that are to stay in memory', async () => {
    const directory = join(temporaryDirectory(), 'none');
    const vault = openVault({ directory, protection: memoryProtection });
    await vault.write('a', secret);
    expect(await vault.read('a')).toEqual({ ok: true, value: secret });
    expect(() => readdirSync(directory)).toThrow('ENOENT');
  });

  it('JRN-10 goes on in a new journal when its key is gone, and counts what can no longer be read', async () => {
    const directory = temporaryDirectory();
    const keys = openVault({ directory: join(directory, 'keys'), protection: fileProtection });
    const open = async () => {
      const journal = await createJournals({ directory: join(directory, 'journal'), keys }).open(account);
      if (!journal.ok) throw new Error(journal.error.code);
      return journal.value;
    };
    const first = await open();
    await first.append([secret]);
    await first.close();
    await keys.remove(`journal-${account}`);
    const second = await open();
    expect(await second.read(0, 1)).toEqual({ ok: true, value: { entries: [], numbers: [], next: null } });
    const description = await second.describe();
    expect(description.ok && description.value.damaged).toBeGreaterThan(secret.length);
    expect(readdirSync(join(directory, 'journal')).filter((name) => name.includes('keyless'))).toHaveLength(1);
  });

  it('JRN-10 fails, and tries again, while the key can not be unwrapped', async () => {
    const directory = temporaryDirectory();
    let isLocked = false;
    const protection: SecretProtection = {
      ...systemProtection,
      unprotect: (bytes) => (isLocked ? Promise.resolve(fail('vault-unavailable', 'locked')) : flipped(bytes)),
    };
    const keys = openVault({ directory: join(directory, 'keys'), protection });
    const place = { directory: join(directory, 'journal'), keys };
    const before = await createJournals(place).open(account);
    if (before.ok) await before.value.append([secret]);
    const journals = createJournals(place);
    isLocked = true;
    expect(await journals.open(account)).toMatchObject({ ok: false, error: { code: 'vault-unavailable' } });
    isLocked = false;
    const after = await journals.open(account);
    expect(after.ok && (await after.value.read(0, 1))).toEqual({
      ok: true,
      value: { entries: [secret], numbers: [0], next: null },
    });
  });
});
