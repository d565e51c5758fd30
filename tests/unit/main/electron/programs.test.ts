import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import { sweepWiped } from '../../../../src/main/windows/wipedPrograms.ts';
import { type DesktopFolders, makeDesktopFolders, startDesktop } from '../../../support/node/desktop.ts';
import type * as Pages from '../../../support/node/fakeElectronPages.ts';
import { fakeEvent } from '../../../support/node/fakeElectronPages.ts';
import { makePackage } from '../../../support/node/zipBuilder.ts';
import { makeBlob } from '../../../support/shared/blobFixtures.ts';
import { PROGRAM_SELF } from '../../../support/shared/programSelf.ts';
import { eventually } from '../../../support/shared/eventually.ts';

const account = 'A'.repeat(43) as AccountId;
const [ONE, TWO] = ['abcdefghijklmnopqrstuvw234', 'z'.repeat(26)] as const;
const ORIGIN = `banyan-mini://${ONE}`;
const bounds = { x: 10, y: 20, width: 300, height: 400 };

let folders: DesktopFolders;
beforeEach(async () => {
  folders = await makeDesktopFolders();
});
afterEach(async () => {
  await folders.remove();
});

/** A started app with one package, and what its page heard of views. */
async function setup() {
  const desktop = await startDesktop(folders);
  const states: unknown[] = [];
  const bridge = await desktop.loadPage();
  bridge.on('view.changed', (payload) => states.push(payload));
  // The host opens a little after the window.
  const call = async (method: string, input: unknown) =>
    (await desktop.invoke('banyan.call', [method, input])) as {
      ok: boolean;
      error?: { code: string };
      value?: unknown;
    };
  const blob = makeBlob(makePackage({ 'index.html': '<p>program</p>' }));
  await call('blob.begin', { account, id: blob.id, ...blob.outline });
  for (const [index, bytes] of blob.chunks.entries()) await call('blob.write', { account, id: blob.id, index, bytes });
  const mount = (label: string) => call('mini.mount', { account, package: blob.id, label, self: PROGRAM_SELF });
  const open = async (label: string) => {
    await mount(label);
    return call('view.open', { label, bounds });
  };
  const views = () => desktop.window.contentView.children as Pages.FakeWebContentsView[];
  const view = (index = 0) => {
    const found = views()[index];
    if (found === undefined) throw new Error('no such view');
    return found;
  };
  const session = (label: string = ONE) => desktop.electron.session.fromPartition(`persist:mini-${label}`);
  return { ...desktop, call, mount, open, views, view, session, states };
}

/** The same, where a program's session is not ready before it is said so. */
async function slowly() {
  const scene = await setup();
  const begin = async (label: string) => {
    await scene.mount(label);
    let ready: () => void = () => undefined;
    let opening: ReturnType<typeof scene.call> | null = null;
    await new Promise<void>((asked) => {
      const setProxy = () => {
        asked();
        return new Promise<void>((resolve) => (ready = resolve));
      };
      Object.assign(scene.session(label), { setProxy });
      opening = scene.call('view.open', { label, bounds });
    });
    const made = () => {
      ready();
      return opening;
    };
    return { made };
  };
  return { ...scene, begin };
}

