import { cp, mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BuildFailure, programFiles } from '../../../../scripts/mini/pack/programFiles.mjs';
import { packFolder } from '../../../../scripts/mini/pack/packFolder.mjs';
import { zipFiles } from '../../../../scripts/mini/pack/zip.mjs';
import { openPackage } from '../../../../src/main/services/packages/openPackage.ts';
import { temporaryDirectory } from '../../../support/node/temporaryDirectory.ts';

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporaryDirectory();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

const PAGE = '<!doctype html><title>x</title><script src="webxdc.js"></script>';
const BUILT = {
  'index.html': `${PAGE}<script type="module" src="./src/main.ts"></script>`,
  'manifest.toml': 'name = "Tea"',
  'src/main.ts': "import './style.css'; const word: string = 'leaf'; document.title = word;",
  'src/style.css': 'body { color: teal }',
  'src/main.test.ts': 'throw new Error()',
  'public/pictures/a b.txt': 'picture',
  'README.md': 'no',
};

describe('zip', () => {
  it('PKG-2 is an archive that the host opens, whatever the order the files came in', async () => {
    const files: [string, Uint8Array][] = [
      ['index.html', Buffer.from(PAGE)],
      ['deep/ünï code.txt', Buffer.from('x'.repeat(4000))],
      ['empty', new Uint8Array()],
    ];
    const packed = zipFiles(new Map(files));
    expect(Buffer.compare(packed, zipFiles(new Map(files.toReversed())))).toBe(0);
    const opened = await openPackage(packed);
    expect(opened.ok && opened.value.contents).toMatchObject({ entries: 3, size: packed.length });
    expect(opened.ok && opened.value.find('deep/ünï code.txt')?.size).toBe(4000);
    expect(packed.length).toBeLessThan(1000);
  });
});

describe('a folder without src', () => {
  it('is packed as it is, but for what only its developer needs', async () => {
    const folder = await folderOf({
      'index.html': PAGE,
      'js/a.js': '1',
      'js/a.test.js': '2',
      '.git/config': '',
      'old.xdc': '',
      'node_modules/x/index.js': '',
    });
    expect([...(await programFiles(folder)).keys()].toSorted()).toEqual(['index.html', 'js/a.js']);
  });

  it('says what is missing', async () => {
    await expect(programFiles(await folderOf({ 'a.txt': '' }))).rejects.toThrow(BuildFailure);
  });
});

describe('a folder with src', () => {
  it('is built: TypeScript and styles become scripts beside the page, the host script stays named', async () => {
    const files = await programFiles(await folderOf(BUILT));
    const page = Buffer.from(files.get('index.html') ?? []).toString();
    expect(page).toContain('<script src="webxdc.js"></script>');
    expect(page).toMatch(/<script type="module" src="\.\/index\.js"><\/script>/);
    expect(page).not.toContain('crossorigin');
    expect(Buffer.from(files.get('index.js') ?? []).toString()).toContain('leaf');
    expect([...files.keys()].filter((path) => !/^index-.*\.css$/.test(path)).toSorted()).toEqual([
      'index.html',
      'index.js',
      'manifest.toml',
      'pictures/a b.txt',
    ]);
  });

  it('gives the same bytes from the same sources, wherever and whenever', async () => {
    const [first, second] = [await folderOf(BUILT), join(temporaryDirectory(), 'copied elsewhere')];
    await cp(first, second, { recursive: true });
    await utimes(join(second, 'index.html'), 1, 1);
    expect(Buffer.compare(await packFolder(first), await packFolder(second))).toBe(0);
  });

  it('says where a source is wrong', async () => {
    const folder = await folderOf({ ...BUILT, 'src/main.ts': "import './gone.ts';" });
    await expect(packFolder(folder)).rejects.toThrow(/gone\.ts/);
  });
});
