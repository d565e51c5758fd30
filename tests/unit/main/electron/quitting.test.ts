import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { flushBeforeQuit } from '../../../../src/main/windows/quitting.ts';
import { fakeEvent } from '../../../support/node/fakeElectronPages.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setup(flush: () => Promise<unknown>) {
  const exits: number[] = [];
  const app = Object.assign(new EventEmitter(), { exit: (code = 0) => exits.push(code) });
  // Only `on` and `exit` are used, and EventEmitter's `on` is wider than Electron's.
  const quitting = flushBeforeQuit(app as unknown as Parameters<typeof flushBeforeQuit>[0], flush);
  const quit = (): boolean => {
    app.emit('before-quit', fakeEvent());
    const event = fakeEvent();
    app.emit('will-quit', event);
    return event.defaultPrevented;
  };
  return { quitting, quit, exits, app };
}

test('WIN-3 waits for what is pending, and asks for it once', async () => {
  let flushes = 0;
  let finish = (): void => undefined;
  const { quit, exits, quitting } = setup(() => {
    flushes += 1;
    return new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  expect(quitting.isQuitting()).toBe(false);
  expect([quit(), quit()]).toEqual([true, true]);
  expect(quitting.isQuitting()).toBe(true);
  await vi.advanceTimersByTimeAsync(4_999);
  expect([flushes, exits]).toEqual([1, []]);
  finish();
  await vi.advanceTimersByTimeAsync(0);
  expect(exits).toEqual([0]);
});

test('WIN-3 gives up on a hung disk after five seconds', async () => {
  const { quit, exits } = setup(() => new Promise(() => undefined));
  quit();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(exits).toEqual([0]);
});

test('WIN-3 quits all the same when flushing fails', async () => {
  const { quit, exits } = setup(() => Promise.reject(new Error('disk full')));
  quit();
  await vi.advanceTimersByTimeAsync(0);
  expect(exits).toEqual([0]);
});

test('WIN-1 closing every window is not quitting', () => {
  const { app, exits, quitting } = setup(() => Promise.resolve());
  // A listener is what keeps Electron from quitting by itself here.
  expect(app.listenerCount('window-all-closed')).toBe(1);
  app.emit('window-all-closed');
  expect([exits, quitting.isQuitting()]).toEqual([[], false]);
});
