import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { hostChannels } from '../../../../src/shared/ipc/bridge.ts';
import { readHostAnswer } from '../../../../src/shared/ipc/answer.ts';
import {
  type DesktopFolders,
  type SenderFacts,
  makeDesktopFolders,
  startDesktop,
} from '../../../support/node/desktop.ts';

const account = 'A'.repeat(43);

let folders: DesktopFolders;
beforeEach(async () => {
  folders = await makeDesktopFolders();
});
afterEach(() => folders.remove());

const strangers: [string, SenderFacts][] = [
  ['another site', { url: 'https://example.org/', origin: 'https://example.org' }],
  ['another host of our scheme', { url: 'app://evil/', origin: 'app://evil' }],
  ['a frame whose origin is opaque', { origin: 'null' }],
  ['a frame that shows something else by now', { url: 'about:blank' }],
  ['a subframe', { isTop: false }],
  ['a frame that is gone', { isFrameGone: true }],
  ['another window', { contentsId: 4_711 }],
];

describe('calls', () => {
  test('SEC-20 there are exactly two channels to call on', async () => {
    const { electron } = await startDesktop(folders);
    expect([...electron.fake.ipcHandlers.keys()].toSorted()).toEqual([hostChannels.call, hostChannels.event]);
    expect(electron.ipcMain.eventNames()).toEqual([]);
  });

  test('SEC-20 our own page is answered', async () => {
    const { invoke } = await startDesktop(folders);
    const answer = readHostAnswer('host.describe', await invoke(hostChannels.call, ['host.describe', {}]));
    expect(answer).toMatchObject({
      ok: true,
      value: {
        edition: 'desktop',
        version: '0.0.0-test',
        platform: process.platform,
        capabilities: [
          'badge',
          'openExternal',
          'deepLinks',
          'hideToTray',
          'programViews',
          'programWindows',
          'programNet',
          'notices',
          'screenLock',
          'backups',
          'dragOut',
          'nearby',
          'proxy',
          'lock',
        ],
        vaultProtection: 'os',
      },
    });
  });

  test.each(strangers)('SEC-20 %s is refused', async (_who, sender) => {
    const { invoke } = await startDesktop(folders);
    for (const method of ['host.describe', 'vault.list', 'journal.append']) {
      expect(await invoke(hostChannels.call, [method, {}], sender)).toMatchObject({
        ok: false,
        error: { code: 'forbidden' },
      });
    }
  });

  test.each(strangers)('SEC-20 %s cannot listen to events', async (_who, sender) => {
    const { electron, window, invoke } = await startDesktop(folders);
    await invoke(hostChannels.event, ['power.changed'], sender);
    electron.powerMonitor.emit('suspend');
    expect(window.webContents.sent).toEqual([]);
  });

  test.each([
    ['an unknown method', ['no.method', {}], 'unknown-method'],
    ['a name of Object', ['__proto__', {}], 'unknown-method'],
    ['no method', [], 'unknown-method'],
    ['a method that is no text', [{ toString: 1 }, {}], 'unknown-method'],
    ['no input', ['host.describe'], 'invalid-input'],
    ['too much input', ['host.describe', { more: 1 }], 'invalid-input'],
    ['a wrong input', ['vault.read', { name: '../../etc/passwd' }], 'invalid-input'],
    ['a number for an object', ['vault.read', 7], 'invalid-input'],
  ])('SEC-22 %s is answered with what is wrong', async (_what, parameters, code) => {
    const { invoke } = await startDesktop(folders);
    expect(await invoke(hostChannels.call, parameters)).toMatchObject({ ok: false, error: { code } });
  });

  test('SEC-21 the real preload reaches the real services, bytes included', async () => {
    const { loadPage } = await startDesktop(folders);
    const page = await loadPage();
    const secret = new Uint8Array([1, 2, 250, 0, 255]);
    expect(await page.call('vault.write', { name: 'device', value: secret })).toEqual({ ok: true, value: {} });
    expect(await page.call('vault.read', { name: 'device' })).toEqual({ ok: true, value: { value: secret } });
  });
});

