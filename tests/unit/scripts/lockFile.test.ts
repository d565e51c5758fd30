import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fieldOf, isRecord, parseJson } from '../../../scripts/setup/json.mjs';
import { lockEntry, missingOptionals } from '../../../scripts/setup/optionalPackages.mjs';

const text = readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8');

test('the lock file names the packages of every platform, or `npm ci` would refuse it (`npm run lock`)', () => {
  const packages = fieldOf(parseJson(text), 'packages');
  expect(isRecord(packages) && Object.keys(packages).length > 100).toBe(true);
  expect(missingOptionals(isRecord(packages) ? packages : {}).map(({ name }) => name)).toEqual([]);
});

test('the lock file names no host that packages come from', () => {
  expect(text).not.toContain('"resolved"');
});

test('an optional package that is locked nowhere above who asks is missing', () => {
  const asks = {
    dev: true,
    optionalDependencies: { 'b-darwin-x64': '1.2.3', 'b-linux-x64': '1.2.3', ranged: '^1.0.0' },
  };
  const packages = {
    '': {},
    'node_modules/a': {},
    'node_modules/a/node_modules/b': asks,
    'node_modules/b-linux-x64': {},
  };
  expect(missingOptionals(packages)).toEqual([
    { path: 'node_modules/b-darwin-x64', name: 'b-darwin-x64', version: '1.2.3', isDev: true },
  ]);
  expect(missingOptionals({ ...packages, 'node_modules/a/node_modules/b-darwin-x64': {} })).toEqual([]);
});

test.each([
  ['@x/binding-win32-arm64-msvc', { cpu: ['arm64'], os: ['win32'] }],
  ['x-windows-x64', { cpu: ['x64'], os: ['win32'] }],
  ['@x/binding-linux-x64-musl', { cpu: ['x64'], os: ['linux'], libc: ['musl'] }],
  ['@x/linux-arm-gnueabihf', { cpu: ['arm'], os: ['linux'], libc: ['glibc'] }],
])('%s is known by its name', (name, platform) => {
  const entry = lockEntry({ path: `node_modules/${name}`, name, version: '1.0.0', isDev: false });
  expect(entry).toEqual({ version: '1.0.0', optional: true, ...platform });
});
