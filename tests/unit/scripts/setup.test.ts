import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isFresh, newestChange } from '../../../scripts/setup/build.mjs';
import { run } from '../../../scripts/setup/command.mjs';
import { conventionalProblem } from '../../../scripts/setup/conventionalCommit.mjs';
import { executableName, findElectron, isFailureRecent } from '../../../scripts/setup/electronBinary.mjs';
import { endOf, readyAddress, waitForEnd } from '../../../scripts/setup/hostProcess.mjs';
import { defaultBrowserCommand, hasScreen, sandboxArguments } from '../../../scripts/setup/openWindow.mjs';
import { matchesLock } from '../../../scripts/setup/packages.mjs';
import { hostArguments, readStartOptions } from '../../../scripts/setup/startOptions.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'banyan-setup-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('packages', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/mac': { version: '2.0.0', optional: true },
  };

  test('what is installed in the versions asked for is enough, without what is for other platforms', () => {
    expect(matchesLock(wanted, { 'node_modules/a': { version: '1.0.0' } })).toBe(true);
  });

  test('a missing package or another version is not enough', () => {
    expect(matchesLock(wanted, {})).toBe(false);
    expect(matchesLock(wanted, { 'node_modules/a': { version: '1.0.1' } })).toBe(false);
    expect(
      matchesLock(wanted, { 'node_modules/a': { version: '1.0.0' }, 'node_modules/mac': { version: '1.0.0' } }),
    ).toBe(false);
  });
});

describe('build', () => {
  test('a build stands while nothing is newer than it', () => {
    expect(isFresh(100, [0, 99, 100])).toBe(true);
    expect(isFresh(100, [0, 101])).toBe(false);
    expect(isFresh(undefined, [0])).toBe(false);
  });

  test('the newest change is found however deep, and a path that is not there is no change', () => {
    const deep = join(folder, 'a/b');
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, 'file'), '');
    utimesSync(join(deep, 'file'), new Date(), new Date('2090-01-01'));
    expect(newestChange(folder)).toBe(Date.parse('2090-01-01'));
    expect(newestChange(join(folder, 'nowhere'))).toBe(0);
  });

  test('deleting a file counts as a change', () => {
    writeFileSync(join(folder, 'file'), '');
    utimesSync(folder, new Date('2001-01-01'), new Date('2001-01-01'));
    utimesSync(join(folder, 'file'), new Date('2001-01-01'), new Date('2001-01-01'));
    expect(newestChange(folder)).toBe(Date.parse('2001-01-01'));
    rmSync(join(folder, 'file'));
    expect(newestChange(folder)).toBeGreaterThan(Date.parse('2020-01-01'));
  });
});

describe('Electron', () => {
  const unpack = (version: string) => {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'package.json'), '{"version":"45.0.0"}');
    writeFileSync(join(folder, 'path.txt'), 'electron');
    writeFileSync(join(folder, 'dist/version'), `v${version}`);
    writeFileSync(join(folder, 'dist/electron'), '');
  };

  test('is found where it was unpacked in the version asked for', () => {
    unpack('45.0.0');
    expect(findElectron({ folder, env: {}, platform: 'linux' })).toBe(join(folder, 'dist/electron'));
  });

  test('of another version, or not there at all, is not found', () => {
    expect(findElectron({ folder, env: {}, platform: 'linux' })).toBeUndefined();
    unpack('44.0.0');
    expect(findElectron({ folder, env: {}, platform: 'linux' })).toBeUndefined();
  });

  test('is taken from ELECTRON_OVERRIDE_DIST_PATH, and from there alone', () => {
    unpack('45.0.0');
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'other') };
    expect(findElectron({ folder, env, platform: 'linux' })).toBeUndefined();
    mkdirSync(join(folder, 'other'));
    writeFileSync(join(folder, 'other/electron'), '');
    expect(findElectron({ folder, env, platform: 'linux' })).toBe(join(folder, 'other/electron'));
  });

  test('has its name on each platform', () => {
    expect(executableName('win32')).toBe('electron.exe');
    expect(executableName('darwin')).toBe('Electron.app/Contents/MacOS/Electron');
  });

  test('a failed download is tried again after a day, or when the clock went back', () => {
    const hour = 3_600_000;
    expect(isFailureRecent(undefined, 0)).toBe(false);
    expect(isFailureRecent(0, 23 * hour)).toBe(true);
    expect(isFailureRecent(0, 24 * hour)).toBe(false);
    expect(isFailureRecent(2 * hour, hour)).toBe(false);
  });
});

describe('start options', () => {
  test('name a folder, a port and an edition, with a space or an equals sign', () => {
    const read = readStartOptions(['--data=/tmp/a=b', '--port', '4300', '--browser', '--no-open']);
    expect(read).toEqual({
      options: { edition: 'browser', data: resolve('/tmp/a=b'), port: 4300, open: false, help: false },
    });
  });

  test.each([['--dta'], ['--port', 'x'], ['--port', '0'], ['--port', '70000'], ['--port'], ['--data'], ['toString']])(
    'that make no sense are named: %s',
    (...args: string[]) => {
      expect(readStartOptions(args)).toEqual({ wrong: args[0] });
    },
  );

  test('are handed on to the host', () => {
    expect(hostArguments({ data: undefined, port: undefined })).toEqual(['--json']);
    expect(hostArguments({ data: '/d', port: 1 })).toEqual(['--json', '--data', '/d', '--port', '1']);
  });
});

