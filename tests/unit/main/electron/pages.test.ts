import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DesktopFolders, makeDesktopFolders, startDesktop } from '../../../support/node/desktop.ts';
import { blobPath } from '@shared/blob.ts';
import type { AccountId } from '@shared/ids.ts';
import { createBlobs } from '../../../../src/main/services/blobs/blobs.ts';
import { blobOf, isSame } from '../../../support/shared/blobFixtures.ts';
import { fakeEvent } from '../../../support/node/fakeElectronPages.ts';

const BLOB_ACCOUNT = 'A'.repeat(43) as AccountId;

let folders: DesktopFolders;
beforeEach(async () => {
  folders = await makeDesktopFolders();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await folders.remove();
});

describe('the page', () => {
  test('SEC-1 is sandboxed and isolated, and has no Node anywhere', async () => {
    const { electron, window } = await startDesktop(folders);
    expect(electron.fake.isSandboxEnabled).toBe(true);
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      preload: join(folders.appPath, 'out', 'preload', 'index.cjs'),
    });
  });

  test('WIN-8 is not throttled while it is hidden', async () => {
    const { window } = await startDesktop(folders);
    expect(window.options.webPreferences?.backgroundThrottling).toBe(false);
  });

  test('SEC-2 comes from a standard, secure scheme that bypasses nothing', async () => {
    const { electron, window } = await startDesktop(folders);
    const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true };
    expect(electron.fake.schemes).toEqual([
      { scheme: 'app', privileges },
      { scheme: 'banyan-mini', privileges },
    ]);
    expect(window.loaded).toEqual(['app://banyan/index.html']);
  });

  test('SEC-8 has no developer tools and no reload unless the dev server runs it', async () => {
    vi.stubEnv('ELECTRON_RENDERER_URL', 'http://localhost:5173/');
    const packaged = await startDesktop(folders);
    expect(packaged.window.options.webPreferences?.devTools).toBe(false);
    expect(packaged.window.loaded).toEqual(['app://banyan/index.html']);
    expect(JSON.stringify(packaged.electron.fake.menu?.template)).not.toMatch(/toggleDevTools|reload/i);

    const developing = await startDesktop(folders, (fake) => {
      fake.isPackaged = false;
    });
    expect(developing.window.options.webPreferences?.devTools).toBe(true);
    expect(developing.window.loaded).toEqual(['http://localhost:5173/']);
    expect(JSON.stringify(developing.electron.fake.menu?.template)).toMatch(/toggleDevTools/);
  });

  test.each(['http://evil.example:5173/', 'https://localhost/', 'file:///tmp/x', 'nonsense'])(
    'SEC-8 %s is no dev server',
    async (address) => {
      vi.stubEnv('ELECTRON_RENDERER_URL', address);
      const { window } = await startDesktop(folders, (fake) => {
        fake.isPackaged = false;
      });
      expect(window.loaded).toEqual(['app://banyan/index.html']);
      expect(window.options.webPreferences?.devTools).toBe(false);
    },
  );
});

