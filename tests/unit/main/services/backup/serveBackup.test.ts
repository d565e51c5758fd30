import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { HostInput } from '@shared/ipc/contract.ts';
import { createBackups } from '../../../../../src/main/services/backup/backups.ts';
import { createBackupHandler, isBackupAddress } from '../../../../../src/main/services/backup/serveBackup.ts';
import { createBlobs } from '../../../../../src/main/services/blobs/blobs.ts';
import { createJournals } from '../../../../../src/main/services/journal/journals.ts';
import { memoryProtection } from '../../../../../src/main/services/vault/protection.ts';
import { openVault } from '../../../../../src/main/services/vault/vault.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';
import { until } from '../../../../support/shared/until.ts';
import { ACCOUNT, CHEAP, nameOf, patterned, valueOf } from './backupScene.ts';

const PASS: HostInput<'backup.write'>['key'] = { kind: 'passphrase', passphrase: 'seven quiet herons' };

function started() {
  const directory = temporaryDirectory();
  const keys = openVault({ directory: join(directory, 'keys'), protection: memoryProtection });
  const journals = createJournals({ directory: join(directory, 'journal'), keys });
  const blobs = createBlobs({ directory: join(directory, 'blobs') });
  const faults: unknown[] = [];
  const place = join(directory, 'backups');
  const options = { directory: place, journals, blobs, now: () => 1_700_000_000_000, scryptCost: CHEAP };
  const backups = createBackups({ ...options, onFault: (cause) => faults.push(cause) });
  onTestFinished(async () => {
    await backups.close();
    await journals.close();
    await blobs.close();
    expect(faults).toEqual([]);
  });
  const serve = createBackupHandler({ backups, headers: { 'X-Test': 'yes' } });
  return { backups, journals, serve, file: (id: string) => join(place, ACCOUNT, `${id}.age`) };
}

async function written({ backups }: ReturnType<typeof started>): Promise<string> {
  const { handlers } = backups;
  const input = { account: ACCOUNT, key: PASS, app: '1', notes: [], extra: [patterned(5000, 1)] };
  const { job } = valueOf(await handlers['backup.write'](input));
  expect(await handlers['backup.write'](input)).toMatchObject({ error: { code: 'backup-busy' } });
  let state = 'writing';
  let id = '';
  await until(() => {
    void handlers['backup.status']({ job }).then((status) => {
      state = valueOf(status).state;
      id = valueOf(status).id ?? '';
    });
    return state !== 'writing' && state !== 'checking';
  });
  expect(state).toBe('done');
  return id;
}

it('BAK-4 the file goes out whole, to be saved under the day it was made', async () => {
  const scene = started();
  const id = await written(scene);
  const url = `http://localhost/backups/${ACCOUNT}/${id}`;
  expect(isBackupAddress(url)).toBe(true);
  const answer = await scene.serve(new Request(url));
  expect(answer.headers.get('Content-Disposition')).toBe('attachment; filename="banyan-2023-11-14-22.13.age"');
  expect(answer.headers.get('X-Test')).toBe('yes');
  expect(nameOf(new Uint8Array(await answer.arrayBuffer()))).toBe(nameOf(await readFile(scene.file(id))));
});

it.each(['/backups/', `/backups/${ACCOUNT}`, `/backups/${ACCOUNT}/1`, `/backups/${ACCOUNT}/..%2Fx`, '/backups/x/1'])(
  'BAK-4 nothing is at %s',
  async (path) => {
    const { serve } = started();
    expect((await serve(new Request(`http://localhost${path}`))).status).toBe(404);
    expect((await serve(new Request(`http://localhost${path}`, { method: 'POST' }))).status).toBe(405);
  },
);

it('BAK-2 a job that is stopped leaves no backup, and the next one can begin', async () => {
  const scene = started();
  const { handlers } = scene.backups;
  const { job } = valueOf(
    await handlers['backup.write']({ account: ACCOUNT, key: PASS, app: '1', notes: [], extra: [] }),
  );
  await handlers['backup.cancel']({ job });
  let state = '';
  await until(() => {
    void handlers['backup.status']({ job }).then((status) => (state = valueOf(status).state));
    return state === 'failed' || state === 'done';
  });
  expect(state).toBe('failed');
  expect(valueOf(await handlers['backup.list']({ account: ACCOUNT }))).toEqual({ backups: [], unfinished: null });
  await written(scene);
});

it('BAK-7 the wrong passphrase is told from a damaged file when it is verified', async () => {
  const scene = started();
  const id = await written(scene);
  const { handlers } = scene.backups;
  const from = { kind: 'kept' as const, account: ACCOUNT, id };
  const wrong = { kind: 'passphrase' as const, passphrase: 'another' };
  expect(await handlers['backup.open']({ from, key: wrong })).toMatchObject({ error: { code: 'backup-locked' } });
  expect(valueOf(await handlers['backup.open']({ from, key: PASS }))).toMatchObject({ account: ACCOUNT, entries: 0 });
});

it('BAK-2 what a killed host left half written is no backup, and is gone when the next is made', async () => {
  const scene = started();
  const folder = dirname(scene.file('1'));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '1600000000000.age.writing'), 'half');
  expect(valueOf(await scene.backups.handlers['backup.list']({ account: ACCOUNT }))).toEqual({
    backups: [],
    unfinished: 1_600_000_000_000,
  });
  const id = await written(scene);
  expect((await readdir(folder)).toSorted()).toEqual([`${id}.age`, `${id}.info`]);
});
