import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createHostBridge } from '../../../src/preload/hostBridge.ts';
import { hostChannels } from '../../../src/shared/ipc/bridge.ts';
import { hostMethods } from '../../../src/shared/ipc/contract.ts';

interface Invocation {
  readonly channel: string;
  readonly parameters: readonly unknown[];
}

function setup(answer: (invocation: Invocation) => Promise<unknown> = () => Promise.resolve({ ok: true, value: {} })) {
  const invocations: Invocation[] = [];
  const emitter = new EventEmitter();
  const ipc = Object.assign(emitter, {
    invoke: (channel: string, ...parameters: unknown[]) => {
      invocations.push({ channel, parameters });
      return answer({ channel, parameters });
    },
  });
  const bridge = createHostBridge(ipc as unknown as Parameters<typeof createHostBridge>[0]);
  const send = (name: unknown, payload: unknown): void => {
    emitter.emit(hostChannels.event, {}, name, payload);
  };
  return { bridge, invocations, send };
}

describe('call', () => {
  test('SEC-21 passes every method of the contract to the one call channel', async () => {
    const { bridge, invocations } = setup();
    for (const method of hostMethods) await bridge.call(method, { a: 1 });
    expect(invocations).toEqual(
      hostMethods.map((method) => ({ channel: 'banyan.call', parameters: [method, { a: 1 }] })),
    );
  });

  test.each(['host.evil', '__proto__', 'constructor', '', null, {}, ['host.describe']])(
    'SEC-21 passes nothing for %j, and says so',
    async (method) => {
      const { bridge, invocations } = setup();
      const call: (method: unknown, input: unknown) => Promise<unknown> = bridge.call as never;
      expect(await call(method, {})).toMatchObject({ ok: false, error: { code: 'unknown-method' } });
      expect(invocations).toEqual([]);
    },
  );

  test('SEC-22 a main process that throws or is gone is a failure, not a rejection', async () => {
    const { bridge } = setup(() => Promise.reject(new Error('no handler registered')));
    expect(await bridge.call('host.describe', {})).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  });
});

describe('on', () => {
  test('SEC-41 says that it listens once, at the first listener of an event', () => {
    const { bridge, invocations } = setup();
    bridge.on('link.opened', () => undefined)();
    bridge.on('link.opened', () => undefined);
    bridge.on('power.changed', () => undefined);
    expect(invocations).toEqual([
      { channel: 'banyan.event', parameters: ['link.opened'] },
      { channel: 'banyan.event', parameters: ['power.changed'] },
    ]);
  });

  test('SEC-21 hands listeners the payload alone, and stops when told to', () => {
    const { bridge, send } = setup();
    const heard: unknown[][] = [];
    const stop = bridge.on('link.opened', (...everything) => heard.push(everything));
    send('link.opened', { url: 'banyan://a' });
    stop();
    send('power.changed', { state: 'resume' });
    expect(heard).toEqual([[{ url: 'banyan://a' }]]);
  });

  test('SEC-21 one function registered twice is two listeners', () => {
    const { bridge, send } = setup();
    let count = 0;
    const listener = (): void => {
      count += 1;
    };
    const stop = bridge.on('link.opened', listener);
    bridge.on('link.opened', listener);
    stop();
    send('link.opened', {});
    expect(count).toBe(1);
  });

  test('SEC-41 a link that comes while nobody listens waits for the next listener, up to a limit', () => {
    const { bridge, send } = setup();
    bridge.on('link.opened', () => undefined)();
    for (let number = 0; number < 40; number += 1) send('link.opened', { url: `banyan://${number}` });
    send('power.changed', { state: 'suspend' });
    const links: unknown[] = [];
    const powers: unknown[] = [];
    bridge.on('link.opened', (payload) => links.push(payload));
    bridge.on('power.changed', (payload) => powers.push(payload));
    expect(links).toHaveLength(16);
    expect(links[0]).toEqual({ url: 'banyan://0' });
    expect(powers).toEqual([]);
    const late: unknown[] = [];
    bridge.on('link.opened', (payload) => late.push(payload));
    expect(late).toEqual([]);
  });

  test('SEC-21 refuses an event that is not in the contract, from the page and from outside', () => {
    const { bridge, send, invocations } = setup();
    const on: (event: unknown, listener: () => void) => unknown = bridge.on as never;
    for (const event of ['banyan.event', '__proto__', undefined])
      expect(() => on(event, () => undefined)).toThrow(TypeError);
    expect(() => send('__proto__', {})).not.toThrow();
    expect(() => send(undefined, {})).not.toThrow();
    expect(invocations).toEqual([]);
  });
});
