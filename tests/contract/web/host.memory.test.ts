import { expect, it } from 'vitest';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { ALICE, describeHostContract } from '../../support/shared/hostContract.ts';

describeHostContract('MemoryHost', () => {
  const host = createMemoryHost();
  return Promise.resolve({
    host,
    // The suite sends payloads that break the contract on purpose.
    emit: (event, payload) => host.emit(event, payload as never),
    know: host.programs.know,
    restart: null,
    dispose: () => Promise.resolve(),
  });
});

it('HST-15 fails as it is told to, until it is told to stop', async () => {
  const host = createMemoryHost();
  const append = () => host.call('journal.append', { account: ALICE, entries: [new Uint8Array([1])] });
  host.setFailure('journal.append', 'storage-full');
  expect(await append()).toMatchObject({ ok: false, error: { code: 'storage-full' } });
  expect((await host.call('journal.describe', { account: ALICE })).ok).toBe(true);
  host.setFailure('journal.append', null);
  expect(await append()).toEqual({ ok: true, value: { count: 1 } });
});

it('HST-4 shows what it was asked to do', async () => {
  const host = createMemoryHost();
  await host.call('badge.set', { count: 2 });
  await host.call('window.focus', {});
  await host.call('external.open', { url: 'https://EXAMPLE.org/a' });
  await host.call('log.append', { lines: ['line'] });
  expect(host.effects).toEqual({ badge: 2, focused: 1, opened: ['https://example.org/a'], log: ['line'] });
});

it('HST-6 keeps entries apart from the bytes it was given and gave', async () => {
  const host = createMemoryHost();
  const given = new Uint8Array([1]);
  await host.call('journal.append', { account: ALICE, entries: [given] });
  given[0] = 9;
  const first = await host.call('journal.read', { account: ALICE, from: 0, limit: 1 });
  if (first.ok) first.value.entries[0]?.fill(8);
  const second = await host.call('journal.read', { account: ALICE, from: 0, limit: 1 });
  expect(second).toEqual({ ok: true, value: { entries: [new Uint8Array([1])], numbers: [0], next: null } });
});
