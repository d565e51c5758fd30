import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type DesktopFolders,
  type RunningDesktop,
  freshElectron,
  makeDesktopFolders,
  startDesktop,
} from '../../../support/node/desktop.ts';
import { fakeEvent } from '../../../support/node/fakeElectronPages.ts';

let folders: DesktopFolders;
beforeEach(async () => {
  folders = await makeDesktopFolders();
});
afterEach(async () => {
  await folders.remove();
});

const setPlatform = (platform: NodeJS.Platform): (() => void) => {
  const real = Object.getOwnPropertyDescriptor(process, 'platform');
  Object.defineProperty(process, 'platform', { value: platform, configurable: true });
  return () => {
    if (real !== undefined) Object.defineProperty(process, 'platform', real);
  };
};

describe('the window', () => {
  test('WIN-1 hides instead of closing', async () => {
    const { window, electron } = await startDesktop(folders);
    expect(window.isShown).toBe(true);
    window.close();
    expect([window.isShown, window.isDestroyed()]).toEqual([false, false]);
    expect(electron.fake.exitCode).toBeNull();
    electron.app.emit('activate', fakeEvent());
    expect(window.isShown).toBe(true);
  });

  test('WIN-1 a window that is lost is made again when it is asked for', async () => {
    const { window, electron } = await startDesktop(folders);
    window.destroy();
    electron.app.emit('activate', fakeEvent());
    await expect.poll(() => electron.BrowserWindow.getAllWindows()[0]?.loaded).toEqual(['app://banyan/index.html']);
  });

  test('WIN-1 leaves full screen before it hides', async () => {
    const { window } = await startDesktop(folders);
    window.setFullScreen(true);
    window.close();
    expect([window.isFullScreen(), window.isShown]).toEqual([false, false]);
  });

  test('WIN-4 comes back where it was, maximised if it was', async () => {
    const first = await startDesktop(folders);
    first.window.bounds = { x: 50, y: 60, width: 1000, height: 700 };
    first.window.emit('move');
    first.window.maximize();
    await first.quit();
    const second = await startDesktop(folders);
    expect(second.window.bounds).toEqual({ x: 50, y: 60, width: 1000, height: 700 });
    expect(second.window.isMaximized()).toBe(true);
    expect(second.window.options).toMatchObject({ minWidth: 720, minHeight: 480 });
  });

  test('WIN-4 a place kept by a screen that is gone, or a torn file, gives a sensible one', async () => {
    const file = join(folders.userData, 'window.json');
    await writeFile(file, '{"x":9000,"y":9000,"width":1000,"height":700,"isMaximized":false}');
    const first = await startDesktop(folders);
    expect(first.window.bounds).toEqual({ x: 370, y: 140, width: 1180, height: 760 });
    await first.quit();
    await writeFile(file, '{"x":90');
    const second = await startDesktop(folders);
    expect(second.window.bounds).toEqual({ x: 370, y: 140, width: 1180, height: 760 });
  });

  test('WIN-6 a dead page is loaded again, but not for ever', async () => {
    const { window } = await startDesktop(folders);
    const die = (reason: string): boolean => window.webContents.emit('render-process-gone', fakeEvent(), { reason });
    die('clean-exit');
    expect(window.webContents.reloads).toBe(0);
    for (let count = 0; count < 6; count += 1) die('crashed');
    expect(window.webContents.reloads).toBe(3);
  });

  test.each([
    [true, '#16181d'],
    [false, '#ffffff'],
  ])('WIN-10 starts in the colour of the system (dark: %s)', async (areColorsDark, backgroundColor) => {
    const { window, electron } = await startDesktop(folders, (fake) => {
      fake.areColorsDark = areColorsDark;
    });
    expect(window.options.backgroundColor).toBe(backgroundColor);
    expect(electron.nativeTheme.themeSource).toBe('system');
  });
});

