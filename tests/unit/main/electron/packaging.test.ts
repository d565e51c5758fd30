import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import configuration from '../../../../electron-builder.config.ts';

const resource = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../../../../resources/${name}`, import.meta.url)));
const sizeOf = (name: string) => {
  const bytes = resource(name);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

test('SEC-50 the fuses are exactly these', () => {
  expect(configuration.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  });
});

test('SEC-50 the package is one archive of what was built, and nothing is published', () => {
  expect(configuration.asar).toBe(true);
  expect(configuration.npmRebuild).toBe(false);
  expect(configuration.publish).toBeNull();
  expect(configuration.files).toEqual([
    'out/**',
    '!out/**/*.map',
    'resources/**',
    '!resources/mini-programs/**',
    'package.json',
    '!node_modules/**',
  ]);
  const manifest: unknown = JSON.parse(
    readFileSync(fileURLToPath(new URL('../../../../package.json', import.meta.url)), 'utf8'),
  );
  // With packages in `dependencies`, node_modules would be needed at run time, and it is not in the archive.
  expect(manifest).not.toHaveProperty('dependencies');
  expect(manifest).toMatchObject({ main: 'out/main/electron.js', type: 'module' });
});

test('SEC-40 every installer registers the link scheme the app understands', () => {
  expect(configuration.protocols.flatMap((protocol) => protocol.schemes)).toEqual(['banyan']);
  expect([...configuration.win.target, ...configuration.mac.target, ...configuration.linux.target]).toEqual([
    'nsis',
    'dmg',
    'AppImage',
    'deb',
  ]);
});

test('WIN-2 the icons are there, at the sizes the systems ask for', () => {
  expect(sizeOf('icon.png')).toEqual([1024, 1024]);
  expect([sizeOf('tray.png'), sizeOf('tray@2x.png')]).toEqual([
    [32, 32],
    [64, 64],
  ]);
  expect([sizeOf('trayTemplate.png'), sizeOf('trayTemplate@2x.png')]).toEqual([
    [18, 18],
    [36, 36],
  ]);
  expect(sizeOf('badge.png')).toEqual([16, 16]);
});
