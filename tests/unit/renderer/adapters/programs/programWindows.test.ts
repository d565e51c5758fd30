import { describe, expect, test } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import { BrowserProgramWindows } from '@adapters/programs/browserProgramWindows.ts';
import { HostProgramWindows } from '@adapters/programs/hostProgramWindows.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const instance = idOf<EventId>('card');

describe('windows of programs', () => {
  test('a browser opens one for each program, by name, and brings it to the front', async () => {
    const opened: unknown[] = [];
    let focused = 0;
    // Only what is used of the window that comes back.
    const shown = { focus: () => (focused += 1) } as unknown as Window;
    const open = (...parameters: unknown[]) => (opened.push(parameters.slice(0, 2)), shown);
    const windows = new BrowserProgramWindows({ open, opener: null }, '/');
    for (let times = 1; times <= 2; times += 1) expect(await windows.show(instance)).toEqual({ ok: true });
    expect(opened).toEqual(Array.from({ length: 2 }, () => [`/#/program/${instance}`, `banyan-program-${instance}`]));
    expect(focused).toBe(2);
  });

  test('a browser that opens none is said', async () => {
    const windows = new BrowserProgramWindows({ open: () => null, opener: null }, '/');
    expect(await windows.show(instance)).toMatchObject({ ok: false, error: { code: 'window-blocked' } });
  });

  test('the window of the app that opened one is brought to the front, where it still is', () => {
    let focused = 0;
    const open = () => null;
    new BrowserProgramWindows({ open, opener: { focus: () => (focused += 1) } }, '/').showApp();
    new BrowserProgramWindows({ open, opener: null }, '/').showApp();
    expect(focused).toBe(1);
  });

  test('a host that has none, or is gone, is said', async () => {
    expect(await new HostProgramWindows(createMemoryHost({})).show(instance)).toMatchObject({
      error: { code: 'internal' },
    });
  });
});