describe('a program', () => {
  test('SEC-60 has a view of its own: sandboxed, isolated, without Node or tools, in its own partition', async () => {
    const { open, view } = await setup();
    expect(await open(ONE)).toEqual({ ok: true, value: {} });
    expect(view().options.webPreferences).toMatchObject({
      partition: `persist:mini-${ONE}`,
      preload: join(folders.appPath, 'out', 'preload', 'program.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: false,
      disableDialogs: true,
    });
    expect([view().webContents.loaded, view().webContents.webRtcPolicy]).toEqual([
      [`${ORIGIN}/`],
      'disable_non_proxied_udp',
    ]);
  });

  test('WIN-12 opens at a place in the program, and goes to another; never to another host', async () => {
    const { mount, call, view, views } = await setup();
    await mount(ONE);
    await call('view.open', { label: ONE, bounds, path: '/score?of=7#top' });
    await call('view.open', { label: ONE, bounds });
    await call('view.open', { label: ONE, bounds, path: '/list' });
    expect(view().webContents.loaded).toEqual([`${ORIGIN}/score?of=7#top`, `${ORIGIN}/list`]);
    expect(views()).toHaveLength(1);
    for (const path of ['//evil.example/', '/\\evil.example', 'list', ''])
      expect(await call('view.open', { label: ONE, bounds, path })).toMatchObject({ error: { code: 'invalid-input' } });
  });

  test('SEC-61 is served in its own session, at its own origin, with every header', async () => {
    const { open, session, electron } = await setup();
    await open(ONE);
    await open(TWO);
    const handler = session().handlers.get('banyan-mini');
    const page = await handler?.(new Request(`${ORIGIN}/`));
    expect([page?.status, await page?.text()]).toEqual([200, '<p>program</p>']);
    expect(page?.headers.get('Connection-Allowlist')).toBe('(response-origin);webrtc=block');
    expect(page?.headers.get('Content-Security-Policy')).toContain("frame-ancestors 'self'; sandbox");
    const other = await handler?.(new Request(`banyan-mini://${TWO}/`));
    expect([other?.status, other?.headers.get('Connection-Allowlist')]).toEqual([
      404,
      '(response-origin);webrtc=block',
    ]);
    expect([...electron.fake.protocolHandlers.keys(), ...electron.session.defaultSession.handlers.keys()]).toEqual([
      'app',
    ]);
  });

  test('SEC-62 sits behind a dead proxy, this machine included, before anything is loaded', async () => {
    const { open, session, views, electron, call, mount } = await setup();
    await open(ONE);
    expect(session().proxy).toEqual({ proxyRules: 'socks5://127.0.0.1:9', proxyBypassRules: '<-loopback>' });
    const { FakeSession } = electron;
    FakeSession.isProxyRefused = true;
    await mount(TWO);
    expect(await call('view.open', { label: TWO, bounds })).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(views()).toHaveLength(1);
    FakeSession.isProxyRefused = false;
    expect(await call('view.open', { label: TWO, bounds })).toEqual({ ok: true, value: {} });
  });

  test('SEC-63 may request what is its own, and nothing else', async () => {
    const { open, session } = await setup();
    await open(ONE);
    const isCancelled = (url: string): boolean => {
      let cancelled = false;
      const details = { url } as Parameters<NonNullable<Pages.FakeSession['beforeRequest']>>[0];
      session().beforeRequest?.(details, ({ cancel }) => (cancelled = cancel === true));
      return cancelled;
    };
    for (const url of [
      'https://example.org/',
      'http://127.0.0.1:4780/',
      'ws://localhost/',
      'wss://x.example/',
      'file:///etc/passwd',
      'app://banyan/index.html',
      `banyan-mini://${TWO}/`,
      `blob:banyan-mini://${TWO}/x`,
      'devtools://devtools/',
      'chrome://gpu',
      `${ORIGIN}.evil/`,
      'ftp://x/',
      'nonsense',
    ])
      expect([url, isCancelled(url)]).toEqual([url, true]);
    for (const url of [`${ORIGIN}/a%20b.js?x`, `blob:${ORIGIN}/123`, 'data:text/plain,x'])
      expect(isCancelled(url)).toBe(false);
  });

  test('SEC-64 has no permission but the pointer lock, checked or asked for', async () => {
    const { open, session, view } = await setup();
    await open(ONE);
    const contents = view().webContents as never;
    const ask = (permission: string, url = `${ORIGIN}/`) => {
      let granted: boolean | null = null;
      session().permissionRequest?.(contents, permission as never, (isGranted) => (granted = isGranted), {
        requestingUrl: url,
        isMainFrame: true,
      });
      return [granted, session().permissionCheck?.(contents, permission as never, url, {} as never)];
    };
    for (const permission of [
      'media',
      'fullscreen',
      'notifications',
      'geolocation',
      'clipboard-read',
      'clipboard-sanitized-write',
      'midi',
      'hid',
      'usb',
      'serial',
      'display-capture',
      'fileSystem',
      'idle-detection',
      'openExternal',
      'storage-access',
      'keyboardLock',
      'persistent-storage',
      'unknown',
    ])
      expect([permission, ask(permission)]).toEqual([permission, [false, false]]);
    expect(ask('pointerLock')).toEqual([true, true]);
    expect(ask('pointerLock', `banyan-mini://${TWO}/`)).toEqual([false, false]);
    expect(session().device?.({} as never)).toBe(false);
    expect(session().isSpellCheckerEnabled).toBe(false);
  });

  test('SEC-65 stays at its own origin, opens nothing, downloads nothing, and can not hold itself open', async () => {
    const { open, view, session, window } = await setup();
    await open(ONE);
    const stopped = (contents: Pages.FakeWebContents, name: string, url: string): boolean => {
      const event = fakeEvent({ url });
      contents.emit(name, event);
      return event.defaultPrevented;
    };
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      for (const url of [
        'https://example.org/',
        'app://banyan/index.html',
        `banyan-mini://${TWO}/`,
        'data:text/html,x',
        'mailto:a@b.c',
      ])
        expect([name, url, stopped(view().webContents, name, url)]).toEqual([name, url, true]);
      expect(stopped(view().webContents, name, `${ORIGIN}/other.html`)).toBe(false);
      expect(stopped(window.webContents, name, `${ORIGIN}/`)).toBe(true);
    }
    expect(view().webContents.windowOpenHandler?.({ url: `${ORIGIN}/` } as never)).toEqual({ action: 'deny' });
    const item = { getURL: () => `blob:${ORIGIN}/x`, hasUserGesture: () => true, getFilename: () => 'a' };
    const download = fakeEvent();
    session().emit('will-download', download, item, { getURL: () => `${ORIGIN}/` });
    const unload = fakeEvent();
    view().webContents.emit('will-prevent-unload', unload);
    expect([download.defaultPrevented, unload.defaultPrevented]).toEqual([true, true]);
  });
});

