import { describe, expect, test } from 'vitest';
import { findBrowser } from '../../../scripts/setup/browser.mjs';
import { systemPrefix } from '../../../scripts/setup/systemPackages.mjs';

const machine = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv, ...files: string[]) => ({
  platform,
  env,
  exists: (path: string) => files.includes(path),
});

describe('the browser', () => {
  test('is what CHROMIUM_PATH names, before any other', () => {
    const found = findBrowser(
      machine('linux', { CHROMIUM_PATH: '/opt/c', PATH: '/usr/bin' }, '/opt/c', '/usr/bin/chromium'),
    );
    expect(found).toEqual({ path: '/opt/c' });
  });

  test('is missing, not guessed, when CHROMIUM_PATH names nothing', () => {
    const found = findBrowser(machine('linux', { CHROMIUM_PATH: '/opt/c' }, '/usr/bin/chromium'));
    expect(found).toEqual({ missing: 'CHROMIUM_PATH names /opt/c, which does not exist.' });
  });

  test('is found on Linux, Chromium before Chrome, though PATH is empty', () => {
    expect(findBrowser(machine('linux', {}, '/usr/bin/google-chrome', '/snap/bin/chromium'))).toEqual({
      path: '/snap/bin/chromium',
    });
  });

  test('is found in the applications of macOS, for all or for one person', () => {
    const own = '/Users/a/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(findBrowser(machine('darwin', { HOME: '/Users/a' }, own))).toEqual({ path: own });
  });

  test('is found on Windows, Edge when there is no Chrome', () => {
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    expect(findBrowser(machine('win32', { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' }, edge))).toEqual({
      path: edge,
    });
  });

  test('is missing with a reason where none is installed', () => {
    expect(findBrowser(machine('linux', { PATH: '/usr/bin' }))).toHaveProperty('missing');
  });
});

test('the system is changed only by root, or in CI where sudo asks nothing', () => {
  const facts = { platform: 'linux', userId: 1000, isCi: false, hasSudo: true } as const;
  expect(systemPrefix(facts)).toBeUndefined();
  expect(systemPrefix({ ...facts, userId: 0 })).toEqual([]);
  expect(systemPrefix({ ...facts, isCi: true })).toEqual(['sudo', '-n']);
  expect(systemPrefix({ ...facts, isCi: true, hasSudo: false })).toBeUndefined();
  expect(systemPrefix({ ...facts, platform: 'darwin', userId: 0 })).toBeUndefined();
});
