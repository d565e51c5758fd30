import { decode, encode } from 'cborg';
import { describe, expect, it } from 'vitest';
import { connectBrowserHost } from '@adapters/host-browser/browserHost.ts';
import type { HostSocketEvents } from '@adapters/host-browser/socketChannel.ts';
import { MAX_HOST_BYTES } from '@shared/ipc/contract.ts';
import type { AccountId, BlobId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { ALICE } from '../../support/shared/hostContract.ts';

interface FakeSocket {
  readonly url: string;
  readonly events: HostSocketEvents;
  readonly sent: { id: number; method: string; input: unknown }[];
  isClosed: boolean;
}

/** Time that moves when told to. */
function fakeClock() {
  let time = 0;
  const tasks = new Set<{ at: number; task: () => void }>();
  return {
    clock: {
      now: () => time,
      monotonic: () => time,
      after: (delay: number, task: () => void) => {
        const entry = { at: time + delay, task };
        tasks.add(entry);
        return () => void tasks.delete(entry);
      },
    },
    pass: (ms: number) => {
      time += ms;
      for (const entry of [...tasks].filter(({ at }) => at <= time)) {
        tasks.delete(entry);
        entry.task();
      }
    },
    waiting: () => tasks.size,
  };
}

function setup(post: (url: string, body: Uint8Array) => Promise<Uint8Array> = () => Promise.reject(new Error('down'))) {
  const time = fakeClock();
  const sockets: FakeSocket[] = [];
  const posted: string[] = [];
  const host = connectBrowserHost({
    origin: 'http://localhost:4780',
    clock: time.clock,
    timeoutMs: 1000,
    post: (url, body) => {
      posted.push(url);
      return post(url, body);
    },
    openSocket: (url, events) => {
      const socket: FakeSocket = { url, events, sent: [], isClosed: false };
      sockets.push(socket);
      return {
        send: (frame) => void socket.sent.push(decode(frame) as FakeSocket['sent'][number]),
        close: () => {
          socket.isClosed = true;
          events.closed();
        },
      };
    },
  });
  const latest = () => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('no socket');
    return socket;
  };
  return { host, time, sockets, posted, latest };
}

