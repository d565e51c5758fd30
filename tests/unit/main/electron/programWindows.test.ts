/** Windows that show one program each. Rules: WIN-16, WIN-17 in src/main/windows/SPEC.md. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import { MOST_PROGRAM_WINDOWS } from '../../../../src/main/windows/programWindows.ts';
import { type DesktopFolders, makeDesktopFolders, startDesktop } from '../../../support/node/desktop.ts';
import type * as Pages from '../../../support/node/fakeElectronPages.ts';
import { makePackage } from '../../../support/node/zipBuilder.ts';
import { makeBlob } from '../../../support/shared/blobFixtures.ts';
import { PROGRAM_SELF } from '../../../support/shared/programSelf.ts';
import { eventually } from '../../../support/shared/eventually.ts';

const account = 'A'.repeat(43) as AccountId;
const instanceOf = (index: number) => `${'B'.repeat(41)}${String.fromCharCode(65 + index)}A`;
const INSTANCE = instanceOf(0);
const LABEL = 'a'.repeat(26);
const ORIGIN = `banyan-mini://${LABEL}`;
const bounds = { x: 0, y: 60, width: 480, height: 700 };

let folders: DesktopFolders;
beforeEach(async () => {
  folders = await makeDesktopFolders();
});
afterEach(async () => {
  vi.useRealTimers();
  await folders.remove();
});

type Window = Pages.FakeBrowserWindow;

async function setup() {
  const desktop = await startDesktop(folders);
  const all = () => desktop.electron.BrowserWindow.getAllWindows();
  const as = (window: Window) => ({ contentsId: window.webContents.id });
  const call = (method: string, input: unknown, window: Window = desktop.window) =>
    desktop.invoke('banyan.call', [method, input], as(window));
  const listen = (window: Window, event: string) => desktop.invoke('banyan.event', [event], as(window));
  const told = (window: Window) =>
    window.webContents.sent.filter(({ channel }) => channel === 'banyan.event').map(({ parameters }) => parameters);
  const show = async (instance = INSTANCE) => {
    expect(await call('window.program', { instance })).toEqual({ ok: true, value: {} });
    const window = all().at(-1);
    if (window === undefined) throw new Error('no window');
    return window;
  };
  return { ...desktop, all, call, listen, told, show };
}

/** A package that both windows may mount. */
async function keepPackage(call: (method: string, input: unknown) => Promise<unknown>) {
  const blob = makeBlob(makePackage({ 'index.html': '<p>program</p>' }));
  await call('blob.begin', { account, id: blob.id, ...blob.outline });
  for (const [index, bytes] of blob.chunks.entries()) await call('blob.write', { account, id: blob.id, index, bytes });
  return { account, package: blob.id, label: LABEL, self: PROGRAM_SELF };
}

