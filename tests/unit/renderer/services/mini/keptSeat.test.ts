/** The place on a realtime channel of a page that was taken for gone. Rules: MPH-9 in services/mini/SPEC.md. */
import { describe, expect, it } from 'vitest';
import type { ProgramViewState } from '@ports/programViews.ts';
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
