import { describe, expect, it } from 'vitest';
import { EntryDamagedError, readEntry } from '../../../../../src/main/services/packages/entryContent.ts';
import { openPackage } from '../../../../../src/main/services/packages/openPackage.ts';
import { readZipIndex } from '../../../../../src/main/services/packages/zipIndex.ts';
import {
  type ZipFrame,
  type ZipPart,
  descriptor,
  factsOf,
  makePackage,
  makeZip,
  unixMode,
  utf8,
} from '../../../../support/node/zipBuilder.ts';

const INDEX: ZipPart = { path: 'index.html', content: '<p>hello</p>', isDeflated: true };

async function problem(bytes: Uint8Array): Promise<string> {
  const opened = await openPackage(bytes);
  return opened.ok ? 'fine' : opened.error.code;
}
const of = (parts: readonly ZipPart[], frame: ZipFrame = {}) => problem(makeZip([INDEX, ...parts], frame));
const named = (path: string | Uint8Array) => of([{ path, content: path === '/' ? '' : 'x' }]);
const extra = (id: number, length = 0) =>
  new Uint8Array(Buffer.concat([Buffer.from([id & 0xff, id >> 8, length, 0]), new Uint8Array(length)]));

describe('a good package', () => {
  it('PKG-3 PKG-5 PKG-6 has stored and packed files, folders, names in any script, and a comment', async () => {
    const parts: ZipPart[] = [
      { path: 'assets/' },
      { path: 'assets/ein Bild (1).png', content: 'png' },
      { path: 'سلة/میخواهم.js', content: 'x'.repeat(100), isDeflated: true },
      { path: '100%.txt', content: '' },
      { path: 'empty', content: '', isDeflated: true },
    ];
    const opened = await openPackage(makeZip([INDEX, ...parts], { comment: utf8('made by hand') }));
    if (!opened.ok) throw new Error(opened.error.message);
    expect(opened.value.contents).toMatchObject({ entries: 6, unpacked: 12 + 3 + 100 });
    expect(opened.value.find('سلة/میخواهم.js')?.size).toBe(100);
    expect(opened.value.find('assets/')).toBeUndefined();
  });

  it('PKG-4 may say sizes after the data, with the mark or without', async () => {
    for (const isMarked of [true, false]) {
      const part: ZipPart = { path: 'late.js', content: 'late '.repeat(9), isDeflated: true, flags: 0x0808 };
      const late = { ...part, local: { checksum: 0, packed: 0, size: 0 }, after: descriptor(factsOf(part), isMarked) };
      expect(await of([late])).toBe('fine');
      expect(await of([{ ...late, after: descriptor({ ...factsOf(part), checksum: 1 }, isMarked) }])).toBe(
        'package-damaged',
      );
    }
  });

  it('PKG-4 may know its size before its data, and the rest after, as packers do that write into a pipe', async () => {
    const part: ZipPart = { path: 'late.js', content: 'late '.repeat(9), isDeflated: true, flags: 0x0808 };
    const piped = { ...part, after: descriptor(factsOf(part)) };
    expect(await of([{ ...piped, local: { checksum: 0, packed: 0 } }])).toBe('fine');
    for (const wrong of [{ size: 44 }, { packed: 1 }, { checksum: 1 }])
      expect(await of([{ ...piped, local: { checksum: 0, packed: 0, ...wrong } }])).toBe('package-damaged');
  });

  it('PKG-6 PKG-7 finds a file packed in another Unicode form', async () => {
    const opened = await openPackage(makePackage({ ['café.js'.normalize('NFD')]: '1' }));
    expect(opened.ok && opened.value.find('café.js'.normalize('NFC'))?.size).toBe(1);
  });
});

describe('limits', () => {
  it('PKG-1 not one byte more than a package may have', async () => {
    const fill = (length: number) =>
      makeZip([INDEX, { path: 'a', content: new Uint8Array(length) }], { comment: new Uint8Array(100) });
    const room = 10 * 1024 * 1024 - fill(0).length;
    expect(await problem(fill(room))).toBe('fine');
    expect(await problem(fill(room + 1))).toBe('package-too-large');
  });

  it('PKG-1 not one entry more', async () => {
    const parts = Array.from({ length: 2047 }, (_, index) => ({ path: `f${index}` }));
    expect(await of(parts)).toBe('fine');
    expect(await of([...parts, { path: 'one-more' }])).toBe('package-too-many');
  });

  it('PKG-9 not more than may be unpacked, all together', async () => {
    const megabyte = new Uint8Array(1024 * 1024).map((_, index) => (index * 2_654_435_761) >>> (index % 24));
    const part = (index: number): ZipPart => ({ path: `f${index}`, content: megabyte, isDeflated: true });
    const many = Array.from({ length: 65 }, (_, index) => ({ ...part(index), data: new Uint8Array(6000) }));
    expect(await of(many)).toBe('package-unpacked-too-large');
    // The sizes pass now, and the content that is none is found out.
    expect(await of(many.slice(0, 60))).toBe('package-damaged');
  });

  it('PKG-9 no file above 64 KiB that is more than 200 times its packed size', async () => {
    const zeros = (length: number): ZipPart => ({ path: 'z', content: new Uint8Array(length), isDeflated: true });
    expect(await of([zeros(64 * 1024)])).toBe('fine');
    expect(await of([zeros(1024 * 1024)])).toBe('package-bomb');
  });

  it('PKG-10 a bomb that lies about its size is stopped at its first byte too many', async () => {
    const bomb: ZipPart = { path: 'z', content: new Uint8Array(50 * 1024 * 1024), isDeflated: true, size: 1000 };
    const before = process.memoryUsage().arrayBuffers;
    const packed = makeZip([INDEX, bomb]);
    expect(await problem(packed)).toBe('package-damaged');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60 * 1024 * 1024);
  });
});

