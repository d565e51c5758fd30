import { expect, it, onTestFinished } from 'vitest';
import { connectTo, startHostAt } from '../../support/node/browserHostUnderTest.ts';
import { temporaryDirectory } from '../../support/node/temporaryDirectory.ts';
import { ALICE } from '../../support/shared/hostContract.ts';

it('HST-15 works by HTTP alone', async () => {
  const webHost = await startHostAt(temporaryDirectory());
  onTestFinished(() => webHost.close());
  const host = await connectTo(webHost, { sockets: false });
  onTestFinished(host.close);
  expect(host.isConnected()).toBe(false);
  const entries = [new Uint8Array([1, 2, 3])];
  expect(await host.call('journal.append', { account: ALICE, entries })).toEqual({ ok: true, value: { count: 1 } });
  expect(await host.call('journal.read', { account: ALICE, from: 0, limit: 1 })).toEqual({
    ok: true,
    value: { entries, numbers: [0], next: null },
  });
});

it('HST-15 is unreachable while the host is gone, and forbidden to a page of an earlier start', async () => {
  const directory = temporaryDirectory();
  const first = await startHostAt(directory);
  const host = await connectTo(first);
  onTestFinished(host.close);
  await expect.poll(() => host.isConnected()).toBe(true);
  await first.close();
  await expect.poll(() => host.isConnected()).toBe(false);
  expect(await host.call('host.describe', {})).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  const second = await startHostAt(directory, { port: first.port });
  onTestFinished(() => second.close());
  expect(await host.call('host.describe', {})).toMatchObject({ ok: false, error: { code: 'forbidden' } });
});