describe('the window of a program', () => {
  test('WIN-16 is a page of the app at the program, as closed in as the app’s own, and there is one', async () => {
    const { show, window, all } = await setup();
    const own = await show();
    expect(own.loaded).toEqual([`app://banyan/index.html#/program/${INSTANCE}`]);
    expect(own.options.webPreferences).toEqual(window.options.webPreferences);
    expect([own.options.minWidth, own.options.minHeight, own.bounds.width, own.bounds.height]).toEqual([
      360, 320, 480, 760,
    ]);
    await eventually(() => expect(own.isShown).toBe(true));
    expect(await show()).toBe(own);
    expect([all().length, own.focusCount]).toEqual([2, 1]);
    expect(await show(instanceOf(1))).not.toBe(own);
    for (let index = 2; index < MOST_PROGRAM_WINDOWS + 3; index += 1) await show(instanceOf(index));
    expect(all()).toHaveLength(MOST_PROGRAM_WINDOWS + 1);
  });

  test('WIN-16 may call the host as the app’s page may; another page at its web contents may not', async () => {
    const { show, call, invoke } = await setup();
    const own = await show();
    expect(await call('host.describe', {}, own)).toMatchObject({ ok: true });
    const elsewhere = { contentsId: own.webContents.id, url: 'https://x.example/', origin: 'https://x.example' };
    expect(await invoke('banyan.call', ['host.describe', {}], elsewhere)).toMatchObject({
      error: { code: 'forbidden' },
    });
    own.destroy();
    expect(await call('host.describe', {}, own)).toMatchObject({ error: { code: 'forbidden' } });
  });

  test('WIN-12 a view lies in the window whose page asked, is told of and given its port there, and ends with it', async () => {
    const { show, call, listen, told, window } = await setup();
    const own = await show();
    const mount = await keepPackage(call);
    for (const page of [window, own]) await listen(page, 'view.changed');
    await call('mini.mount', mount, own);
    expect(await call('view.open', { label: LABEL, bounds }, own)).toEqual({ ok: true, value: {} });
    const views = (of: Window) => of.contentView.children as Pages.FakeWebContentsView[];
    expect([views(window).length, views(own).length]).toEqual([0, 1]);
    const { FakeFrame } = await import('../../../support/node/fakeElectronPages.ts');
    views(own)[0]?.webContents.ipc.emit('banyan.program', { senderFrame: new FakeFrame(`${ORIGIN}/`) });
    expect([window.webContents.mainFrame.posted.length, own.webContents.mainFrame.posted.length]).toEqual([0, 1]);
    // What another window shows is none of a page's business.
    await call('view.place', { label: LABEL, bounds: null });
    await call('view.close', { label: LABEL });
    expect([views(own)[0]?.isVisible, await call('view.reload', { label: LABEL })]).toMatchObject([
      true,
      { error: { code: 'program-absent' } },
    ]);
    views(own)[0]?.webContents.emit('did-finish-load');
    expect([told(window), told(own)]).toEqual([[], [['view.changed', { label: LABEL, state: 'ready' }]]]);
    // Opened in the other, it ends here.
    await call('view.open', { label: LABEL, bounds });
    expect([views(window).length, views(own).length]).toEqual([1, 0]);
    expect(told(own).at(-1)).toEqual(['view.changed', { label: LABEL, state: 'closed' }]);
    await call('view.open', { label: LABEL, bounds }, own);
    own.destroy();
    expect(views(window)).toHaveLength(0);
  });

  test('WIN-17 closed, it is out of sight at once, its page is told, and it goes when that has done', async () => {
    const { show, call, listen, told, all, window } = await setup();
    const own = await show();
    await listen(own, 'window.closing');
    own.close();
    own.close();
    expect([own.isShown, own.isDestroyed(), told(own), told(window)]).toEqual([
      false,
      false,
      [['window.closing', {}]],
      [],
    ]);
    expect(await call('window.done', {}, own)).toEqual({ ok: true, value: {} });
    expect([own.isDestroyed(), all()]).toEqual([true, [window]]);
    // The app's own window is not ended so.
    expect(await call('window.done', {})).toEqual({ ok: true, value: {} });
    expect(window.isDestroyed()).toBe(false);
  });

  test('WIN-17 a page that says nothing keeps no window, and shown again meanwhile there is a new one', async () => {
    const { show, all } = await setup();
    const [first, second] = [await show(), await show(instanceOf(1))];
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    first.close();
    second.close();
    vi.advanceTimersByTime(2900);
    expect(first.isDestroyed()).toBe(false);
    vi.useRealTimers();
    const again = await show();
    expect([again === first, first.isDestroyed(), all().length]).toEqual([false, true, 3]);
    await eventually(() => expect(all()).toHaveLength(3));
  });

  test('WIN-17 one whose page died goes, and a quit asks none', async () => {
    const { show, all, window, quit, electron } = await setup();
    const [first, second] = [await show(), await show(instanceOf(1))];
    first.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect([first.isDestroyed(), all()]).toEqual([true, [window, second]]);
    await quit();
    expect([second.isDestroyed(), electron.fake.exitCode]).toEqual([true, 0]);
  });

  test('WIN-16 comes back where it was, each program its own', async () => {
    const { show, call, quit } = await setup();
    const own = await show();
    own.bounds = { x: 300, y: 200, width: 500, height: 640 };
    own.emit('move');
    own.close();
    await call('window.done', {}, own);
    expect((await show(instanceOf(1))).bounds).toMatchObject({ width: 480, height: 760 });
    await quit();
    const kept: unknown = JSON.parse(
      await readFile(join(folders.userData, 'program-windows', `${INSTANCE}.json`), 'utf8'),
    );
    expect(kept).toEqual({ x: 300, y: 200, width: 500, height: 640, isMaximized: false });
    const next = await setup();
    expect((await next.show()).bounds).toEqual({ x: 300, y: 200, width: 500, height: 640 });
  });

  test('WIN-5 is told of sleep and waking as the app’s page is', async () => {
    const { show, listen, told, electron } = await setup();
    const own = await show();
    await listen(own, 'power.changed');
    electron.powerMonitor.emit('suspend');
    expect(told(own)).toEqual([['power.changed', { state: 'suspend' }]]);
  });
});