describe('tray, badge and menu', () => {
  const trayItems = (desktop: RunningDesktop) => desktop.electron.fake.trays[0]?.menu?.template ?? [];
  const click = (desktop: RunningDesktop, label: string): void => {
    const item = trayItems(desktop).find((candidate) => candidate.label === label);
    if (item?.click === undefined) throw new Error(`no ${label} in the tray`);
    // The handlers take no parameters.
    (item.click as () => void)();
  };

  test('WIN-2 opens the window and really quits', async () => {
    const desktop = await startDesktop(folders);
    desktop.window.close();
    click(desktop, 'Open Banyan');
    expect([desktop.window.isShown, desktop.window.focusCount]).toEqual([true, 1]);
    click(desktop, 'Quit Banyan');
    await expect.poll(() => desktop.electron.fake.exitCode).toBe(0);
    expect(desktop.window.isDestroyed()).toBe(true);
    expect(desktop.electron.fake.trays[0]?.isGone).toBe(true);
  });

  test('WIN-2 WIN-9 the unread count is on the tray and the dock, and goes', async () => {
    const desktop = await startDesktop(folders);
    const page = await desktop.loadPage();
    await page.call('badge.set', { count: 1234 });
    expect(desktop.electron.fake.trays[0]?.toolTip).toBe('Banyan\n1,234 unread messages');
    expect(desktop.electron.fake.badge).toBe(1234);
    await page.call('badge.set', { count: 0 });
    expect(desktop.electron.fake.trays[0]?.toolTip).toBe('Banyan');
    expect(desktop.electron.fake.badge).toBe(0);
  });

  test('WIN-9 Windows shows a dot on the task bar', async () => {
    const restore = setPlatform('win32');
    try {
      const desktop = await startDesktop(folders);
      const page = await desktop.loadPage();
      await page.call('badge.set', { count: 3 });
      expect(desktop.window.overlay).toMatchObject({ description: '3 unread messages' });
      expect(desktop.window.overlay?.icon).not.toBeNull();
      await page.call('badge.set', { count: 0 });
      expect(desktop.window.overlay).toEqual({ icon: null, description: '' });
    } finally {
      restore();
    }
  });

  test('WIN-7 has the standard roles with their keys, and speaks Arabic', async () => {
    const english = await startDesktop(folders);
    const text = JSON.stringify(english.electron.fake.menu?.template);
    for (const role of [
      'undo',
      'redo',
      'cut',
      'copy',
      'paste',
      'selectAll',
      'zoomIn',
      'zoomOut',
      'resetZoom',
      'togglefullscreen',
      'minimize',
      'close',
      'quit',
    ]) {
      expect(text).toContain(`"role":"${role}"`);
    }
    expect(text).toContain('CommandOrControl+=');
    const arabic = await startDesktop(folders, (fake) => {
      fake.locale = 'ar-EG';
    });
    expect(trayItems(arabic)[0]?.label).toBe('فتح بانيان');
    expect(JSON.stringify(arabic.electron.fake.menu?.template)).not.toMatch(/"label":"[A-Za-z]/);
  });

  test('WIN-7 on macOS the app has its own menu and a tray icon that follows the bar', async () => {
    const restore = setPlatform('darwin');
    try {
      const desktop = await startDesktop(folders);
      expect(desktop.electron.fake.menu?.template[0]).toMatchObject({ role: 'appMenu' });
      expect(desktop.electron.fake.trays[0]?.image).toBe(join(folders.appPath, 'resources', 'trayTemplate.png'));
    } finally {
      restore();
    }
  });
});

describe('the menu under the pointer', () => {
  const editFlags = { canCut: true, canCopy: true, canPaste: false, canSelectAll: true };
  async function rightClick(params: { isEditable: boolean; selectionText: string }) {
    const { electron, window } = await startDesktop(folders);
    window.webContents.emit('context-menu', fakeEvent(), { ...params, editFlags });
    return electron.shownMenus.map(({ template }) =>
      template.flatMap(({ role, enabled }) => (role ? [[role, enabled]] : [])),
    );
  }

  test('WIN-11 a text field offers what can be done there', async () => {
    expect(await rightClick({ isEditable: true, selectionText: '' })).toEqual([
      [
        ['cut', true],
        ['copy', true],
        ['paste', false],
        ['selectAll', true],
      ],
    ]);
  });

  test('WIN-11 selected text can be copied, and bare ground offers nothing', async () => {
    expect(await rightClick({ isEditable: false, selectionText: 'hello' })).toEqual([[['copy', undefined]]]);
    expect(await rightClick({ isEditable: false, selectionText: ' ' })).toEqual([]);
  });
});

describe('starting and quitting', () => {
  test('SEC-42 a second start leaves at once and makes nothing', async () => {
    const electron = await freshElectron(folders, (fake) => {
      fake.hasLock = false;
    });
    await import('../../../../src/main/electron.ts');
    expect(electron.fake.quits).toBe(1);
    expect(electron.BrowserWindow.getAllWindows()).toEqual([]);
    expect(electron.fake.schemes).toEqual([]);
    expect(electron.fake.ipcHandlers.size).toBe(0);
  });

  test('WIN-3 quitting closes the window and waits for what is pending', async () => {
    const { window, quit } = await startDesktop(folders);
    window.bounds = { x: 11, y: 22, width: 900, height: 600 };
    window.emit('resize');
    await quit();
    expect(window.isDestroyed()).toBe(true);
    expect(JSON.parse(await readFile(join(folders.userData, 'window.json'), 'utf8'))).toMatchObject({ x: 11, y: 22 });
  });

  test('WIN-3 a shutdown of the machine quits in order', async () => {
    const { electron } = await startDesktop(folders);
    electron.powerMonitor.emit('shutdown');
    await expect.poll(() => electron.fake.exitCode).toBe(0);
  });

  test('WIN-3 another profile folder is taken only from an unpackaged app, and leaves the system’s links alone', async () => {
    const other = join(folders.userData, 'other');
    const arrange = (isPackaged: boolean) => (fake: RunningDesktop['electron']['fake']) => {
      fake.isPackaged = isPackaged;
      fake.switches.set('user-data-dir', other);
    };
    const developing = await startDesktop(folders, arrange(false));
    expect(developing.electron.fake.userData).toBe(other);
    expect(developing.electron.fake.linkSchemes).toEqual([]);
    const packaged = await startDesktop(folders, arrange(true));
    expect(packaged.electron.fake.userData).toBe(folders.userData);
    expect(packaged.electron.fake.linkSchemes).toEqual(['banyan']);
  });
});

describe('power', () => {
  test('WIN-5 sleep, waking, lock and unlock are told to the page', async () => {
    const { electron, loadPage } = await startDesktop(folders);
    const page = await loadPage();
    const heard: unknown[] = [];
    page.on('power.changed', (payload) => heard.push(payload));
    for (const event of ['suspend', 'resume', 'lock-screen', 'unlock-screen']) electron.powerMonitor.emit(event);
    expect(heard).toEqual([{ state: 'suspend' }, { state: 'resume' }, { state: 'lock' }, { state: 'unlock' }]);
  });
});

describe('links', () => {
  const openUrl = ({ electron }: RunningDesktop, url: unknown) => {
    const event = fakeEvent();
    electron.app.emit('open-url', event, url);
    return event;
  };

  test('SEC-41 a link from before the page listens is delivered once it does, in order, once', async () => {
    const desktop = await startDesktop(folders);
    expect(openUrl(desktop, 'banyan://invite/1').defaultPrevented).toBe(true);
    openUrl(desktop, 'banyan://invite/2');
    const page = await desktop.loadPage();
    const heard: unknown[] = [];
    page.on('link.opened', (payload) => heard.push(payload));
    await expect.poll(() => heard).toHaveLength(2);
    openUrl(desktop, 'banyan://invite/3');
    expect(heard).toEqual([{ url: 'banyan://invite/1' }, { url: 'banyan://invite/2' }, { url: 'banyan://invite/3' }]);
  });

  test('SEC-41 after a reload the next link waits for the new page', async () => {
    const desktop = await startDesktop(folders);
    await desktop.invoke('banyan.event', ['link.opened']);
    desktop.window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    openUrl(desktop, 'banyan://invite/1');
    expect(desktop.window.webContents.sent).toEqual([]);
    await desktop.invoke('banyan.event', ['link.opened']);
    expect(desktop.window.webContents.sent).toHaveLength(1);
  });

  test('SEC-41 a flood is cut', async () => {
    const desktop = await startDesktop(folders);
    for (let number = 0; number < 200; number += 1) openUrl(desktop, `banyan://invite/${number}`);
    await desktop.invoke('banyan.event', ['link.opened']);
    expect(desktop.window.webContents.sent).toHaveLength(16);
  });

  test('SEC-42 a second start hands over its link and brings the window to the front', async () => {
    const desktop = await startDesktop(folders);
    const page = await desktop.loadPage();
    const heard: unknown[] = [];
    page.on('link.opened', (payload) => heard.push(payload));
    desktop.window.minimize();
    desktop.electron.app.emit('second-instance', fakeEvent(), ['banyan', '--flag', 'banyan://invite/9'], '/', null);
    expect(heard).toEqual([{ url: 'banyan://invite/9' }]);
    expect([desktop.window.isMinimized(), desktop.window.focusCount]).toEqual([false, 2]);
  });

  test.each(['javascript:alert(1)', 'banyan://x\n--flag', `banyan://${'a'.repeat(20_000)}`, 42, null])(
    'SEC-40 %j from the system is dropped',
    async (url) => {
      const desktop = await startDesktop(folders);
      await desktop.invoke('banyan.event', ['link.opened']);
      openUrl(desktop, url);
      expect(desktop.window.webContents.sent).toEqual([]);
    },
  );
});
