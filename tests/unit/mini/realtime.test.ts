/** The page's end of a realtime channel alone: by the one port, and by a port that came for it. */
import { describe, expect, it } from 'vitest';
import type { FromProgram } from '@shared/mini/bridge.ts';
import { createRealtime } from '../../../src/mini/client/realtime.ts';
import type { Wire } from '../../../src/mini/client/wire.ts';
import { until } from '../../support/shared/until.ts';

/** A page and what its host hears by either way. */
function scene() {
  const said: FromProgram[] = [];
  const handlers = new Map<string, (message: { readonly bytes?: Uint8Array }, port?: MessagePort) => void>();
  const wire: Wire = {
    send: (message) => said.push(message),
    call: () => Promise.reject(new Error('not asked')),
    on: (kind, handler) => handlers.set(kind, handler as never),
  };
  const join = createRealtime(wire);
  /** Brings a port, as the host does. */
  const bring = () => {
    const { port1, port2 } = new MessageChannel();
    const heard: unknown[] = [];
    const state = { closed: false };
    port1.addEventListener('message', ({ data }) => heard.push(data));
    port1.addEventListener('close', () => (state.closed = true));
    port1.start();
    handlers.get('realtime.port')?.({}, port2);
    return { heard, port: port1, state };
  };
  const tell = (bytes: Uint8Array) => handlers.get('realtime')?.({ bytes });
  return { bring, join, said, tell };
}

const bytesSaid = (said: readonly FromProgram[]) => said.filter(({ type }) => type === 'realtime.send');

describe('a realtime channel of a page', () => {
  it('MPH-47 speaks into the port that came for it, and hears both ways', async () => {
    const { bring, join, said, tell } = scene();
    const channel = join();
    const listened: Uint8Array[] = [];
    channel.setListener((data) => listened.push(data));
    channel.send(Uint8Array.of(1));
    expect(bytesSaid(said)).toHaveLength(1);
    const { heard, port } = bring();
    const whole = Uint8Array.of(0, 2, 0);
    channel.send(whole.subarray(1, 2));
    await until(() => heard.length === 1);
    // The bytes alone, not the buffer they stand in.
    expect(heard).toEqual([Uint8Array.of(2)]);
    expect(bytesSaid(said)).toHaveLength(1);
    port.postMessage(Uint8Array.of(3));
    await until(() => listened.length === 1);
    tell(Uint8Array.of(4));
    expect(listened).toEqual([Uint8Array.of(3), Uint8Array.of(4)]);
    channel.leave();
  });

  it('MPH-47 a port is used no longer than the channel it came for, and one that comes late not at all', async () => {
    const { bring, join, said } = scene();
    const first = join();
    const { heard, state } = bring();
    first.leave();
    await until(() => state.closed);
    const late = bring();
    const next = join();
    next.send(Uint8Array.of(1));
    expect(bytesSaid(said)).toHaveLength(1);
    expect([heard, late.heard]).toEqual([[], []]);
    late.port.close();
  });

  it('MPH-47 goes through the page again when the other end of the port is gone', async () => {
    const { bring, join, said } = scene();
    const channel = join();
    const { port } = bring();
    port.close();
    await until(() => {
      channel.send(Uint8Array.of(1));
      return bytesSaid(said).length > 0;
    });
    channel.leave();
  });

  it('MPH-47 only bytes within the limit are said by either way', () => {
    const { bring, join } = scene();
    const channel = join();
    const { port } = bring();
    expect(() => channel.send('text' as never)).toThrow(TypeError);
    expect(() => channel.send(new Uint8Array(128_001))).toThrow(RangeError);
    channel.leave();
    port.close();
  });
});
