/** Hosts that are killed in the midst of backups: real processes. Rules: src/main/services/backup/SPEC.md. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { Host } from '@ports/host.ts';
import type { AccountId } from '@shared/ids.ts';
import type { HostInput, HostOutput } from '@shared/ipc/contract.ts';
import type { Result } from '@shared/result.ts';
import { connectTo } from '../../support/node/browserHostUnderTest.ts';
import { type StartedProgram, buildMain, startProgram } from '../../support/node/builtMain.ts';
import { temporaryDirectory } from '../../support/node/temporaryDirectory.ts';
import { makeBlob, someBytes } from '../../support/shared/blobFixtures.ts';
import { ALICE } from '../../support/shared/hostContract.ts';

const account = ALICE as AccountId;
const key = { kind: 'private' as const, bytes: new Uint8Array(32).fill(5) };
const RUN: HostInput<'backup.run'> = { account, app: '1', notes: [], extra: [] };
/** Points of one pass at which the host is killed. */
const POINTS = 8;

let programs: string;
beforeAll(async () => {
  programs = mkdtempSync(join(tmpdir(), 'banyan-backups-'));
  writeFileSync(join(programs, 'package.json'), '{"type":"module"}');
  await buildMain(['browser'], programs);
});
afterAll(() => rmSync(programs, { recursive: true, force: true }));

interface Running {
  readonly host: Host;
  readonly kill: () => Promise<void>;
}

async function start(data: string): Promise<Running> {
  const args = ['--data', data, '--port', '0', '--change-port', '--json'];
  const program: StartedProgram = await startProgram(join(programs, 'browser.js'), args);
  onTestFinished(() => void program.end('SIGKILL'));
  const { ready: url = '', origin = '' } = program.line;
  const host = await connectTo({ url, origin });
  onTestFinished(host.close);
  return {
    host,
    kill: async () => {
      await program.end('SIGKILL');
      host.close();
    },
  };
}

