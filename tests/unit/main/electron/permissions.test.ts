import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { safeFileName } from '../../../../src/main/security/downloads.ts';
import { restrictSession } from '../../../../src/main/security/sessions.ts';
import { type DesktopFolders, makeDesktopFolders, startDesktop } from '../../../support/node/desktop.ts';
import { FakeSession, fakeEvent } from '../../../support/node/fakeElectronPages.ts';

const home = 'app://banyan/';
type Check = NonNullable<FakeSession['permissionCheck']>;
type Permission = Parameters<Check>[1];
const allowed: Permission[] = [
  'notifications',
  'clipboard-sanitized-write',
  'clipboard-read',
  'persistent-storage',
  'local-network',
  'local-network-access',
  'loopback-network',
];
const refused: Permission[] = [
  'geolocation',
  'midi',
  'midiSysex',
  'fullscreen',
  'pointerLock',
  'keyboardLock',
  'openExternal',
  'fileSystem',
  'hid',
  'serial',
  'usb',
  'display-capture',
  'idle-detection',
  'window-management',
  'storage-access',
  'speaker-selection',
  'deprecated-sync-clipboard-read',
  'unknown',
];

let folders: DesktopFolders;
beforeEach(async () => {
  folders = await makeDesktopFolders();
});
afterEach(() => folders.remove());

interface Asker {
  readonly url?: string;
  readonly isMainFrame?: boolean;
  readonly media?: ('video' | 'audio')[];
}

/** The two handlers of the default session as the wiring left them. */
async function handlers() {
  const { electron } = await startDesktop(folders);
  const { permissionCheck, permissionRequest } = electron.session.defaultSession;
  if (permissionCheck === null || permissionRequest === null) throw new Error('a permission handler is missing');
  return {
    check: (permission: Permission, { url = home, isMainFrame = true, media = [] }: Asker = {}): boolean => {
      const [mediaType] = media;
      return permissionCheck(null, permission, url, {
        isMainFrame,
        requestingUrl: url,
        ...(mediaType === undefined ? {} : { mediaType, securityOrigin: url }),
      });
    },
    request: (permission: Permission, { url = home, isMainFrame = true, media = [] }: Asker = {}): boolean => {
      const answers: boolean[] = [];
      // The handler does not look at the web contents.
      permissionRequest(
        {} as Parameters<typeof permissionRequest>[0],
        permission,
        (isGranted) => answers.push(isGranted),
        {
          isMainFrame,
          requestingUrl: url,
          ...(media.length === 0 ? {} : { mediaTypes: media }),
        },
      );
      if (answers.length !== 1) throw new Error('a request must be answered once');
      return answers[0] ?? false;
    },
  };
}

describe('permissions', () => {
  test('SEC-11 our own main frame may do these, by check and by request', async () => {
    const { check, request } = await handlers();
    for (const permission of allowed) {
      expect([permission, check(permission), request(permission)]).toEqual([permission, true, true]);
    }
  });

  test('SEC-10 and nothing else', async () => {
    const { check, request } = await handlers();
    for (const permission of refused) {
      expect([permission, check(permission), request(permission)]).toEqual([permission, false, false]);
    }
  });

  test.each([
    ['another origin', { url: 'https://example.org/' }],
    ['another host of our scheme', { url: 'app://evil/' }],
    ['no origin', { url: '' }],
    ['a subframe of our own', { isMainFrame: false }],
  ])('SEC-10 %s may do nothing', async (_who, asker) => {
    const { check, request } = await handlers();
    for (const permission of allowed) {
      expect([permission, check(permission, asker), request(permission, asker)]).toEqual([permission, false, false]);
    }
    for (const kind of ['video', 'audio'] as const) {
      expect(request('media', { ...asker, media: [kind] })).toBe(false);
      expect(check('media', { ...asker, media: [kind] })).toBe(false);
    }
  });

  test('SEC-11 the camera may be used, and the microphone, but not both together', async () => {
    const { check, request } = await handlers();
    expect(check('media', { media: ['video'] })).toBe(true);
    expect(check('media', { media: ['audio'] })).toBe(true);
    expect(check('media')).toBe(false);
    expect(request('media', { media: ['video'] })).toBe(true);
    expect(request('media', { media: ['audio'] })).toBe(true);
    expect(request('media', { media: ['video', 'audio'] })).toBe(false);
    expect(request('media')).toBe(false);
  });
});

test('SEC-11 a check for no document counts by its origin, for notifications and the network alone', async () => {
  const { electron } = await startDesktop(folders);
  const check = electron.session.defaultSession.permissionCheck;
  const granted = (origin: string): Permission[] =>
    [...allowed, ...refused, 'media' as const].filter((permission) =>
      check?.(null, permission, origin, { isMainFrame: false }),
    );
  expect(granted(home)).toEqual(['notifications', 'local-network', 'local-network-access', 'loopback-network']);
  expect(granted('https://example.org/')).toEqual([]);
  expect(granted('')).toEqual([]);
});