describe('its port', () => {
  test('SEC-66 goes to the page of its own web contents, and with its label to ours', async () => {
    const { open, view, window, electron } = await setup();
    await open(ONE);
    await open(TWO);
    const { FakeFrame } = await import('../../../support/node/fakeElectronPages.ts');
    const top = new FakeFrame(`banyan-mini://${TWO}/`);
    view(1).webContents.ipc.emit('banyan.program', { senderFrame: top }, { label: ONE });
    const [ours] = window.webContents.mainFrame.posted;
    const [theirs] = top.posted;
    expect([ours?.channel, ours?.message, theirs?.message]).toEqual(['banyan.program', TWO, null]);
    const [one, other] = [ours?.ports[0], theirs?.ports[0]] as { channel: unknown; end: number }[];
    expect([one?.channel === other?.channel, one?.end, other?.end]).toEqual([true, 1, 2]);
    expect(electron.fake.ipcHandlers.has('banyan.program')).toBe(false);
  });

  test('SEC-66 goes to no subframe, no other origin and no page that is gone', async () => {
    const { open, view, window } = await setup();
    await open(ONE);
    const { FakeFrame } = await import('../../../support/node/fakeElectronPages.ts');
    const top = new FakeFrame(`${ORIGIN}/`);
    for (const senderFrame of [
      new FakeFrame(`${ORIGIN}/`, top),
      new FakeFrame('about:blank'),
      new FakeFrame('https://x.example/'),
      null,
    ])
      view().webContents.ipc.emit('banyan.program', { senderFrame });
    expect(window.webContents.mainFrame.posted).toEqual([]);
    view().webContents.ipc.emit('banyan.program', { senderFrame: top });
    expect(window.webContents.mainFrame.posted).toHaveLength(1);
  });

  test('SEC-20 a program can not call the host, whatever its frame says', async () => {
    const { open, view, invoke } = await setup();
    await open(ONE);
    const sender = { contentsId: view().webContents.id, url: 'app://banyan/index.html', origin: 'app://banyan' };
    expect(await invoke('banyan.call', ['host.describe', {}], sender)).toMatchObject({ error: { code: 'forbidden' } });
    const framed = { url: `${ORIGIN}/`, origin: ORIGIN };
    expect(await invoke('banyan.call', ['host.describe', {}], framed)).toMatchObject({ error: { code: 'forbidden' } });
  });
});