describe('the window', () => {
  test('needs a screen on Linux', () => {
    expect(hasScreen({ platform: 'linux', env: {}, userId: 1 })).toBe(false);
    expect(hasScreen({ platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' }, userId: 1 })).toBe(true);
    expect(hasScreen({ platform: 'win32', env: {}, userId: undefined })).toBe(true);
  });

  test('gives up the sandbox only as root on Linux in CI', () => {
    expect(sandboxArguments({ platform: 'linux', env: { CI: 'true' }, userId: 0 })).toEqual(['--no-sandbox']);
    expect(sandboxArguments({ platform: 'linux', env: {}, userId: 0 })).toEqual([]);
    expect(sandboxArguments({ platform: 'linux', env: { CI: 'true' }, userId: 1000 })).toEqual([]);
    expect(sandboxArguments({ platform: 'win32', env: { CI: 'true' }, userId: undefined })).toEqual([]);
  });

  test('is opened without a shell that could read the address', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const { file, args } = defaultBrowserCommand(platform, 'http://localhost:1/#a&b');
      expect(file).not.toMatch(/cmd|sh$/);
      expect(args.at(-1)).toBe('http://localhost:1/#a&b');
    }
  });

  test('waits for the line in which the host says where it is', () => {
    const url = 'http://localhost:4300/';
    expect(readyAddress(`{"ready":"${url}"}`)).toEqual({ url, isRunning: false });
    expect(readyAddress(`{"running":"${url}"}`)).toEqual({ url, isRunning: true });
    expect(readyAddress('{"ready":1}')).toBeUndefined();
    expect(readyAddress('listening')).toBeUndefined();
    expect(readyAddress('null')).toBeUndefined();
  });
});

describe('commands', () => {
  test('answer their output and exit code', async () => {
    const result = await run(process.execPath, ['-e', 'console.log("out"); console.error("err"); process.exit(3)'], {
      quiet: true,
    });
    expect(result).toMatchObject({ code: 3, timedOut: false });
    expect(result.output).toContain('out');
    expect(result.output).toContain('err');
  });

  test('that do not exist answer 127', async () => {
    expect(await run(join(folder, 'nothing-here'), [], { quiet: true })).toMatchObject({ code: 127 });
  });

  test('that take too long are ended', async () => {
    const result = await run(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], {
      quiet: true,
      limitSeconds: 0.2,
    });
    expect(result.timedOut).toBe(true);
    expect(result.code).not.toBe(0);
  });
});

describe('commit messages', () => {
  test.each(['feat(chat): keep drafts', 'fix: a typo\n\nWhy.', 'refactor(ui/avatar)!: drop it', 'Merge branch x'])(
    '"%s" passes',
    (message) => {
      expect(conventionalProblem(message)).toBeUndefined();
    },
  );

  test.each(['Fixed stuff', 'feat:no space', 'feature(x): y', 'feat(x): y\nno gap', `feat: ${'x'.repeat(100)}`])(
    '"%s" is refused',
    (message) => {
      expect(conventionalProblem(message)).toBeTypeOf('string');
    },
  );
});

describe('the end of what was started', () => {
  const sleeper = () => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });

  test('what was killed from outside is told, with how to start again and the exit code of a shell', async () => {
    const said: string[] = [];
    const child = sleeper();
    const ended = waitForEnd(child, { command: 'npm start', say: (words) => said.push(words) });
    await once(child, 'spawn');
    child.kill('SIGKILL');
    expect(await ended).toBe(137);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('ended from outside (SIGKILL)');
    expect(said[0]).toContain('`npm start` again');
  });

  test('who ends by itself has had its say, and who ended before is not waited for', async () => {
    const said: string[] = [];
    const child = spawn(process.execPath, ['-e', 'process.exit(3)'], { stdio: 'ignore' });
    await once(child, 'exit');
    expect(await waitForEnd(child, { command: 'npm start', say: (words) => said.push(words) })).toBe(3);
    expect(said).toEqual([]);
    expect(endOf({ code: null, signal: 'SIGTERM' }, 'npm run dev').code).toBe(143);
  });

  test('asked to end, the child is ended and nothing went wrong', async () => {
    const said: string[] = [];
    const child = sleeper();
    const ended = waitForEnd(child, { command: 'npm start', say: (words) => said.push(words) });
    await once(child, 'spawn');
    // Only the listener of the wait: the test runner has its own.
    process.listeners('SIGTERM').at(-1)?.('SIGTERM');
    expect(await ended).toBe(0);
    expect(said).toEqual([]);
  });
});