describe('devices', () => {
  test('SEC-12 none is granted, and no screen is captured', async () => {
    const { electron } = await startDesktop(folders);
    const session = electron.session.defaultSession;
    expect(session.device?.({ deviceType: 'usb', origin: home, device: {} } as never)).toBe(false);
    const answers: unknown[] = [];
    session.displayMedia?.({} as never, (streams) => answers.push(streams));
    session.bluetooth?.({} as never, (response) => answers.push(response));
    expect(answers).toEqual([null, { confirmed: false }]);
    expect(session.usbClasses?.({ protectedClasses: ['hid', 'video'] } as never)).toEqual(['hid', 'video']);
  });

  test('SEC-12 every chooser is closed with nothing chosen', async () => {
    const { electron, window } = await startDesktop(folders);
    const session = electron.session.defaultSession;
    const chosen: unknown[] = [];
    const choose = (device?: unknown): void => {
      chosen.push(device);
    };
    const events = [fakeEvent(), fakeEvent(), fakeEvent(), fakeEvent()];
    session.emit('select-hid-device', events[0], {}, choose);
    session.emit('select-usb-device', events[1], {}, choose);
    session.emit('select-serial-port', events[2], [{}], {}, choose);
    window.webContents.emit('select-bluetooth-device', events[3], [{}], choose);
    expect(chosen).toEqual([null, undefined, '', '']);
    expect(events.map((event) => event.defaultPrevented)).toEqual([true, true, true, true]);
  });

  test('SEC-10 a session made later is under the same rules, once', async () => {
    const { electron } = await startDesktop(folders);
    const later = new FakeSession();
    electron.app.emit('session-created', later);
    electron.app.emit('session-created', later);
    expect(later.permissionCheck).not.toBeNull();
    expect(later.permissionRequest).not.toBeNull();
    expect(later.listenerCount('will-download')).toBe(1);
  });
});

test('SEC-15 spelling is checked only where no dictionary is fetched', async () => {
  const { electron, window } = await startDesktop(folders);
  expect(electron.session.defaultSession.isSpellCheckerEnabled).toBe(process.platform === 'darwin');
  expect(window.options.webPreferences?.spellcheck).toBe(process.platform === 'darwin');
  const windows = new FakeSession();
  restrictSession(windows as unknown as Parameters<typeof restrictSession>[0], { origin: home, platform: 'win32' });
  expect(windows.isSpellCheckerEnabled).toBe(false);
});

describe('downloads', () => {
  async function download(facts: { url?: string; page?: string; hasGesture?: boolean; name?: string }) {
    const { electron } = await startDesktop(folders);
    const event = fakeEvent();
    const proposed: unknown[] = [];
    const item = {
      getURL: () => facts.url ?? 'blob:app://banyan/1',
      hasUserGesture: () => facts.hasGesture ?? true,
      getFilename: () => facts.name ?? 'photo.png',
      setSaveDialogOptions: (options: unknown) => proposed.push(options),
    };
    electron.session.defaultSession.emit('will-download', event, item, { getURL: () => facts.page ?? home });
    return { isStopped: event.defaultPrevented, proposed };
  }

  test('SEC-14 a person may save what our own page made, under a harmless name', async () => {
    expect(await download({ name: '../..\\x\u202egpj.exe' })).toEqual({
      isStopped: false,
      proposed: [{ defaultPath: 'xgpj.exe' }],
    });
  });

  test.each([
    ['without a gesture', { hasGesture: false }],
    ['from elsewhere', { url: 'https://example.org/x.exe' }],
    ["of another page's blob", { url: 'blob:https://example.org/1' }],
    ['begun by another page', { page: 'https://example.org/' }],
    ['of a data address', { url: 'data:text/plain,x' }],
  ])('SEC-14 not %s', async (_what, facts) => {
    expect(await download(facts)).toEqual({ isStopped: true, proposed: [] });
  });

  test.each([
    ['photo.png', 'photo.png'],
    ['/etc/passwd', 'passwd'],
    ['.bashrc', 'bashrc'],
    ['a:b|c?.txt', 'abc.txt'],
    ['\u200b\u0000', 'download'],
    ['', 'download'],
    [`${'n'.repeat(300)}.txt`, `${'n'.repeat(116)}.txt`],
    ['صورة.png', 'صورة.png'],
  ])('SEC-14 %j is proposed as %j', (name, proposed) => expect(safeFileName(name)).toBe(proposed));
});
