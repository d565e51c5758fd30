import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const adapters = join(root, 'src/renderer/adapters');

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(directory, name));
}

/** Folders of adapters with a module that makes a `Host`. */
function foldersThatMakeHosts(): string[] {
  const makesHost = (path: string) => /\): Host \{|extends Host\b|implements Host\b/.test(readFileSync(path, 'utf8'));
  return [
    ...new Set(
      filesBelow(adapters)
        .filter(makesHost)
        .map((path) => relative(adapters, dirname(path))),
    ),
  ].toSorted();
}

/** Folders of adapters that a test file running the suite imports, itself or through the support it uses. */
function foldersUnderContract(): string[] {
  const suites = filesBelow(join(root, 'tests/contract'))
    .map((path) => readFileSync(path, 'utf8'))
    .filter((text) => /^describeHostContract\(/m.test(text));
  const supported = suites.some((text) => text.includes('browserHostUnderTest.ts'))
    ? [readFileSync(join(root, 'tests/support/node/browserHostUnderTest.ts'), 'utf8')]
    : [];
  const imported = [...suites, ...supported].flatMap((text) => [
    ...text.matchAll(/from '@adapters\/([^']+)\/[^/']+'/g),
  ]);
  return [...new Set(imported.map((match) => match[1] ?? ''))].toSorted();
}

it('HST-1 every adapter of Host runs the contract suite', () => {
  const made = foldersThatMakeHosts();
  expect(made).toEqual(expect.arrayContaining(['host-browser', 'host-electron', 'memory/host']));
  expect(made.filter((folder) => !foldersUnderContract().includes(folder))).toEqual([]);
});