const description = {
  edition: 'browser',
  version: '1',
  platform: 'x',
  capabilities: [],
  vaultProtection: 'file',
  signaling: [],
};
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('BrowserHost', () => {
  it('HST-15 sends over the open socket and matches answers to calls, in any order', async () => {
    const { host, latest, posted } = setup();
    expect(latest().url).toBe('ws://localhost:4780/__api/events');
    latest().events.opened();
    const first = host.call('vault.list', {});
    const second = host.call('host.describe', {});
    expect(latest().sent.map(({ method }) => method)).toEqual(['vault.list', 'host.describe']);
    const [one, two] = latest().sent;
    latest().events.received(encode({ id: two?.id, result: ok(description) }));
    latest().events.received(encode({ id: one?.id, result: ok({ names: ['a'] }) }));
    expect(await first).toEqual(ok({ names: ['a'] }));
    expect(await second).toEqual(ok(description));
    expect(posted).toEqual([]);
  });

  it('HST-15 posts while there is no socket', async () => {
    const { host, posted } = setup(() => Promise.resolve(encode(ok({ names: [] }))));
    expect(await host.call('vault.list', {})).toEqual(ok({ names: [] }));
    expect(posted).toEqual(['http://localhost:4780/__api/vault.list']);
  });

  it('HST-15 is unreachable when neither way answers, with what is no CBOR, and after a while', async () => {
    const down = setup();
    expect(await down.host.call('vault.list', {})).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    const garbled = setup(() => Promise.resolve(new Uint8Array([0xff])));
    expect(await garbled.host.call('vault.list', {})).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    const silent = setup();
    silent.latest().events.opened();
    const call = silent.host.call('vault.list', {});
    silent.time.pass(1001);
    expect(await call).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    silent.latest().events.received(encode({ id: 0, result: ok({ names: ['late'] }) }));
    expect(silent.time.waiting()).toBe(0);
  });

  it('HST-15 sends the bytes of files over a socket of their own, opened for the first of them; its loss settles them alone', async () => {
    const { host, sockets, latest } = setup();
    const [words] = sockets;
    words?.events.opened();
    const chunk = { account: ALICE as AccountId, id: ALICE as BlobId, index: 0 };
    // Not open yet: it goes where it can, and so does what follows while it is under way, lest they pass each other.
    const strays = [host.call('blob.read', chunk)];
    expect(sockets).toHaveLength(2);
    latest().events.opened();
    strays.push(host.call('blob.read', chunk));
    for (const { id } of words?.sent ?? []) words?.events.received(encode({ id, result: ok({ bytes: null }) }));
    expect(await Promise.all(strays)).toEqual([ok({ bytes: null }), ok({ bytes: null })]);
    const read = host.call('blob.read', chunk);
    const other = host.call('vault.list', {});
    expect([words?.sent, latest().sent].map((sent) => sent?.map(({ method }) => method))).toEqual([
      ['blob.read', 'blob.read', 'vault.list'],
      ['blob.read'],
    ]);
    latest().events.closed();
    expect(await read).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    words?.events.received(encode({ id: words.sent[2]?.id, result: ok({ names: [] }) }));
    expect(await other).toEqual(ok({ names: [] }));
  });

  it('HST-15 settles calls whose socket is lost, and comes back ever more slowly', async () => {
    const { host, time, sockets, latest } = setup();
    latest().events.opened();
    expect(host.isConnected()).toBe(true);
    const call = host.call('vault.list', {});
    latest().events.closed();
    expect(await call).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    expect(host.isConnected()).toBe(false);
    const delays: number[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const before = sockets.length;
      let waited = 0;
      while (sockets.length === before && waited < 20_000) {
        time.pass(50);
        waited += 50;
      }
      delays.push(waited);
      latest().events.closed();
    }
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
    time.pass(5000);
    latest().events.opened();
    latest().events.closed();
    const before = sockets.length;
    time.pass(250);
    expect(sockets.length).toBe(before + 1);
  });

  it('HST-14 does not believe an answer outside the contract', async () => {
    for (const result of [
      ok({ names: [7] }),
      ok({}),
      { ok: true },
      'yes',
      null,
      { ok: false, error: { code: 'made-up', message: '' } },
    ]) {
      const { host, latest } = setup();
      latest().events.opened();
      const call = host.call('vault.list', {});
      latest().events.received(encode({ id: 0, result }));
      expect(await call).toMatchObject({ ok: false, error: { code: 'internal' } });
    }
  });

  it('HST-11 passes over frames that are none and events it does not know', async () => {
    const { host, latest } = setup();
    const heard: unknown[] = [];
    host.on('power.changed', (payload) => heard.push(payload));
    latest().events.opened();
    const frames = [
      new Uint8Array([0xff]),
      encode(7),
      encode({ event: '__proto__', payload: {} }),
      encode({ event: 'power.changed', payload: {} }),
      encode({ id: 99, result: ok({}) }),
    ];
    for (const frame of frames) latest().events.received(frame);
    latest().events.received(encode({ event: 'power.changed', payload: { state: 'lock' } }));
    await turn();
    expect(heard).toEqual([{ state: 'lock' }]);
  });

  it('HST-8 does not send what the host would refuse for its size', async () => {
    const { host, latest, posted } = setup();
    latest().events.opened();
    const entries = Array.from({ length: 5 }, () => new Uint8Array(MAX_HOST_BYTES));
    const answer = await host.call('journal.append', { account: ALICE, entries });
    expect(answer).toMatchObject({ ok: false, error: { code: 'too-large' } });
    expect([latest().sent, posted]).toEqual([[], []]);
  });

  it('HST-15 ends for good when closed', async () => {
    const { host, time, sockets, latest } = setup();
    latest().events.opened();
    const call = host.call('vault.list', {});
    host.close();
    expect(latest().isClosed).toBe(true);
    expect(await call).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    time.pass(60_000);
    expect(sockets).toHaveLength(1);
    expect(await host.call('vault.list', {})).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  });
});
