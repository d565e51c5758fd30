import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formatSignature, signaturePreimage } from '@shared/mini/packageSignature.ts';
import { openPackage } from '../../../../../src/main/services/packages/openPackage.ts';
import { makePackage, utf8 } from '../../../../support/node/zipBuilder.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

async function contentsOf(files: Files) {
  const opened = await openPackage(makePackage(files));
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value.contents;
}
const manifestOf = async (text: string | Uint8Array) => (await contentsOf({ 'manifest.toml': text })).manifest;

const NOTHING = { name: null, description: null, version: null, sourceCodeUrl: null, id: null, banyan: null };

describe('manifest', () => {
  it('PKG-12 PKG-13 says what a webxdc program says', async () => {
    const text =
      'name = "Chess"\nsource_code_url = "https://example.org/x"\nmin_api = 1\nversion = "1.2"\n[author]\nname = "x"';
    expect(await manifestOf(text)).toEqual({
      ...NOTHING,
      name: 'Chess',
      version: '1.2',
      sourceCodeUrl: 'https://example.org/x',
    });
  });

  it('PKG-13 says what a program asks for, and drops what is not ours', async () => {
    const text = `name = "Shop"
[banyan]
id = "org.example.shop"
version = "2.0"
description = "Sells"
permissions = ["pay", "net", "root", "pay", 7]
net = ["api.example.org", "API.Example.org", "127.0.0.1", "localhost", "a.b:80", "https://x.org", "ex_ample.org", "-a.org", 3]`;
    expect(await manifestOf(text)).toEqual({
      name: 'Shop',
      description: 'Sells',
      version: '2.0',
      sourceCodeUrl: null,
      id: 'org.example.shop',
      banyan: { permissions: ['net', 'pay'], net: ['api.example.org'] },
    });
    expect((await manifestOf('[banyan]\npermissions = ["net"]\nnet = ["localhost"]')).banyan).toEqual({
      permissions: [],
      net: [],
    });
    expect((await manifestOf('[banyan]\nnet = ["example.org"]')).banyan).toEqual({ permissions: [], net: [] });
    const hosts = Array.from({ length: 20 }, (_, index) => `"h${index}.example"`).join();
    expect((await manifestOf(`[banyan]\npermissions=["net"]\nnet=[${hosts}]`)).banyan?.net).toHaveLength(8);
  });

  it.each([
    ['no TOML', 'name = '],
    ['a key twice', 'name = "a"\nname = "b"'],
    ['no UTF-8', new Uint8Array([0x6e, 0xff])],
    ['another type', 'name = 7\nversion = ["1"]\nbanyan = "yes"\nsource_code_url = 1979-05-27'],
    ['names of Object.prototype', '__proto__ = { name = "x" }\nconstructor = "y"\n[toString]\nname = "z"'],
    ['nesting without end', `a = ${'['.repeat(5000)}`],
    ['nothing visible', 'name = "\\u202e\\u200b \\u0000"'],
  ])('PKG-12 with %s says nothing', async (_name, text) => {
    expect(await manifestOf(text)).toEqual(NOTHING);
    expect(({} as { name?: string }).name).toBeUndefined();
  });

  it('PKG-12 above 16 KiB is passed over, up to it is read', async () => {
    const text = (length: number) => `name = "x"\n#${'.'.repeat(length - 12)}`;
    expect((await manifestOf(text(16 * 1024))).name).toBe('x');
    expect((await manifestOf(text(16 * 1024 + 1))).name).toBeNull();
  });

  it('PKG-13 texts are clean, short lines; addresses are https', async () => {
    const manifest = await manifestOf(
      `name = "a\\u202eb\\nc  ${'n'.repeat(100)}"\ndescription = "${'d'.repeat(400)}"\nversion = "${'v'.repeat(5000)}"`,
    );
    expect(manifest.name).toMatch(/^ab c n{59}$/);
    expect([manifest.description?.length, manifest.version?.length]).toEqual([300, 32]);
    expect((await manifestOf(`name = "${'x'.repeat(63)}😀"`)).name).toBe('x'.repeat(63));
    for (const url of [
      'http://a.org',
      'javascript:alert(1)',
      'https://u@a.org',
      'https://:p@a.org',
      `https://a.org/${'x'.repeat(600)}`,
      '//a',
    ])
      expect((await manifestOf(`source_code_url = "${url}"`)).sourceCodeUrl).toBeNull();
    for (const id of ['Upper', '.dot', 'a b', 'x'.repeat(65), ''])
      expect((await manifestOf(`[banyan]\nid = "${id}"`)).id).toBeNull();
  });
});

