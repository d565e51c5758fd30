import { afterEach, describe, expect, it } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import type { Host } from '@ports/host.ts';
import type { HostEventPayload, HostMethod, HostOutput } from '@shared/ipc/contract.ts';
import { MAX_HOST_BYTES } from '@shared/ipc/contract.ts';
import type { Result } from '@shared/result.ts';
import { describeBackups } from './hostContractBackups.ts';
import { describeLocks } from './hostContractLocks.ts';
import { describeBlobs } from './hostContractBlobs.ts';
import { describePrograms } from './hostContractPrograms.ts';
import type { HostUnderTest } from './hostUnderTest.ts';

/** Two account ids. */
export const [ALICE, BOB] = ['A'.repeat(43), `${'B'.repeat(42)}A`] as const;

const bytes = (...values: number[]) => new Uint8Array(values);

/** Unwraps a success; a failure fails the test with its code. */
function value<T>(result: Result<T, { readonly code: string; readonly message: string }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** Calls past the types, as a page gone wrong would. */
function callAnything(host: Host, method: string, input: unknown): Promise<Result<unknown, { code: string }>> {
  return host.call(method as HostMethod, input as never);
}

/** Every host and every way to reach one behaves like this. Rules: src/main/services/host/SPEC.md. */
export function describeHostContract(name: string, makeHost: () => Promise<HostUnderTest>): void {
  const running: HostUnderTest[] = [];
  const start = async () => {
    const started = await makeHost();
    running.push(started);
    return started;
  };
  afterEach(async () => {
    for (const started of running.splice(0)) await started.dispose();
  });

  describe(`${name} as a host`, () => {
    describeCalls(start);
    describeJournal(start);
    describeCompaction(start);
    describeVault(start);
    describeEvents(start);
    describeRestart(start, running);
    describeBlobs(start, running);
    describePrograms(start);
    describeBackups(start);
    describeLocks(start, running);
  });
}

type Start = () => Promise<HostUnderTest>;

function describeCalls(start: Start): void {
  it('HST-1 describes itself by the contract', async () => {
    const { host } = await start();
    const description = value(await host.call('host.describe', {}));
    expect(['desktop', 'browser', 'box', 'memory']).toContain(description.edition);
    expect(description.version).not.toBe('');
    expect(description.platform).not.toBe('');
  });

  it('HST-2 refuses what is not a method, names of Object.prototype included', async () => {
    const { host } = await start();
    for (const method of ['', 'host', 'host.describe2', 'journal.append ', '__proto__', 'constructor', 'toString']) {
      expect(await callAnything(host, method, {})).toMatchObject({ ok: false, error: { code: 'unknown-method' } });
    }
  });

  it.each([
    ['host.describe', { extra: 1 }],
    ['host.describe', null],
    ['journal.append', { account: '../../etc', entries: [bytes(1)] }],
    ['journal.append', { account: ALICE, entries: [] }],
    ['journal.append', { account: ALICE, entries: ['text'] }],
    ['journal.append', { account: ALICE, entries: [bytes(1)], more: true }],
    ['journal.read', { account: ALICE, from: -1, limit: 1 }],
    ['journal.read', { account: ALICE, from: 0, limit: 0 }],
    ['journal.read', { account: ALICE, from: 0.5, limit: 1 }],
    ['journal.read', { account: ALICE, from: 0, limit: 5000 }],
    ['journal.compact', { account: ALICE, drop: [] }],
    ['journal.compact', { account: ALICE, drop: [-1] }],
    ['journal.compact', { account: '../x', drop: [1] }],
    ['vault.read', { name: '../secret' }],
    ['vault.write', { name: 'a b', value: bytes(1) }],
    ['vault.write', { name: 'big', value: new Uint8Array(65_537) }],
    ['badge.set', { count: Number.NaN }],
    ['external.open', { url: 'javascript:alert(1)' }],
    ['external.open', { url: 'file:///etc/passwd' }],
    ['external.open', { url: 'banyan://invite' }],
    ['external.open', { url: 'not an address' }],
    ['external.open', { url: 'https://bank.example@evil.example/' }],
    ['blob.read', { account: ALICE, id: '../../etc/passwd', index: 0 }],
    ['blob.holding', { account: '..', id: ALICE }],
    ['blob.read', { account: ALICE, id: ALICE, index: 16_384 }],
    ['blob.write', { account: ALICE, id: ALICE, index: 0, bytes: new Uint8Array(262_145) }],
    ['blob.draft', { account: ALICE, size: 4_294_967_297 }],
    ['blob.append', { account: ALICE, draft: '../../../../../../../../etc/pass', index: 0, bytes: new Uint8Array(1) }],
    ['blob.begin', { account: ALICE, id: ALICE, size: 1, hashes: new Uint8Array(524_289) }],
    ['mini.inspect', { account: ALICE, package: '../x' }],
    ['mini.mount', { account: ALICE, package: ALICE, label: 'a'.repeat(26) }],
    ['mini.unmount', { label: 'A'.repeat(26) }],
    ['mini.wipe', { label: `${'a'.repeat(25)}.` }],
    ['view.open', { label: 'a'.repeat(25), bounds: { x: 0, y: 0, width: 1, height: 1 } }],
    ['view.place', { label: 'a'.repeat(26), bounds: { x: 0.5, y: 0, width: 1, height: 1 } }],
    ['view.place', { label: 'a'.repeat(26), bounds: { x: 0, y: 0, width: -1, height: 1 } }],
    ['nearby.set', { isOn: 'yes' }],
    ['nearby.look', { person: { account: ALICE, name: '' } }],
    ['nearby.look', { person: { account: 'nobody', name: 'Alice' } }],
    ['nearby.look', {}],
    ['nearby.invite', { to: '../../etc', text: 'x' }],
    ['nearby.invite', { to: 'a'.repeat(24), text: 'x'.repeat(4097) }],
    ['proxy.set', { mode: 'manual', kind: 'http', host: 'a;DIRECT', port: 80 }],
    ['proxy.set', { mode: 'manual', kind: 'http', host: 'proxy.example.org', port: 0 }],
    ['proxy.set', { mode: 'system', host: 'x' }],
    ['log.append', { lines: ['one\nforged'] }],
    ['log.append', { lines: ['\u001b[31mred'] }],
    ['log.append', { lines: ['x'.repeat(4097)] }],
  ])('HST-3 refuses a wrong input of %s: %o', async (method, input) => {
    const { host } = await start();
    expect(await callAnything(host, method, input)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  });

  it('HST-4 does what it says it can, and answers `unsupported` to the rest', async () => {
    const { host } = await start();
    const { capabilities } = value(await host.call('host.describe', {}));
    const badge = await host.call('badge.set', { count: 3 });
    const external = await host.call('external.open', { url: 'https://example.org/' });
    const codes = [badge, external].map((result) => (result.ok ? 'ok' : result.error.code));
    const expected = (['badge', 'openExternal'] as const).map((name) =>
      capabilities.includes(name) ? 'ok' : 'unsupported',
    );
    expect(codes).toEqual(expected);
  });

  it('HST-4 looks for others in the network if it says so, and shows nobody before it was switched on', async () => {
    const { host } = await start();
    const { capabilities } = value(await host.call('host.describe', {}));
    const seen = await host.call('nearby.look', { person: { account: ALICE as AccountId, name: 'Alice' } });
    const asked = await host.call('nearby.invite', { to: 'a'.repeat(24), text: 'banyan://invite#x' });
    if (capabilities.includes('nearby')) {
      expect(value(seen)).toEqual({ state: 'off', hosts: 0, people: [], invites: [] });
      expect(asked).toMatchObject({ ok: false, error: { code: 'unreachable' } });
      expect(await host.call('nearby.set', { isOn: true })).toEqual({ ok: true, value: {} });
      expect(value(await host.call('nearby.look', { person: null })).state).not.toBe('off');
    } else for (const result of [seen, asked]) expect(result).toMatchObject({ error: { code: 'unsupported' } });
  });

  it('PRX-1 goes by a proxy if it says so', async () => {
    const { host } = await start();
    const { capabilities } = value(await host.call('host.describe', {}));
    const set = await host.call('proxy.set', { mode: 'manual', kind: 'http', host: 'proxy.example.org', port: 8080 });
    if (capabilities.includes('proxy')) expect(set).toEqual({ ok: true, value: {} });
    else expect(set).toMatchObject({ ok: false, error: { code: 'unsupported' } });
  });

  it('HST-5 takes log lines', async () => {
    const { host } = await start();
    expect(await host.call('log.append', { lines: ['a line', 'سطر', ''] })).toEqual({ ok: true, value: {} });
    expect(await host.call('log.append', { lines: [] })).toEqual({ ok: true, value: {} });
  });
}

function describeJournal(start: Start): void {
  it('HST-6 gives journal entries back in order, account by account, page by page', async () => {
    const { host } = await start();
    expect(value(await host.call('journal.read', { account: ALICE, from: 0, limit: 10 }))).toEqual({
      entries: [],
      numbers: [],
      next: null,
    });
    expect(value(await host.call('journal.append', { account: ALICE, entries: [bytes(1), bytes(2, 2)] })).count).toBe(
      2,
    );
    expect(value(await host.call('journal.append', { account: BOB, entries: [bytes(9)] })).count).toBe(1);
    expect(value(await host.call('journal.append', { account: ALICE, entries: [bytes()] })).count).toBe(3);
    const first = value(await host.call('journal.read', { account: ALICE, from: 0, limit: 2 }));
    expect(first).toEqual({ entries: [bytes(1), bytes(2, 2)], numbers: [0, 1], next: 2 });
    expect(value(await host.call('journal.read', { account: ALICE, from: 2, limit: 2 }))).toEqual({
      entries: [bytes()],
      numbers: [2],
      next: null,
    });
    expect(value(await host.call('journal.read', { account: BOB, from: 0, limit: 2 })).entries).toEqual([bytes(9)]);
    const description = value(await host.call('journal.describe', { account: ALICE }));
    expect(description).toMatchObject({ count: 3, damaged: 0 });
    expect(description.bytes).toBeGreaterThanOrEqual(3);
  });

  it('HST-7 keeps every one of many appends at once, each exactly once', async () => {
    const { host } = await start();
    const numbers = Array.from({ length: 60 }, (_, index) => index);
    const appends = numbers.map((number) => host.call('journal.append', { account: ALICE, entries: [bytes(number)] }));
    const counts = (await Promise.all(appends)).map((result) => value(result).count);
    expect(Math.max(...counts)).toBe(60);
    const { entries } = value(await host.call('journal.read', { account: ALICE, from: 0, limit: 100 }));
    expect(entries.map((entry) => entry[0]).toSorted((left, right) => (left ?? 0) - (right ?? 0))).toEqual(numbers);
  });

  it('HST-8 takes the largest entry, refuses one byte more, and keeps pages small', async () => {
    const { host } = await start();
    const largest = new Uint8Array(MAX_HOST_BYTES).fill(7);
    for (let count = 1; count <= 2; count += 1) {
      expect(value(await host.call('journal.append', { account: ALICE, entries: [largest] })).count).toBe(count);
    }
    const page = value(await host.call('journal.read', { account: ALICE, from: 0, limit: 10 }));
    expect(page.entries.map((entry) => entry.length)).toEqual([MAX_HOST_BYTES]);
    expect(page.next).toBe(1);
    const tooLarge = { account: ALICE, entries: [new Uint8Array(MAX_HOST_BYTES + 1)] };
    expect(await host.call('journal.append', tooLarge)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  });
}

function describeCompaction(start: Start): void {
  it('HST-16 drops entries by number, of one account; the others keep theirs, also beside what comes after', async () => {
    const { host } = await start();
    const entries = [1, 2, 3, 4, 5].map((number) => bytes(number));
    for (const account of [ALICE, BOB]) value(await host.call('journal.append', { account, entries }));
    const drop = [0, 2, 3, 400];
    const { dropped, next } = value(await host.call('journal.compact', { account: ALICE, drop }));
    expect({ dropped, next }).toEqual({ dropped: 3, next: null });
    expect(value(await host.call('journal.append', { account: ALICE, entries: [bytes(6)] })).count).toBe(6);
    const page = await readWhole(host, ALICE);
    expect(page).toEqual([
      [1, bytes(2)],
      [4, bytes(5)],
      [5, bytes(6)],
    ]);
    expect(value(await host.call('journal.describe', { account: ALICE }))).toMatchObject({ count: 6, damaged: 0 });
    expect((await readWhole(host, BOB)).length).toBe(5);
    const again = value(await host.call('journal.compact', { account: ALICE, drop }));
    expect(again).toMatchObject({ dropped: 0, next: null });
  });
}

async function readWhole(host: Host, account: string): Promise<(readonly [number, Uint8Array])[]> {
  const whole: (readonly [number, Uint8Array])[] = [];
  let from: number | null = 0;
  for (let calls = 0; from !== null && calls < 20; calls += 1) {
    const page: HostOutput<'journal.read'> = value(await host.call('journal.read', { account, from, limit: 2 }));
    whole.push(...page.entries.map((entry, index) => [page.numbers[index] ?? -1, entry] as const));
    from = page.next;
  }
  return whole;
}

function describeVault(start: Start): void {
  it('HST-9 keeps secrets by name, small letters apart from capitals', async () => {
    const { host } = await start();
    expect(value(await host.call('vault.read', { name: 'key' }))).toEqual({ value: null });
    value(await host.call('vault.write', { name: 'key', value: bytes(1, 2) }));
    value(await host.call('vault.write', { name: 'KEY', value: bytes(3) }));
    value(await host.call('vault.write', { name: 'key', value: bytes(4) }));
    value(await host.call('vault.write', { name: '..', value: bytes() }));
    expect(value(await host.call('vault.read', { name: 'key' }))).toEqual({ value: bytes(4) });
    expect(value(await host.call('vault.read', { name: 'KEY' }))).toEqual({ value: bytes(3) });
    expect(value(await host.call('vault.list', {})).names).toEqual(['..', 'KEY', 'key']);
    value(await host.call('vault.remove', { name: 'key' }));
    value(await host.call('vault.remove', { name: 'key' }));
    expect(value(await host.call('vault.read', { name: 'key' }))).toEqual({ value: null });
    expect(value(await host.call('vault.list', {})).names).toEqual(['..', 'KEY']);
  });

  it('HST-10 shows nothing of its own keys', async () => {
    const { host } = await start();
    value(await host.call('journal.append', { account: ALICE, entries: [bytes(1)] }));
    expect(value(await host.call('vault.list', {})).names).toEqual([]);
    expect(value(await host.call('vault.read', { name: `journal-${ALICE}` }))).toEqual({ value: null });
  });
}

function describeEvents(start: Start): void {
  it('HST-11 tells each listener until it leaves, and nobody what breaks the contract', async () => {
    const started = await start();
    const { host } = started;
    const heard: string[] = [];
    const listen = (who: string) => host.on('power.changed', ({ state }) => void heard.push(`${who} ${state}`));
    const leaves = [listen('a'), listen('b')];
    const links: HostEventPayload<'link.opened'>[] = [];
    const leaveLinks = host.on('link.opened', (payload) => void links.push(payload));
    await started.emit('power.changed', { state: 'suspend' });
    await expect.poll(() => heard).toEqual(['a suspend', 'b suspend']);
    leaves[0]?.();
    leaves[0]?.();
    await started.emit('power.changed', { state: 'exploded' });
    await started.emit('power.changed', { state: 'resume', extra: 1 });
    await started.emit('power.changed', { state: 'lock' });
    await started.emit('link.opened', { url: 'banyan://x' });
    await expect.poll(() => links).toEqual([{ url: 'banyan://x' }]);
    expect(heard).toEqual(['a suspend', 'b suspend', 'b lock']);
    leaves[1]?.();
    leaveLinks();
  });
}

function describeRestart(start: Start, running: HostUnderTest[]): void {
  it('HST-12 has journal and secrets again after a restart, if it keeps anything', async () => {
    const { host, restart } = await start();
    value(await host.call('journal.append', { account: ALICE, entries: [bytes(1), bytes(2)] }));
    value(await host.call('vault.write', { name: 'key', value: bytes(5) }));
    const { vaultProtection } = value(await host.call('host.describe', {}));
    expect(restart === null).toBe(vaultProtection === 'memory');
    if (restart === null) return;
    const again = await restart();
    running.push(again);
    const page = value(await again.host.call('journal.read', { account: ALICE, from: 0, limit: 10 }));
    expect(page).toEqual({ entries: [bytes(1), bytes(2)], numbers: [0, 1], next: null });
    expect(value(await again.host.call('journal.describe', { account: ALICE })).damaged).toBe(0);
    expect(value(await again.host.call('vault.read', { name: 'key' }))).toEqual({ value: bytes(5) });
    expect(value(await again.host.call('journal.append', { account: ALICE, entries: [bytes(3)] })).count).toBe(3);
  });
}