describe('records', () => {
  it.each<readonly [string, ZipFrame]>([
    ['bytes before the first entry', { before: utf8('#!/bin/sh\n') }],
    ['bytes before the directory', { gap: utf8('junk') }],
    ['bytes behind the directory', { behindDirectory: utf8('junk') }],
    ['a second disk', { disk: 1 }],
    ['fewer entries than there are', { count: 0 }],
    ['more entries than there are', { count: 2 }],
    ['a directory that is elsewhere', { start: 0 }],
    ['a directory of another length', { length: 7 }],
    ['64-bit marks', { start: 0xffff_ffff, length: 0xffff_ffff }],
    ['an empty archive in its comment', { comment: makeZip([]) }],
    ['another archive in its comment', { comment: makeZip([INDEX]) }],
  ])('PKG-2 PKG-3 refuses %s', async (_name, frame) => {
    expect(await of([], frame)).toBe('package-damaged');
  });

  it('PKG-2 what has no end record is no ZIP', async () => {
    const whole = makePackage();
    for (const bytes of [new Uint8Array(), utf8('hello'), whole.subarray(0, whole.length - 1), new Uint8Array(70_000)])
      expect(await problem(bytes)).toBe('package-not-zip');
    expect(await of([], { behind: utf8('x') })).toBe('package-not-zip');
  });

  it.each<readonly [string, Partial<ZipPart>]>([
    ['another name', { local: { path: 'b.js' } }],
    ['another method', { local: { method: 8 } }],
    ['other flags', { local: { flags: 0 } }],
    ['another size', { local: { size: 4 } }],
    ['another packed size', { local: { packed: 2 } }],
    ['another checksum', { local: { checksum: 1 } }],
    ['zeros without a descriptor', { local: { checksum: 0, size: 0, packed: 0 } }],
    ['64-bit sizes there', { local: { extra: extra(1, 16) } }],
    ['64-bit sizes', { extra: extra(1, 16) }],
    ['extra fields that do not add up', { extra: new Uint8Array([9, 9, 200, 0]) }],
    ['a patch', { flags: 0x0820 }],
    ['a second disk', { disk: 1 }],
    ['bytes after the data', { after: utf8('junk') }],
    ['a descriptor nobody announced', { after: descriptor(factsOf({ path: 'a.js', content: 'one' })) }],
    ['an announced descriptor that is not there', { flags: 0x0808 }],
    ['the place of another entry', { offset: 0 }],
    ['a place in the middle of another entry', { offset: 10 }],
  ])('PKG-3 PKG-4 refuses an entry with %s', async (_name, wrong) => {
    const good: ZipPart = { path: 'a.js', content: 'one' };
    expect(await of([good])).toBe('fine');
    expect(await of([{ ...good, ...wrong }])).toBe('package-damaged');
  });

  it('PKG-3 two entries may not share one content', async () => {
    const shared = makeZip([INDEX, { path: 'a', content: 'x'.repeat(40) }]);
    expect(await problem(shared)).toBe('fine');
    expect(
      await of([
        { path: 'a', content: 'x' },
        { path: 'b', content: 'x', offset: 50 },
      ]),
    ).toBe('package-damaged');
  });

  it('PKG-5 refuses other ways of packing, and encryption of any kind', async () => {
    for (const method of [1, 6, 9, 12, 14, 93, 95, 98])
      expect(await of([{ path: 'a', content: 'x', method, local: { method } }])).toBe('package-compression');
    for (const flags of [0x0801, 0x0841, 0x2800])
      expect(await of([{ path: 'a', content: 'x', flags }])).toBe('package-encrypted');
    expect(await of([{ path: 'a', content: 'x', method: 99, extra: extra(0x9901, 7) }])).toBe('package-encrypted');
  });

  it('PKG-8 refuses links, devices, pipes and sockets, and a file that says it is a folder', async () => {
    for (const mode of [0o120_777, 0o020_644, 0o060_644, 0o010_644, 0o140_644, 0o040_755])
      expect(await of([{ path: 'a', content: 'x', attributes: unixMode(mode) }])).toBe('package-link');
    expect(await of([{ path: 'a/', attributes: unixMode(0o100_644) }])).toBe('package-link');
    expect(await of([{ path: 'a/', attributes: unixMode(0o040_755) }])).toBe('fine');
    expect(await of([{ path: 'a', content: 'x', attributes: 0x20 }])).toBe('fine');
    expect(await of([{ path: 'a/', content: 'x' }])).toBe('package-damaged');
  });
});

