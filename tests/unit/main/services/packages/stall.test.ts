import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readEntry } from '../../../../../src/main/services/packages/entryContent.ts';
import { isAnyFolder } from '../../../../../src/main/services/packages/entryPath.ts';
import { openPackage } from '../../../../../src/main/services/packages/openPackage.ts';
import { readZipIndex } from '../../../../../src/main/services/packages/zipIndex.ts';
import { makePackage, makeZip } from '../../../../support/node/zipBuilder.ts';

const INDEX = { path: 'index.html', content: 'x' } as const;

const EMPTY_BLOCK = Buffer.from([0, 0, 0, 0xff, 0xff]);

/** Deflate that says nothing `count` times before the content comes. */
function saidLate(count: number, content: Uint8Array): Uint8Array {
  return Buffer.concat([...Array.from({ length: count }, () => EMPTY_BLOCK), lastBlock(content)]);
}

function lastBlock(content: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head[0] = 1;
  head.writeUInt16LE(content.length, 1);
  head.writeUInt16LE(~content.length & 0xffff, 3);
  return Buffer.concat([head, content]);
}

it.each([
  [0, 203, true],
  [0, 204, false],
  [0, 1_000_000, false],
  [8000, 403, true],
  [8000, 404, false],
])('PKG-9 of %i bytes, with %i empty blocks before them, a package is taken: %s', async (size, count, isTaken) => {
  const content = randomBytes(size);
  const data = saidLate(count, content);
  const opened = await openPackage(makeZip([INDEX, { path: 'e', content, data, isDeflated: true }]));
  expect(opened.ok ? null : opened.error.code).toBe(isTaken ? null : 'package-damaged');
});

it('PKG-17 what is long packed is not unpacked at one go, however short it is', async () => {
  const piecesOf = async (packed: Uint8Array, content: Uint8Array) => {
    const index = readZipIndex(makeZip([INDEX, { path: 'e', content, data: packed, isDeflated: true }]));
    const entry = index.ok ? index.value.find(({ path }) => path === 'e') : undefined;
    if (entry === undefined) throw new Error('the records were to agree');
    let pieces = 0;
    for await (const piece of readEntry(entry)) pieces += piece.length > 0 ? 1 : 0;
    return pieces;
  };
  const [long, small] = [randomBytes(200_000), Buffer.from('small '.repeat(10_000))];
  expect(await piecesOf(deflateRawSync(small), small)).toBe(1);
  expect(await piecesOf(deflateRawSync(long), long)).toBeGreaterThan(1);
});

it('PKG-7 PKG-17 finds a file that is a folder with as many looks as there are halvings, however deep the paths are', () => {
  const deep = Array.from({ length: 2000 }, (_, at) => `${'a/'.repeat(250)}${at}`);
  let looks = 0;
  const counted = (paths: readonly string[]) =>
    new Proxy(paths.toSorted(), {
      get: (target, name, receiver): unknown => {
        if (name !== 'length') looks += 1;
        return Reflect.get(target, name, receiver);
      },
    });
  expect(isAnyFolder(new Set(deep), counted(deep))).toBe(false);
  expect(looks).toBeLessThanOrEqual(2000 * 13);
  const clashes = [...deep, 'b', 'b-c', 'b.d', 'b/e'];
  expect(isAnyFolder(new Set(clashes), counted(clashes))).toBe(true);
  expect(isAnyFolder(new Set(['b', 'b-c', 'bb/e']), counted(['b', 'b-c', 'bb/e']))).toBe(false);
});

it('PKG-7 finds it among other names, and at any depth', async () => {
  const within = `${'a/'.repeat(250)}b`;
  for (const [path, isTaken] of [
    [within, true],
    ['a', false],
    ['a/a/a', false],
    ['A/a', false],
    ['a/a/b', true],
  ] as const) {
    const opened = await openPackage(
      makePackage(path === within ? { [path]: '1' } : { [within]: '1', 'a-b': '2', [path]: '3' }),
    );
    expect([path, opened.ok]).toEqual([path, isTaken]);
  }
});
