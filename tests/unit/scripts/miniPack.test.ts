import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packProgram, programFiles } from '../../../scripts/mini/packProgram.mjs';
import { zip } from '../../../scripts/mini/zip.mjs';
import { openPackage } from '../../../src/main/services/packages/openPackage.ts';
import { temporaryDirectory } from '../../support/node/temporaryDirectory.ts';

const text = (content: string) => new TextEncoder().encode(content);

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

describe('a package', () => {
  test('is the same bytes whatever the order of its files, and the host’s reader takes it', async () => {
    const files = [
      { path: 'index.html', bytes: text('<!doctype html>') },
      { path: 'ü 中.txt', bytes: text('x'.repeat(5000)) },
      { path: 'manifest.toml', bytes: text('name = "Tea"\n[banyan]\nid = "tea"\n') },
    ];
    const packed = zip(files);

    expect(zip(files.toReversed()).equals(packed)).toBe(true);
    const opened = await openPackage(packed);
    expect(opened.ok && [opened.value.contents.entries, opened.value.contents.manifest.name]).toEqual([3, 'Tea']);
  });

  test('of plain files is the folder, without hidden files, modules and the host’s scripts', async () => {
    const folder = temporaryDirectory();
    write(folder, { 'index.html': 'x', 'a/b.txt': 'b', '.git/x': '', 'node_modules/y': '', 'webxdc.js': 'no' });
    write(folder, { 'old.xdc': '', 'a/b.test.js': '', 'types/index.d.ts': '', 'README.md': '' });

    expect((await programFiles(folder)).map(({ path }) => path).toSorted()).toEqual(['a/b.txt', 'index.html']);
  });

  test('of a folder with sources is bundled, the same each time', async () => {
    const folder = temporaryDirectory();
    write(folder, {
      'manifest.toml': 'name = "Tea"',
      'index.html':
        '<!doctype html><link rel="stylesheet" href="./style.css" /><script src="webxdc.js"></script><script type="module" src="./src/main.ts"></script>',
      'style.css': 'body { color: red }',
      'src/main.ts': "import { cup } from './cup.ts';\ndocument.title = cup;",
      'src/cup.ts': "export const cup: string = 'a cup';",
    });
    const files = await programFiles(folder);

    expect(files.map(({ path }) => path).toSorted()).toEqual([
      'index.css',
      'index.html',
      'manifest.toml',
      'program.js',
    ]);
    const page = Buffer.from(files.find(({ path }) => path === 'index.html')?.bytes ?? []).toString();
    expect(page).toContain('<script src="webxdc.js"></script>');
    expect(page).not.toContain('crossorigin');
    expect((await packProgram(folder)).equals(await packProgram(folder))).toBe(true);
  });

  test('of several pages has each of them; of sources without a first page there is none', async () => {
    const folder = temporaryDirectory();
    write(folder, { 'src/main.ts': 'document.title = "a";', 'more.html': '<a href="index.html">back</a>' });
    await expect(packProgram(folder)).rejects.toThrow('no index.html');
    write(folder, { 'index.html': '<script type="module" src="./src/main.ts"></script>' });
    expect((await programFiles(folder)).map(({ path }) => path).toSorted()).toEqual([
      'index.html',
      'more.html',
      'program.js',
    ]);
  });

  test('whose sources lead nowhere is not made', async () => {
    const folder = temporaryDirectory();
    write(folder, {
      'index.html': '<script type="module" src="./src/main.ts"></script>',
      'src/main.ts': "import './nothing.ts';",
    });
    await expect(packProgram(folder)).rejects.toThrow('nothing.ts');
  });
});