describe('content', () => {
  const text = 'the same words again and again and again';
  const packed = factsOf({ path: 'a', content: text, isDeflated: true }).data;

  it.each<readonly [string, Partial<ZipPart>]>([
    ['a checksum of something else', { checksum: 7 }],
    ['a byte more than its size', { size: text.length - 1 }],
    ['a byte less than its size', { size: text.length + 1 }],
    ['packed data cut short', { data: packed.subarray(0, -3) }],
    ['something behind the packed data', { data: Buffer.concat([packed, utf8('!')]) }],
    ['packed data that is none', { data: new Uint8Array(20).fill(0xff) }],
    ['no packed data at all', { data: new Uint8Array() }],
  ])('PKG-10 refuses %s', async (_name, wrong) => {
    const good: ZipPart = { path: 'a', content: text, isDeflated: true };
    expect(await of([good])).toBe('fine');
    expect(await of([{ ...good, ...wrong }])).toBe('package-damaged');
    expect(await of([{ path: 'a', content: text, checksum: 7 }])).toBe('package-damaged');
  });

  it('PKG-10 gives out no byte more than its record says, however much there would be', async () => {
    const bomb: ZipPart = { path: 'z', content: new Uint8Array(20 * 1024 * 1024), isDeflated: true, size: 100_000 };
    const index = readZipIndex(makeZip([INDEX, bomb]));
    const entry = index.ok ? index.value.find(({ path }) => path === 'z') : undefined;
    if (entry === undefined) throw new Error('the records were to agree');
    let given = 0;
    const read = async () => {
      for await (const piece of readEntry(entry)) given += piece.length;
    };
    await expect(read()).rejects.toBeInstanceOf(EntryDamagedError);
    expect(given).toBeLessThanOrEqual(100_000);
  });

  it('PKG-10 looks at every file, whatever its name', async () => {
    for (const path of ['webxdc.js', 'unused.bin', 'deep/er/file'])
      expect(await of([{ path, content: 'x', checksum: 1 }])).toBe('package-damaged');
  });
});

describe('names', () => {
  it.each([
    '../a',
    'a/../b',
    'a/..',
    '..',
    '.',
    './a',
    'a/./b',
    '/a',
    '//a',
    'a//b',
    '/',
    'a\\b',
    '..\\a',
    '\\\\server\\a',
    'C:/a',
    'c:a',
    'a\u0000b',
    'a\nb',
    'a\u007fb',
    'a\u0085b',
    'a\u202egnp.js',
    'a\u2066b',
    'a\u200eb',
    'a\u200bb',
    'a\ufeffb',
    'a\u2028b',
    '%2e%2e/a',
    'a/%2E%2e/b',
    '%252e%252e',
    'a%2fb',
    'a%5Cb',
    'a%00b',
    'a%25%2500b',
    'x'.repeat(513),
    '',
  ])('PKG-6 refuses %j', async (name) => {
    expect(await named(name)).toBe('package-bad-path');
  });

  it.each([
    'a b/c d.js',
    'a..b',
    '...',
    '.hidden',
    '100%',
    '%41',
    'a%20b',
    'x'.repeat(512),
    'मेरा.js',
    'می‌خواهم',
    'a&b=c?d#e',
    '🙂.png',
  ])('PKG-6 takes %j', async (name) => {
    expect(await named(name)).toBe('fine');
  });

  it('PKG-6 refuses what is not UTF-8', async () => {
    expect(await named(new Uint8Array([0x61, 0xff]))).toBe('package-bad-path');
    expect(await named(new Uint8Array([0xc0, 0xae, 0xc0, 0xae, 0x2f, 0x61]))).toBe('package-bad-path');
  });

  it.each([
    [['a', 'a']],
    [['a', 'A']],
    [['é.js'.normalize('NFC'), 'é.js'.normalize('NFD')]],
    [['straße', 'STRASSE']],
    [['INDEX.HTML']],
    [['a', 'a/b']],
    [['a/', 'a']],
    [['dir/', 'DIR/']],
    [['x/y', 'X']],
  ])('PKG-7 refuses %j', async (paths) => {
    expect(await of(paths.map((path) => ({ path, content: path.endsWith('/') ? '' : path })))).toBe(
      'package-duplicate',
    );
  });

  it('PKG-11 wants an index.html at the root', async () => {
    for (const path of ['index.htm', 'Index.html', 'app/index.html', 'index.html/'])
      expect(await problem(makeZip([{ path, content: path.endsWith('/') ? '' : 'x' }]))).toBe('package-no-index');
    expect(await problem(makeZip([]))).toBe('package-no-index');
  });
});