function png(width: number, height: number, length = 64): Uint8Array {
  // So long a run of zeros would be a bomb.
  const bytes = Buffer.from(Array.from({ length }, (_, index) => (index * 2_654_435_761) >>> 24));
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 64, 0, 64, 1, 1, 0x11, 0]);

describe('icon', () => {
  const iconOf = async (files: Files) => (await contentsOf(files)).icon;

  it('PKG-14 is told by its bytes', async () => {
    expect(await iconOf({ 'icon.png': png(256, 256) })).toEqual({
      type: 'image/png',
      bytes: new Uint8Array(png(256, 256)),
    });
    expect((await iconOf({ 'icon.png': jpeg }))?.type).toBe('image/jpeg');
    expect((await iconOf({ 'icon.png': 'no picture', 'icon.jpg': jpeg }))?.type).toBe('image/jpeg');
    expect((await iconOf({ 'icon.png': png(2048, 2048) }))?.type).toBe('image/png');
  });

  it('PKG-14 is none when it is large, elsewhere, cut short or of another kind', async () => {
    const gif = Buffer.concat([utf8('GIF89a'), new Uint8Array([16, 0, 16, 0, 0, 0, 0, 0x3b])]);
    for (const files of [
      { 'icon.png': png(2049, 1) },
      { 'icon.png': png(1, 100_000) },
      { 'icon.png': png(0, 0) },
      { 'icon.png': png(64, 64).subarray(0, 20) },
      { 'icon.png': png(64, 64, 512 * 1024 + 1) },
      { 'icon.png': gif },
      { 'icon.png': '<svg xmlns="http://www.w3.org/2000/svg"/>' },
      { 'icon.svg': png(64, 64) },
      { 'assets/icon.png': png(64, 64) },
      {},
    ])
      expect(await iconOf(files)).toBeNull();
  });
});

describe('signature', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ format: 'jwk' }).x ?? '';
  const files: Files = { 'index.html': '<p>one</p>', 'main.js': 'let a;', 'ünïcode/b.js': 'let b;' };
  const signed = (of: Files) => {
    const entries = Object.entries(of).map(([path, content]) => ({
      path: utf8(path),
      hash: createHash('sha256').update(content).digest(),
    }));
    const signature = sign(null, signaturePreimage(entries), privateKey).toString('base64url');
    return formatSignature({ key, signature, account: null });
  };

  it('PKG-15 of its author holds, however the files are packed and ordered', async () => {
    const signature = signed(files);
    const good = { key, isValid: true, account: null };
    expect((await contentsOf({ ...files, 'banyan.signature': signature })).signature).toEqual(good);
    const turned = Object.fromEntries(Object.entries({ ...files, 'banyan.signature': signature }).toReversed());
    expect((await contentsOf(turned)).signature).toEqual(good);
  });

  it('PKG-15 does not hold for a file changed, added, renamed or left out, nor with another key', async () => {
    const signature = signed(files);
    const { 'main.js': main, ...rest } = files;
    const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x ?? '';
    for (const wrong of [
      { ...files, 'main.js': 'let A;', 'banyan.signature': signature },
      { ...files, 'more.js': '', 'banyan.signature': signature },
      { ...rest, 'Main.js': main ?? '', 'banyan.signature': signature },
      { ...rest, 'banyan.signature': signature },
      { ...files, 'banyan.signature': signature.replace(key, other) },
      { ...files, 'banyan.signature': signature.replace(key, `${'_'.repeat(42)}8`) },
    ])
      expect((await contentsOf(wrong)).signature?.isValid).toBe(false);
  });

  it('PKG-15 of another form is none', async () => {
    const good = signed(files);
    for (const text of [
      '',
      'ed25519',
      good.replace('ed25519', 'rsa'),
      `${good} `,
      ` ${good}`,
      good.repeat(2),
      'x'.repeat(5000),
    ])
      expect((await contentsOf({ ...files, 'banyan.signature': text })).signature).toBeNull();
  });

  it('PKG-15 does not hold for a signature over something else', () => {
    const entry = (path: string, hash: number) => ({ path: utf8(path), hash: new Uint8Array(32).fill(hash) });
    const preimages = [[], [entry('a', 1)], [entry('a', 2)], [entry('b', 1)], [entry('a', 1), entry('b', 1)]].map(
      (entries) => Buffer.from(signaturePreimage(entries)).toString('hex'),
    );
    expect(new Set(preimages).size).toBe(preimages.length);
    expect(preimages[0]).toBe(Buffer.from('banyan/package/1\0signature\0').toString('hex'));
  });
});