function value<T>(result: Result<T, { readonly code: string; readonly message: string }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

async function endOf(host: Host, job: string): Promise<HostOutput<'backup.status'>> {
  for (;;) {
    const status = value(await host.call('backup.status', { job }));
    if (['done', 'failed', 'gone'].includes(status.state)) return status;
    await pause(3);
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The first is long enough for a thread of its own (BAK-20). */
const fileOf = (seed: number) => makeBlob(someBytes(seed === 1 ? 6_000_000 : 1_500_000, seed));

/** New entries and a new file, none of which were there before. */
async function live(host: Host, seed: number): Promise<void> {
  const entries = Array.from({ length: 40 }, (_, index) => someBytes(300, seed * 100 + index));
  value(await host.call('journal.append', { account, entries }));
  const blob = fileOf(seed);
  value(await host.call('blob.begin', { account, id: blob.id, ...blob.outline }));
  for (const [index, bytes] of blob.chunks.entries()) {
    value(await host.call('blob.write', { account, id: blob.id, index, bytes }));
  }
}

async function wholeRun(host: Host): Promise<number> {
  const begun = performance.now();
  const done = await endOf(host, value(await host.call('backup.run', RUN)).job);
  expect(done).toMatchObject({ state: 'done', report: { isWhole: true } });
  return performance.now() - begun;
}

/** The newest backup of the plan is whole; answers how many there are. */
async function checkNewest(host: Host): Promise<number> {
  const { runs } = value(await host.call('backup.plan', { account }));
  const from = { kind: 'run' as const, account, id: runs[0]?.id ?? '' };
  const checked = await endOf(host, value(await host.call('backup.verify', { from, key })).job);
  expect(checked).toMatchObject({ state: 'done', report: { isWhole: true } });
  return runs.length;
}

async function arranged(data: string): Promise<Running> {
  const running = await start(data);
  value(await running.host.call('backup.arrange', { account, every: 'day', keep: 'month', key: key.bytes }));
  return running;
}

/** Hands over the files of a folder and begins to put back what is in them. */
async function beginRestore(host: Host, folder: string): Promise<string> {
  const drafts: string[] = [];
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.age'))) {
    const bytes = new Uint8Array(await readFile(join(folder, name)));
    const { draft } = value(await host.call('backup.draft', { size: bytes.length, beside: drafts[0] ?? null }));
    for (let at = 0; at < bytes.length; at += 2_000_000) {
      value(await host.call('backup.append', { draft, at, bytes: bytes.slice(at, at + 2_000_000) }));
    }
    drafts.push(draft);
  }
  return value(await host.call('backup.restore', { from: { kind: 'drafts', drafts }, key })).job;
}

it('BAK-17 BAK-15 a host killed at any point of writing has the backups it had, says so, and the next one is whole', async () => {
  const data = temporaryDirectory();
  const first = await arranged(data);
  await live(first.host, 1);
  let lasts = await wholeRun(first.host);
  let known = await checkNewest(first.host);
  await first.kill();
  let interrupted = 0;
  for (let point = 0; point < POINTS; point += 1) {
    const running = await start(data);
    await live(running.host, 10 + point);
    value(await running.host.call('backup.run', RUN));
    await pause((lasts * (point + 0.5)) / POINTS);
    await running.kill();
    const again = await start(data);
    const { problem } = value(await again.host.call('backup.plan', { account }));
    if (problem === 'backup-interrupted') interrupted += 1;
    else expect(problem).toBeNull();
    const before = known;
    known = await checkNewest(again.host);
    expect(known).toBeGreaterThanOrEqual(before);
    lasts = Math.max(20, await wholeRun(again.host));
    expect(value(await again.host.call('backup.plan', { account })).problem).toBeNull();
    known = await checkNewest(again.host);
    await again.kill();
  }
  expect(interrupted).toBeGreaterThan(0);
  const folder = join(data, 'backups', account, 'scheduled');
  expect((await readdir(folder)).filter((name) => name.endsWith('.writing'))).toEqual([]);
  const target = await start(temporaryDirectory());
  const restored = await endOf(target.host, await beginRestore(target.host, folder));
  expect(restored).toMatchObject({ state: 'done', report: { isWhole: true, entries: 40 * (POINTS + 1) } });
}, 240_000);

it('BAK-17 BAK-2 a host killed while a backup is made by hand leaves a trace, and the backup before it', async () => {
  const data = temporaryDirectory();
  const first = await start(data);
  await live(first.host, 1);
  const input: HostInput<'backup.write'> = { ...RUN, key };
  const begun = performance.now();
  const { id } = await endOf(first.host, value(await first.host.call('backup.write', input)).job);
  const lasts = performance.now() - begun;
  let running = first;
  let traces = 0;
  for (let point = 0; point < POINTS && traces === 0; point += 1) {
    value(await running.host.call('backup.write', input));
    await pause((lasts * (point + 0.5)) / POINTS);
    await running.kill();
    running = await start(data);
    const { backups, unfinished } = value(await running.host.call('backup.list', { account }));
    expect(backups.map((backup) => backup.id)).toContain(id);
    if (unfinished !== null) traces += 1;
    const from = { kind: 'kept' as const, account, id: id ?? '' };
    const checked = await endOf(running.host, value(await running.host.call('backup.verify', { from, key })).job);
    expect(checked).toMatchObject({ state: 'done', report: { isWhole: true } });
  }
  expect(traces).toBe(1);
  await endOf(running.host, value(await running.host.call('backup.write', input)).job);
  expect(value(await running.host.call('backup.list', { account })).unfinished).toBeNull();
}, 240_000);

it('BAK-17 BAK-9 a host killed at any point of putting back ends with everything when it is begun again', async () => {
  const data = temporaryDirectory();
  const source = await arranged(data);
  for (const seed of [1, 2, 3]) {
    await live(source.host, seed);
    await wholeRun(source.host);
  }
  const { holdings, entries } = await contentsOf(source.host);
  const folder = join(data, 'backups', account, 'scheduled');
  const timed = await start(temporaryDirectory());
  const job = await beginRestore(timed.host, folder);
  const begun = performance.now();
  await endOf(timed.host, job);
  const lasts = performance.now() - begun;
  const place = temporaryDirectory();
  for (let point = 0; point < POINTS; point += 1) {
    const running = await start(place);
    await beginRestore(running.host, folder);
    await pause((lasts * (point + 0.5)) / POINTS);
    await running.kill();
  }
  const last = await start(place);
  const restored = await endOf(last.host, await beginRestore(last.host, folder));
  expect(restored).toMatchObject({ state: 'done', report: { isWhole: true, entries: 120, blobs: 3 } });
  const found = await contentsOf(last.host);
  expect(found.holdings).toEqual(holdings);
  expect([...new Set(found.entries)].toSorted()).toEqual(entries.toSorted());
}, 240_000);

/** Blobs that are whole, and every entry as text. */
async function contentsOf(host: Host) {
  const holdings: unknown[] = [];
  for (const seed of [1, 2, 3]) {
    const { id } = fileOf(seed);
    holdings.push(value(await host.call('blob.holding', { account, id })).holding?.isComplete);
  }
  const entries: string[] = [];
  for (let from: number | null = 0; from !== null;) {
    const page: HostOutput<'journal.read'> = value(await host.call('journal.read', { account, from, limit: 4096 }));
    entries.push(...page.entries.map((bytes) => Buffer.from(bytes).toString('base64')));
    from = page.next;
  }
  return { holdings, entries };
}