describe('views', () => {
  test('WIN-12 lie where the page says, are hidden and shown again, and end', async () => {
    const { open, call, view, views, states } = await setup();
    await open(ONE);
    expect([view().bounds, view().isVisible]).toEqual([bounds, true]);
    await call('view.place', { label: ONE, bounds: null });
    expect([view().bounds, view().isVisible]).toEqual([bounds, false]);
    await call('view.place', { label: ONE, bounds: { ...bounds, x: 500 } });
    expect([view().bounds.x, view().isVisible]).toEqual([500, true]);
    await call('view.open', { label: ONE, bounds });
    expect(views()).toHaveLength(1);
    const { webContents } = view();
    await call('view.close', { label: ONE });
    expect([views().length, webContents.isClosed, states.at(-1)]).toEqual([0, true, { label: ONE, state: 'closed' }]);
    expect(states).toHaveLength(1);
  });

  test('WIN-15 stand still when the page says so, and go on when it does or when they are placed; the tools are let go each time', async () => {
    const { open, call, view, states } = await setup();
    await open(ONE);
    const tools = view().webContents.debugger;
    const said = () => tools.commands.map(({ method, params }) => [method, params]);
    const frozen = ['Page.setWebLifecycleState', { state: 'frozen' }];
    const active = ['Page.setWebLifecycleState', { state: 'active' }];
    await call('view.place', { label: ONE, bounds: null });
    for (let times = 1; times <= 2; times += 1) {
      expect(await call('mini.freeze', { label: ONE, isFrozen: true })).toEqual({ ok: true, value: {} });
      expect([said(), tools.isAttached()]).toEqual([[frozen], false]);
    }
    await call('mini.freeze', { label: ONE, isFrozen: false });
    expect(said()).toEqual([frozen, active]);
    await call('mini.freeze', { label: ONE, isFrozen: true });
    await call('view.place', { label: ONE, bounds });
    await eventually(() => expect(said()).toEqual([frozen, active, frozen, active]));
    expect([tools.isAttached(), view().isVisible, states]).toEqual([false, true, []]);
    expect(await call('mini.freeze', { label: TWO, isFrozen: true })).toEqual({ ok: true, value: {} });
  });

  test('WIN-15 stay as they are where the tools can not be attached, or are in use', async () => {
    const { open, call, view } = await setup();
    await open(ONE);
    const tools = view().webContents.debugger;
    tools.isRefused = true;
    expect(await call('mini.freeze', { label: ONE, isFrozen: true })).toEqual({ ok: true, value: {} });
    tools.isRefused = false;
    tools.attach('1.3');
    await call('mini.freeze', { label: ONE, isFrozen: false });
    expect([tools.commands, tools.isAttached()]).toEqual([[], true]);
    tools.detach();
    await call('mini.freeze', { label: ONE, isFrozen: true });
    tools.isRefused = true;
    await call('mini.freeze', { label: ONE, isFrozen: false });
    tools.isRefused = false;
    await call('view.place', { label: ONE, bounds });
    const states = () => tools.commands.map(({ params }) => params);
    await eventually(() => expect(states()).toEqual([{ state: 'frozen' }, { state: 'active' }]));
  });

  test('WIN-12 are not made for what is not mounted, nor beyond a number', async () => {
    const { call, open, views } = await setup();
    expect(await call('view.open', { label: ONE, bounds })).toMatchObject({ error: { code: 'program-absent' } });
    const letters = 'abcdefghijklmnopqrstuvwxyz234567'.split('');
    for (const letter of letters) await open(letter.repeat(26));
    expect(views()).toHaveLength(32);
    expect(await open(ONE)).toMatchObject({ error: { code: 'too-large' } });
    await call('view.close', { label: 'a'.repeat(26) });
    expect(await open(ONE)).toEqual({ ok: true, value: {} });
  });

  test.each(['view.close', 'mini.unmount'])(
    'WIN-20 are never made after a %s while they are made ready',
    async (end) => {
      const { begin, call, views } = await slowly();
      const { made } = await begin(ONE);
      await call(end, { label: ONE });
      expect([await made(), views().length]).toEqual([{ ok: true, value: {} }, 0]);
    },
  );

  test('WIN-20 hidden, or placed elsewhere, while they are made ready, are made so', async () => {
    const { begin, call, view } = await slowly();
    const hidden = await begin(ONE);
    await call('view.place', { label: ONE, bounds: null });
    await hidden.made();
    expect(view().isVisible).toBe(false);
    const moved = await begin(TWO);
    await call('view.place', { label: TWO, bounds: { ...bounds, x: 700 } });
    await moved.made();
    expect([view(1).bounds.x, view(1).isVisible]).toEqual([700, true]);
  });

  test('WIN-21 that answer no more are taken from their page before they are loaded anew, and no others', async () => {
    const { open, view, call } = await setup();
    await open(ONE);
    const { webContents } = view();
    const reload = async () => {
      await call('view.reload', { label: ONE });
      return [webContents.crashes, webContents.reloads];
    };
    expect(await reload()).toEqual([0, 1]);
    webContents.emit('unresponsive');
    expect(await reload()).toEqual([1, 2]);
    // What was taken is gone, and the next page may answer.
    expect(await reload()).toEqual([1, 3]);
    webContents.emit('unresponsive');
    webContents.emit('responsive');
    expect(await reload()).toEqual([1, 4]);
  });

  test('WIN-13 say what becomes of them, and come back after a crash', async () => {
    const { open, view, call, states } = await setup();
    await open(ONE);
    const { webContents } = view();
    for (const [name, ...parameters] of [
      ['did-start-loading'],
      ['did-finish-load'],
      ['unresponsive'],
      ['responsive'],
      ['did-fail-load', {}, -3, '', '', true],
      ['did-fail-load', {}, -2, '', '', false],
      ['did-fail-load', {}, -2, '', '', true],
      ['render-process-gone', {}, { reason: 'crashed' }],
    ] as const)
      webContents.emit(name, ...parameters);
    const told = states.map((state) => (state as { state: string }).state);
    expect(told).toEqual(['loading', 'ready', 'unresponsive', 'ready', 'crashed', 'crashed']);
    expect(await call('view.reload', { label: ONE })).toEqual({ ok: true, value: {} });
    expect(webContents.reloads).toBe(1);
    expect(await call('view.reload', { label: TWO })).toMatchObject({ error: { code: 'program-absent' } });
    webContents.emit('destroyed');
    expect(states.at(-1)).toEqual({ label: ONE, state: 'closed' });
  });

  test('SRV-13 outlive the end of a mounting that another took the place of', async () => {
    const { mount, call, views } = await setup();
    const nameOf = async () => (await mount(ONE)).value as { readonly mounting: string };
    const [{ mounting: before }, { mounting: now }] = [await nameOf(), await nameOf()];
    await call('view.open', { label: ONE, bounds });
    expect(await call('mini.unmount', { label: ONE, mounting: before })).toEqual({ ok: true, value: {} });
    expect([views().length, (await call('view.open', { label: ONE, bounds })).ok]).toEqual([1, true]);
    await call('mini.unmount', { label: ONE, mounting: now });
    expect([views().length, (await call('view.open', { label: ONE, bounds })).ok]).toEqual([0, false]);
  });

  test('WIN-12 end with the page that opened them, and with what is unmounted', async () => {
    const { open, call, views, window } = await setup();
    await open(ONE);
    await open(TWO);
    await call('mini.unmount', { label: ONE });
    expect(views()).toHaveLength(1);
    window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    expect(views()).toHaveLength(0);
  });

  test('WIN-14 say what their processes take', async () => {
    const { open, view, call, electron } = await setup();
    await open(ONE);
    await open(TWO);
    view().webContents.processId = 77;
    electron.fake.metrics.push(
      { pid: 77, memory: { workingSetSize: 41_000 }, cpu: { percentCPUUsage: 2.5 } },
      { pid: 1, memory: { workingSetSize: 9 }, cpu: { percentCPUUsage: 9 } },
    );
    expect(await call('view.figures', {})).toEqual({
      ok: true,
      value: { views: [{ label: ONE, memoryKiB: 41_000, cpuPercent: 2.5 }] },
    });
  });
});

