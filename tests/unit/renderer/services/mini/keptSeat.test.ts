/** The place on a realtime channel of a page that was taken for gone. Rules: MPH-9 in services/mini/SPEC.md. */
import { describe, expect, it } from 'vitest';
import type { ProgramViewState } from '@ports/programViews.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { WatchedPort } from '@adapters/programs/watchedPort.ts';
import { until } from '../../../../support/shared/until.ts';
import { MemoryRealtime } from '../../../../support/web/memoryPrograms.ts';
import { OpenProgram } from '../../../../support/web/programWorld.ts';

/** A program whose page is on its channel. */
function joined() {
  const realtime = new MemoryRealtime();
  const { host } = new OpenProgram({ realtime });
  let say: (message: unknown) => void = () => undefined;
  host.attach({
    post: () => undefined,
    onMessage: (listener) => {
      say = listener;
      return () => undefined;
    },
    close: () => undefined,
  });
  say({ type: 'realtime.join' });
  /** Places that are taken once its view was in these states, one after another. */
  const through = (...states: readonly ProgramViewState[]) => {
    for (const state of states) host.viewIs(state);
    return realtime.size;
  };
  return { through, say: (type: string) => say({ type }) };
}

describe('a page that was taken for gone', () => {
  it('MPH-9 is back on its channel when it answers after all, whatever it was taken for meanwhile', () => {
    const { through } = joined();
    expect(through()).toBe(1);
    expect(through('unresponsive')).toBe(1);
    expect(through('crashed')).toBe(0);
    expect(through('crashed', 'unresponsive', 'crashed')).toBe(0);
    expect(through('ready')).toBe(1);
  });

  it('MPH-9 that left its channel meanwhile is not put back on it', () => {
    const { through, say } = joined();
    expect(through('crashed')).toBe(0);
    say('realtime.leave');
    expect(through('unresponsive', 'ready')).toBe(0);
    say('realtime.join');
    expect(through()).toBe(1);
  });

  it('MPH-9 that joined anew meanwhile is on it once', () => {
    const { through, say } = joined();
    expect(through('crashed')).toBe(0);
    say('realtime.leave');
    say('realtime.join');
    expect(through()).toBe(1);
    expect(through('ready')).toBe(1);
    say('realtime.leave');
    expect(through('ready')).toBe(0);
  });

  it('MPH-9 is not found any more once another is being loaded', () => {
    const { through } = joined();
    expect(through('crashed', 'loading', 'ready')).toBe(0);
  });
});

describe('a page that is over', () => {
  /** Places that are taken on its channel once it was over in the given way and its view says that something is shown. */
  async function takenAfter(
    end: (page: { readonly program: OpenProgram; readonly port: WatchedPort; readonly far: MessagePort }) => void,
  ) {
    const realtime = new MemoryRealtime();
    const program = new OpenProgram({ realtime });
    const { port1, port2: far } = new MessageChannel();
    let isOver = false;
    const hooks = { onAnswering: () => undefined, onGone: () => undefined };
    const port = new WatchedPort(port1, new FakeClock(), hooks);
    program.host.attach(port);
    far.postMessage({ type: 'realtime.join' });
    await until(() => realtime.size === 1);
    port1.addEventListener('close', () => (isOver = true));
    end({ program, port, far });
    await until(() => isOver);
    program.host.viewIs('ready');
    far.close();
    return realtime.size;
  }

  it('MPH-9 leaves its channel where its view ends it and no other page says that it is there', async () => {
    expect(await takenAfter(({ port }) => port.close())).toBe(0);
  });

  it('MPH-9 leaves its channel where it went by itself', async () => {
    expect(await takenAfter(({ far }) => far.close())).toBe(0);
  });

  it('MPH-9 is not put back on its channel where it was taken for gone before', async () => {
    const end = takenAfter(({ program, port }) => {
      program.host.viewIs('crashed');
      port.close();
    });
    expect(await end).toBe(0);
  });
});