describe('the scheme', () => {
  async function serve() {
    const { electron } = await startDesktop(folders);
    const handler = electron.fake.protocolHandlers.get('app');
    if (handler === undefined) throw new Error('the scheme is not handled');
    return async (address: string) => handler(new Request(address));
  }

  test('SEC-3 answers with the page and the content security policy', async () => {
    const get = await serve();
    const answer = await get('app://banyan/index.html');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<title>Banyan</title>');
    const policy = answer.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe-(inline|eval)/);
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  test('SEC-3 the policy is on refusals too', async () => {
    const get = await serve();
    for (const address of ['app://banyan/missing.js', 'app://other/index.html']) {
      const answer = await get(address);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    }
  });

  test('HBL-13 gives complete blobs by address, by ranges and in a sandbox', async () => {
    const blob = blobOf(2);
    const kept = createBlobs({ directory: join(folders.userData, 'host', 'blobs') });
    const shelf = await kept.open(BLOB_ACCOUNT);
    if (!shelf.ok) throw new Error(shelf.error.message);
    await shelf.value.begin(blob.id, blob.outline);
    for (const [index, bytes] of blob.chunks.entries()) {
      const found = await shelf.value.find(blob.id);
      if (found.ok) await found.value?.write(index, bytes);
    }
    await kept.close();
    const get = await serve();
    const answer = await get(`app://banyan${blobPath({ account: BLOB_ACCOUNT, id: blob.id }, { type: 'image/png' })}`);
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'image/png']);
    expect(answer.headers.get('Content-Security-Policy')).toBe("sandbox; default-src 'none'");
    expect(isSame(new Uint8Array(await answer.arrayBuffer()), blob.bytes)).toBe(true);
    const foreign = await get(`app://evil${blobPath({ account: BLOB_ACCOUNT, id: blob.id })}`);
    expect(foreign.status).toBe(404);
  });

  test.each([
    'app://evil/index.html',
    'app://banyan:81/index.html',
    'app://banyan/..%2f..%2fsecret.txt',
    'app://banyan/%2e%2e/%2e%2e/secret.txt',
    'app://banyan/..%5c..%5csecret.txt',
  ])('SEC-4 %s gives nothing', async (address) => {
    await writeFile(join(folders.appPath, 'secret.txt'), 'secret');
    const get = await serve();
    const answer = await get(address);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('secret');
  });
});

describe('leaving', () => {
  test('SEC-5 no page opens a window, whatever it asks for', async () => {
    const { window, electron } = await startDesktop(folders);
    const open = window.webContents.windowOpenHandler;
    for (const url of ['https://example.org/', 'app://banyan/index.html', 'about:blank']) {
      // The handler looks at nothing, so the details may be short.
      expect(open?.({ url } as Parameters<NonNullable<typeof open>>[0])).toEqual({ action: 'deny' });
    }
    expect(electron.fake.opened).toEqual([]);
  });

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('SEC-6 %s stays on our origin', async (name) => {
    const { window } = await startDesktop(folders);
    const isStopped = (url: string): boolean => {
      const event = fakeEvent({ url });
      window.webContents.emit(name, event);
      return event.defaultPrevented;
    };
    expect(isStopped('https://example.org/')).toBe(true);
    expect(isStopped('file:///etc/passwd')).toBe(true);
    expect(isStopped('app://banyan.evil/')).toBe(true);
    expect(isStopped('data:text/html,x')).toBe(true);
    expect(isStopped('app://banyan/index.html')).toBe(false);
  });

  test('SEC-5 SEC-6 SEC-7 the rules hold for every web contents there will be', async () => {
    const { electron } = await startDesktop(folders);
    const { FakeWebContents } = await import('../../../support/node/fakeElectronPages.ts');
    const other = new FakeWebContents();
    electron.app.emit('web-contents-created', fakeEvent(), other);
    expect(other.windowOpenHandler).not.toBeNull();
    const navigation = fakeEvent({ url: 'https://example.org/' });
    other.emit('will-navigate', navigation);
    expect(navigation.defaultPrevented).toBe(true);
  });

  test('SEC-7 no webview is attached', async () => {
    const { window } = await startDesktop(folders);
    const event = fakeEvent();
    window.webContents.emit('will-attach-webview', event, {}, {});
    expect(event.defaultPrevented).toBe(true);
  });

  test('SEC-13 a certificate error is never overridden and no client certificate is offered', async () => {
    const { electron, window } = await startDesktop(folders);
    const answers: unknown[] = [];
    const error = fakeEvent();
    electron.app.emit(
      'certificate-error',
      error,
      window.webContents,
      'https://x',
      'net::ERR',
      {},
      (isTrusted: boolean) => answers.push(isTrusted),
    );
    const choice = fakeEvent();
    electron.app.emit('select-client-certificate', choice, window.webContents, 'https://x', [{}], (chosen?: unknown) =>
      answers.push(chosen),
    );
    expect(answers).toEqual([false, undefined]);
    expect([error.defaultPrevented, choice.defaultPrevented]).toEqual([true, true]);
  });

  test('SEC-16 crash reports stay on this machine', async () => {
    const { electron } = await startDesktop(folders);
    expect(electron.fake.crashReporting).toEqual({ uploadToServer: false });
  });
});