describe('a wipe', () => {
  test('SEC-68 tells what lies in its partition, and nothing of another’s', async () => {
    const { open, call } = await setup();
    await open(ONE);
    const folder = (label: string) => join(folders.userData, 'Partitions', `mini-${label}`);
    expect(await call('mini.stored', { label: ONE })).toEqual({ ok: true, value: { bytes: 0, url: null } });
    for (const [label, size] of [
      [ONE, 1000],
      [TWO, 5000],
    ] as const) {
      await mkdir(join(folder(label), 'IndexedDB', 'deep'), { recursive: true });
      await writeFile(join(folder(label), 'Cookies'), new Uint8Array(size));
      await writeFile(join(folder(label), 'IndexedDB', 'deep', 'log'), new Uint8Array(size * 2));
    }
    expect(await call('mini.stored', { label: ONE })).toEqual({ ok: true, value: { bytes: 3000, url: null } });
  });

  test('SEC-67 ends the program, clears its partition, and the next start removes its folder and no other', async () => {
    const { open, call, session, views } = await setup();
    await open(ONE);
    await open(TWO);
    const folder = (label: string) => join(folders.userData, 'Partitions', `mini-${label}`);
    for (const label of [ONE, TWO]) {
      await mkdir(folder(label), { recursive: true });
      await writeFile(join(folder(label), 'data'), 'secret');
    }
    expect(await call('mini.wipe', { label: ONE })).toEqual({ ok: true, value: { url: null } });
    expect([session().cleared.toSorted(), session(TWO).cleared]).toEqual([['cache', 'connections', 'storage'], []]);
    expect([views().length, await sweepWiped(folders.userData)]).toEqual([1, 1]);
    expect([existsSync(folder(ONE)), existsSync(folder(TWO)), await sweepWiped(folders.userData)]).toEqual([
      false,
      true,
      0,
    ]);
    await writeFile(join(folders.userData, 'Partitions', 'mini-..%2f..%2fxxxxxxxxxxxxxxxx.wiped'), '');
    expect(await sweepWiped(folders.userData)).toBe(0);
  });
});
