import { expect, it } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import type { HostInput, HostOutput } from '@shared/ipc/contract.ts';
import type { Host } from '@ports/host.ts';
import type { Result } from '@shared/result.ts';
import { makeBlob, someBytes } from './blobFixtures.ts';
import type { HostUnderTest } from './hostUnderTest.ts';
import { PATIENCE } from './until.ts';

const account = 'A'.repeat(43) as AccountId;
// A passphrase costs a second on purpose; what is asked here is the same with a key.
const key: HostInput<'backup.open'>['key'] = { kind: 'private', bytes: someBytes(32, 9) };

function value<T>(result: Result<T, { readonly code: string; readonly message: string }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** Asks until the job is over: every answer takes a turn of the host's, so that it gets on meanwhile. */
async function ended(host: Host, job: string): Promise<HostOutput<'backup.status'>> {
  for (const end = performance.now() + PATIENCE; performance.now() < end;) {
    const status = value(await host.call('backup.status', { job }));
    if (['done', 'failed', 'gone'].includes(status.state)) return status;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('the job did not end');
}

/** Every host that has the capability keeps backups like this; any other says that it does not. Rules: src/main/services/backup/SPEC.md. */
export function describeBackups(start: () => Promise<HostUnderTest>): void {
  const startAble = async () => {
    const { host } = await start();
    const listed = await host.call('backup.list', { account });
    if (listed.ok) return host;
    expect(listed.error.code).toBe('unsupported');
    return null;
  };

  it('BAK-3 writes a backup, lists it checked, and puts it back on request', async () => {
    const host = await startAble();
    if (host === null) return;
    const entries = [someBytes(100, 1), someBytes(70_000, 2)];
    value(await host.call('journal.append', { account, entries }));
    const blob = makeBlob(someBytes(600_000, 3));
    value(await host.call('blob.begin', { account, id: blob.id, ...blob.outline }));
    for (const [index, bytes] of blob.chunks.entries()) {
      value(await host.call('blob.write', { account, id: blob.id, index, bytes }));
    }
    const notes = [{ name: 'identity', bytes: someBytes(40, 4) }];
    const input = { account, key, app: '1', notes, extra: [someBytes(9, 5)] };
    const { job } = value(await host.call('backup.write', input));
    const done = await ended(host, job);
    expect(done).toMatchObject({ state: 'done', problem: null, report: { isWhole: true, entries: 3, blobs: 1 } });
    const { backups } = value(await host.call('backup.list', { account }));
    expect(backups).toMatchObject([{ id: done.id, closedWith: 'phrase', check: { isWhole: true } }]);
    const from = { kind: 'kept' as const, account, id: done.id ?? '' };
    expect(value(await host.call('backup.open', { from, key }))).toMatchObject({ account, app: '1', blobs: 1, notes });
    value(await host.call('blob.remove', { account, id: blob.id }));
    const restored = await ended(host, value(await host.call('backup.restore', { from, key })).job);
    expect(restored).toMatchObject({ state: 'done', report: { isWhole: true } });
    expect(value(await host.call('journal.describe', { account })).count).toBe(5);
    expect(value(await host.call('blob.holding', { account, id: blob.id })).holding?.isComplete).toBe(true);
    value(await host.call('backup.remove', { account, id: from.id }));
    expect(value(await host.call('backup.list', { account })).backups).toEqual([]);
    expect(await host.call('backup.open', { from, key })).toMatchObject({ error: { code: 'backup-absent' } });
  });

  it('BAK-7 takes a file in pieces, in their order, and says that it is none of ours', async () => {
    const host = await startAble();
    if (host === null) return;
    const { draft } = value(await host.call('backup.draft', { size: 20, beside: null }));
    const piece = { draft, at: 0, bytes: someBytes(10, 1) };
    value(await host.call('backup.append', piece));
    expect(await host.call('backup.append', piece)).toMatchObject({ error: { code: 'invalid-input' } });
    expect(await host.call('backup.append', { ...piece, at: 10, bytes: someBytes(11, 1) })).toMatchObject({
      ok: false,
    });
    value(await host.call('backup.append', { ...piece, at: 10 }));
    const from = { kind: 'drafts' as const, drafts: [draft] };
    expect(await host.call('backup.open', { from, key })).toMatchObject({ error: { code: 'backup-foreign' } });
    const failed = await ended(host, value(await host.call('backup.restore', { from, key })).job);
    expect(failed).toMatchObject({ state: 'failed', problem: 'backup-foreign' });
    value(await host.call('backup.discard', { draft }));
    expect(await host.call('backup.open', { from, key })).toMatchObject({ error: { code: 'backup-absent' } });
  });

  it('BAK-2 knows of no job but its own', async () => {
    const host = await startAble();
    if (host === null) return;
    expect(value(await host.call('backup.status', { job: '0'.repeat(32) })).state).toBe('gone');
    value(await host.call('backup.cancel', { job: '0'.repeat(32) }));
  });

  describePlans(startAble);
}

/** Backups that are made by themselves. */
function describePlans(startAble: () => Promise<Host | null>): void {
  const contents = { account, app: '1', notes: [{ name: 'identity', bytes: someBytes(40, 4) }], extra: [] };
  const daily = { account, every: 'day', keep: 'month', key: key.kind === 'private' ? key.bytes : null } as const;

  it('BAK-14 makes no backups by itself until it is told for whom, and keeps what it was told', async () => {
    const host = await startAble();
    if (host === null) return;
    const off = { every: 'off', keep: 'month', hasKey: false, lastAt: null, triedAt: null, problem: null, runs: [] };
    expect(value(await host.call('backup.plan', { account }))).toMatchObject(off);
    const refused = { error: { code: 'invalid-input' } };
    expect(await host.call('backup.arrange', { ...daily, key: null })).toMatchObject(refused);
    expect(await host.call('backup.arrange', { ...daily, every: 'hour' as 'day' })).toMatchObject(refused);
    expect(await host.call('backup.arrange', { ...daily, key: someBytes(31, 1) })).toMatchObject(refused);
    expect(value(await host.call('backup.plan', { account }))).toMatchObject(off);
    const on = { every: 'day', keep: 'month', hasKey: true };
    expect(value(await host.call('backup.arrange', daily))).toMatchObject(on);
    const changed = { ...daily, every: 'week', keep: 'year', key: null } as const;
    expect(value(await host.call('backup.arrange', changed))).toMatchObject({ ...on, every: 'week', keep: 'year' });
    expect(value(await host.call('backup.plan', { account }))).toMatchObject({ every: 'week', keep: 'year' });
  });

  it('BAK-12 makes the next backup of a plan on request, says what runs, and each adds to those before', async () => {
    const host = await startAble();
    if (host === null) return;
    expect(value(await host.call('backup.now', {}))).toEqual({ job: null });
    const unready = await ended(host, value(await host.call('backup.run', contents)).job);
    expect(unready).toMatchObject({ state: 'failed', problem: 'invalid-input' });
    value(await host.call('backup.arrange', daily));
    value(await host.call('journal.append', { account, entries: [someBytes(100, 1), someBytes(3000, 2)] }));
    const { job } = value(await host.call('backup.run', contents));
    // It may be over by then.
    expect([job, null]).toContain(value(await host.call('backup.now', {})).job);
    const first = await ended(host, job);
    expect(first).toMatchObject({ state: 'done', report: { isWhole: true, entries: 2 } });
    expect(value(await host.call('backup.now', {}))).toEqual({ job: null });
    value(await host.call('journal.append', { account, entries: [someBytes(50, 3)] }));
    const second = await ended(host, value(await host.call('backup.run', contents)).job);
    expect(second).toMatchObject({ state: 'done', report: { isWhole: true, entries: 1 } });
    const { runs, lastAt, problem } = value(await host.call('backup.plan', { account }));
    // Of one day the newest is shown.
    expect(runs[0]).toMatchObject({ id: second.id, isBase: false });
    expect([typeof lastAt, problem]).toEqual(['number', null]);
    const from = { kind: 'run' as const, account, id: second.id ?? '' };
    expect(value(await host.call('backup.open', { from, key }))).toMatchObject({ account, entries: 3 });
    const checked = await ended(host, value(await host.call('backup.verify', { from, key })).job);
    expect(checked).toMatchObject({ state: 'done', report: { isWhole: true, entries: 3 } });
  });

  it('BAK-15 asks for a folder only where it can, and names none that a page thought of', async () => {
    const host = await startAble();
    if (host === null) return;
    const { canChoose, folder } = value(await host.call('backup.plan', { account }));
    expect(folder).toMatchObject({ isChosen: false });
    expect(value(await host.call('backup.folder', { account, to: 'own' }))).toMatchObject({ folder });
    const asked = await host.call('backup.folder', { account, to: 'ask' });
    if (canChoose) expect(asked.ok).toBe(true);
    else expect(asked).toMatchObject({ error: { code: 'unsupported' } });
    expect(await host.call('backup.folder', { account, to: '/tmp' as 'own' })).toMatchObject({
      error: { code: 'invalid-input' },
    });
  });
}