describe('addresses for the system', () => {
  test('SEC-23 web and mail addresses are handed over', async () => {
    const { electron, loadPage } = await startDesktop(folders);
    const page = await loadPage();
    for (const url of ['https://example.org/a', 'http://example.org/', 'mailto:a@example.org']) {
      expect(await page.call('external.open', { url })).toEqual({ ok: true, value: {} });
    }
    expect(electron.fake.opened).toEqual(['https://example.org/a', 'http://example.org/', 'mailto:a@example.org']);
  });

  test.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'banyan://x',
    'mailto:a@b.example?attach=/etc/passwd',
    'https://a:b@c/',
    '',
  ])('SEC-23 %s is not', async (url) => {
    const { electron, loadPage } = await startDesktop(folders);
    const page = await loadPage();
    expect(await page.call('external.open', { url })).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(electron.fake.opened).toEqual([]);
  });
});

describe('secrets', () => {
  const keep = async (value: Uint8Array, arrange?: Parameters<typeof startDesktop>[1]) => {
    const desktop = await startDesktop(folders, arrange);
    const page = await desktop.loadPage();
    expect(await page.call('vault.write', { name: 'device', value })).toMatchObject({ ok: true });
    const described = readHostAnswer('host.describe', await page.call('host.describe', {}));
    return { desktop, page, protection: described.ok ? described.value.vaultProtection : described.error.code };
  };

  test('SEC-30 the key store of the system wraps them', async () => {
    const value = new TextEncoder().encode('a secret that must not be on the disk');
    const { protection } = await keep(value);
    expect(protection).toBe('os');
    const folder = join(folders.userData, 'host', 'vault');
    for (const name of await readdir(folder)) {
      expect((await readFile(join(folder, name))).includes(Buffer.from(value))).toBe(false);
    }
  });

  test.each(['basic_text', 'unknown'] as const)('SEC-30 %s is no key store, and the host says so', async (backend) => {
    const { desktop, protection } = await keep(new Uint8Array([1]), (fake) => {
      fake.backend = backend;
    });
    expect(protection).toBe('file');
    expect(desktop.electron.fake.encryptions).toBe(0);
  });

  test('SEC-30 no key store at all is said, too', async () => {
    const { protection } = await keep(new Uint8Array([1]), (fake) => {
      fake.isEncryptionAvailable = false;
    });
    expect(protection).toBe('file');
  });

  test('SEC-30 a key store that is gone after a restart makes a clear failure and destroys nothing', async () => {
    const first = await keep(new Uint8Array([7]));
    await first.desktop.quit();
    const without = await startDesktop(folders, (fake) => {
      fake.isEncryptionAvailable = false;
    });
    const page = await without.loadPage();
    expect(await page.call('vault.read', { name: 'device' })).toMatchObject({
      ok: false,
      error: { code: 'vault-unavailable' },
    });
    await without.quit();
    const again = await (await startDesktop(folders)).loadPage();
    expect(await again.call('vault.read', { name: 'device' })).toEqual({
      ok: true,
      value: { value: new Uint8Array([7]) },
    });
  });

  test('SEC-31 what the key store calls outdated is wrapped anew at the next start, journal keys included', async () => {
    const first = await keep(new Uint8Array([7]));
    expect(await first.page.call('journal.append', { account, entries: [new Uint8Array([1])] })).toMatchObject({
      ok: true,
    });
    await first.desktop.quit();

    const second = await startDesktop(folders, (fake) => {
      fake.shouldReEncrypt = true;
    });
    const page = await second.loadPage();
    expect(await page.call('vault.read', { name: 'device' })).toEqual({
      ok: true,
      value: { value: new Uint8Array([7]) },
    });
    expect(second.electron.fake.encryptions).toBe(2);
    await second.quit();

    const third = await startDesktop(folders);
    await (await third.loadPage()).call('host.describe', {});
    expect(third.electron.fake.encryptions).toBe(0);
  });
});

describe('the signaling service of this machine', () => {
  async function connect(origin: string | undefined): Promise<'open' | 'refused'> {
    const { loadPage } = await startDesktop(folders);
    const page = await loadPage();
    const described = readHostAnswer('host.describe', await page.call('host.describe', {}));
    const address = described.ok ? described.value.signaling[0] : undefined;
    if (address === undefined) throw new Error('no signaling service is described');
    expect(address).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
    return new Promise((resolve) => {
      const socket = new WebSocket(address, origin === undefined ? {} : { origin });
      socket.on('open', () => {
        socket.terminate();
        resolve('open');
      });
      socket.on('error', () => resolve('refused'));
    });
  }

  test('SEC-20 takes our own page and no other', async () => {
    expect(await connect('app://banyan')).toBe('open');
    expect(await connect('https://example.org')).toBe('refused');
    expect(await connect(undefined)).toBe('refused');
  });
});
