/** A package signed by a device for its account: what the host says of it, and what a reader makes of that. */
import { type KeyObject, createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Verify, packSigned } from '@domain/codec/signed.ts';
import { type Certificate, certifyDevice, readCertificate } from '@domain/identity/certificate.ts';
import { type Authorship, isSameAuthor, readAuthorship, signPackage } from '@domain/mini/authorship.ts';
import { toBase64url } from '@shared/base64url.ts';
import {
  MAX_SIGNATURE_BYTES,
  MAX_SIGNATURE_CERTIFICATE,
  accountPreimage,
  formatSignature,
  parseSignature,
} from '@shared/mini/packageSignature.ts';
import { openPackage } from '../../../../../src/main/services/packages/openPackage.ts';
import { withSignature } from '../../../../../src/main/services/packages/withSignature.ts';
import { readZipIndex } from '../../../../../src/main/services/packages/zipIndex.ts';
import { descriptor, factsOf, makePackage, makeZip } from '../../../../support/node/zipBuilder.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

const FILES: Files = { 'index.html': '<p>one</p>', 'main.js': 'let a;', 'ünïcode/b.js': 'let b;' };

interface Signer {
  readonly certificate: Certificate;
  readonly key: KeyObject;
}

const publicKeyOf = (x: string) => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
const verifySignature: Verify = (key, signature, bytes) =>
  Promise.resolve(verify(null, bytes, publicKeyOf(Buffer.from(key).toString('base64url')), signature));

const rawOf = (key: KeyObject) => new Uint8Array(Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url'));
const signerOf = (key: KeyObject) => (bytes: Uint8Array) => Promise.resolve(new Uint8Array(sign(null, bytes, key)));

/** A device of an account; `certified` is the key that the certificate names where that is not the device's own. */
async function makeSigner(certified?: KeyObject, root = generateKeyPairSync('ed25519')): Promise<Signer> {
  const device = generateKeyPairSync('ed25519');
  const fields = {
    root: rawOf(root.publicKey),
    signing: rawOf(certified ?? device.publicKey),
    agreement: new Uint8Array(32).fill(9),
    roles: ['chat', 'spend', 'issue', 'clerk', 'deal'] as const,
    at: 1_700_000_000_000,
  };
  const certificate = await readCertificate(await certifyDevice(fields, signerOf(root.privateKey)), verifySignature);
  if (!certificate.ok) throw new Error(certificate.error.message);
  return { certificate: certificate.value, key: device.privateKey };
}

/** The public half of someone's device key, which anyone has. */
function publicOf({ certificate }: Signer): KeyObject {
  return publicKeyOf(certificate.device);
}

async function contentsOf(bytes: Uint8Array) {
  const opened = await openPackage(bytes);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value.contents;
}

const contentsHash = async (files: Files) =>
  new Uint8Array(Buffer.from((await contentsOf(makePackage(files))).contents, 'base64url'));

async function textFor(files: Files, { certificate, key }: Signer): Promise<string> {
  return signPackage({ contents: await contentsHash(files), certificate }, signerOf(key));
}

const authorshipOf = async (bytes: Uint8Array): Promise<Authorship> =>
  readAuthorship(await contentsOf(bytes), verifySignature);
const kindOf = async (files: Files) => (await authorshipOf(makePackage(files))).kind;

describe('a signature for an account', () => {
  it('PKG-18 MIN-20 names the account and the device, however the files are packed and ordered', async () => {
    const ana = await makeSigner();
    const text = await textFor(FILES, ana);
    const { account, device } = ana.certificate;
    const expected = { kind: 'account', account, device };
    expect(await authorshipOf(makePackage({ ...FILES, 'banyan.signature': text }))).toEqual(expected);
    const turned = Object.fromEntries(Object.entries({ ...FILES, 'banyan.signature': text }).toReversed());
    expect(await authorshipOf(makePackage(turned))).toEqual(expected);
    const repacked = makeZip(
      Object.entries({ ...FILES, 'banyan.signature': text }).map(([path, content]) => ({
        path,
        content,
        isDeflated: path === 'main.js',
      })),
    );
    expect(await authorshipOf(repacked)).toEqual(expected);
    expect(text.length).toBeLessThan(MAX_SIGNATURE_BYTES);
  });

  it('MIN-20 one byte changed in any file, and it is broken', async () => {
    const text = await textFor(FILES, await makeSigner());
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(FILES)),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (path, at, by) => {
          const bytes = Buffer.from(FILES[path] ?? '');
          bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ by;
          expect(await kindOf({ ...FILES, [path]: new Uint8Array(bytes), 'banyan.signature': text })).toBe('broken');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('MIN-20 a file added, taken away, renamed or swapped with another breaks it', async () => {
    const text = await textFor(FILES, await makeSigner());
    const { 'main.js': main = '', ...rest } = FILES;
    for (const files of [
      { ...FILES, 'more.js': '' },
      rest,
      { ...rest, 'Main.js': main },
      { ...FILES, 'main.js': FILES['ünïcode/b.js'] ?? '', 'ünïcode/b.js': main },
    ])
      expect(await kindOf({ ...files, 'banyan.signature': text })).toBe('broken');
    expect(await kindOf(rest)).toBe('unsigned');
  });

  it('MIN-20 a signature from another package is broken here', async () => {
    const ana = await makeSigner();
    const other = await textFor({ ...FILES, 'main.js': 'let other;' }, ana);
    expect(await kindOf({ ...FILES, 'banyan.signature': other })).toBe('broken');
  });

  it('MIN-20 nobody claims another’s package with a certificate of their own for that device', async () => {
    const ana = await makeSigner();
    const text = await textFor(FILES, ana);
    const parsed = parseSignature(text);
    if (parsed?.account === null || parsed === null) throw new Error('no account');
    // The root signs whatever key it likes: the certificate itself is good.
    const thief = await makeSigner(publicOf(ana));
    expect(thief.certificate.device).toBe(ana.certificate.device);
    const certificate = toBase64url(packSigned(thief.certificate.signed));
    for (const account of [
      { id: thief.certificate.account, certificate },
      { id: ana.certificate.account, certificate },
      { id: thief.certificate.account, certificate: parsed.account.certificate },
      null,
    ])
      expect(await kindOf({ ...FILES, 'banyan.signature': formatSignature({ ...parsed, account }) })).toBe('broken');
  });

  it('MIN-20 a certificate that does not hold, or is of another device, breaks it', async () => {
    const [ana, ben] = [await makeSigner(), await makeSigner()];
    const { account, device, signed } = ana.certificate;
    const contents = await contentsHash(FILES);
    // The device signs for the account it claims, so that the host has nothing to say against it.
    const withCertificate = (certificate: Uint8Array, id = account) => {
      const preimage = accountPreimage(Buffer.from(id, 'base64url'), contents);
      const signature = sign(null, preimage, ana.key).toString('base64url');
      return formatSignature({ key: device, signature, account: { id, certificate: toBase64url(certificate) } });
    };
    const forged = { bytes: signed.bytes, signature: ben.certificate.signed.signature };
    const packed = packSigned(signed);
    for (const [text, kind] of [
      [withCertificate(packed), 'account'],
      [withCertificate(packSigned(forged)), 'broken'],
      [withCertificate(packSigned(ben.certificate.signed)), 'broken'],
      [withCertificate(packSigned(ben.certificate.signed), ben.certificate.account), 'broken'],
      [withCertificate(packed, ben.certificate.account), 'broken'],
      [withCertificate(packed.subarray(1)), 'broken'],
      [withCertificate(new Uint8Array(MAX_SIGNATURE_CERTIFICATE)), 'broken'],
    ] as const)
      expect(await kindOf({ ...FILES, 'banyan.signature': text })).toBe(kind);
  });

  it('PKG-15 PKG-18 what is too long, or has another form, is no signature', async () => {
    const text = await textFor(FILES, await makeSigner());
    const [line = '', account = ''] = text.split('\n');
    for (const wrong of [
      `${text}x`,
      `${account}\n${line}\n`,
      `${text}${account}\n`,
      `${line}\n\n${account}\n`,
      `${line}\n${account} `,
      `${line}\naccount ${'A'.repeat(42)}B ${account.split(' ')[2] ?? ''}\n`,
      `${line}\naccount ${account.split(' ')[1] ?? ''} ${'A'.repeat(690)}\n`,
      `${text}${' '.repeat(MAX_SIGNATURE_BYTES)}`,
    ])
      expect(await kindOf({ ...FILES, 'banyan.signature': wrong })).toBe('unsigned');
    expect(await kindOf({ ...FILES, 'banyan.signature': text.replaceAll('\n', '\r\n') })).toBe('account');
  });

  it('PKG-18 signs under a label of its own', async () => {
    const [account, contents] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const hex = Buffer.from(accountPreimage(account, contents)).toString('hex');
    expect(hex).toBe(
      `${Buffer.from('banyan/package/1\0author\0').toString('hex')}${'01'.repeat(32)}${'02'.repeat(32)}`,
    );
    const hash = createHash('sha256').update(Buffer.from('banyan/package/1\0contents\0'));
    for (const path of Object.keys(FILES).toSorted((one, other) =>
      Buffer.compare(Buffer.from(one), Buffer.from(other)),
    )) {
      const length = Buffer.byteLength(path);
      hash.update(Uint8Array.of(length >> 8, length & 0xff)).update(path);
      hash.update(
        createHash('sha256')
          .update(FILES[path] ?? '')
          .digest(),
      );
    }
    expect(Buffer.from(await contentsHash(FILES)).equals(hash.digest())).toBe(true);
  });

  it('MIN-21 two devices of one account are one author; a key, nobody and a broken one are not', async () => {
    const root = generateKeyPairSync('ed25519');
    const [desk, laptop, ben] = [
      await makeSigner(undefined, root),
      await makeSigner(undefined, root),
      await makeSigner(),
    ];
    const of = (signer: Signer): Authorship => ({ kind: 'account', ...signer.certificate });
    expect(isSameAuthor(of(desk), of(laptop))).toBe(true);
    expect(isSameAuthor(of(desk), of(ben))).toBe(false);
    const key = (name: string): Authorship => ({ kind: 'key', key: name });
    expect(isSameAuthor(key('a'), key('a'))).toBe(true);
    expect(isSameAuthor(key('a'), key('b'))).toBe(false);
    expect(isSameAuthor(of(desk), key(desk.certificate.device))).toBe(false);
    for (const kind of ['unsigned', 'broken'] as const) expect(isSameAuthor({ kind }, { kind })).toBe(false);
  });
});

describe('putting it in', () => {
  const put = async (bytes: Uint8Array, signer: Signer) => {
    const contents = new Uint8Array(Buffer.from((await contentsOf(bytes)).contents, 'base64url'));
    const text = await signPackage({ contents, certificate: signer.certificate }, signerOf(signer.key));
    const signed = await withSignature(bytes, text);
    if (!signed.ok) throw new Error(signed.error.message);
    return signed.value.bytes;
  };
  const entriesOf = (bytes: Uint8Array) => {
    const index = readZipIndex(bytes);
    if (!index.ok) throw new Error(index.error.message);
    return index.value.map(({ path, data, checksum, isDeflated }) => ({
      path,
      data: Buffer.from(data).toString('hex'),
      checksum,
      isDeflated,
    }));
  };

  it('PKG-19 leaves every other entry as it was packed, takes the place of the one before, and gives the same bytes again', async () => {
    const [ana, ben] = [await makeSigner(), await makeSigner()];
    const content = 'x'.repeat(1000);
    const bytes = makeZip([
      { path: 'assets/' },
      { path: 'index.html', content, isDeflated: true },
      {
        path: 'a.txt',
        content: 'later',
        flags: 0x0808,
        after: descriptor(factsOf({ path: 'a.txt', content: 'later' })),
      },
      { path: 'manifest.toml', content: 'name = "Poll"' },
    ]);
    const first = await put(bytes, ana);
    expect(entriesOf(first).filter(({ path }) => path !== 'banyan.signature')).toEqual(entriesOf(bytes));
    expect(await authorshipOf(first)).toMatchObject({ kind: 'account', account: ana.certificate.account });
    const second = await put(first, ben);
    expect(await authorshipOf(second)).toMatchObject({ kind: 'account', account: ben.certificate.account });
    expect(entriesOf(second)).toHaveLength(entriesOf(first).length);
    expect((await contentsOf(second)).contents).toBe((await contentsOf(bytes)).contents);
    // Ed25519 has one signature for one message.
    expect(Buffer.from(await put(second, ana)).equals(Buffer.from(first))).toBe(true);
  });

  it('PKG-19 is refused by what is no package, and where the copy would be none', async () => {
    const text = await textFor(FILES, await makeSigner());
    expect(await withSignature(new Uint8Array(100), text)).toMatchObject({ error: { code: 'package-not-zip' } });
    const many = Object.fromEntries(Array.from({ length: 2047 }, (_, index) => [`f${index}`, '']));
    const full = makePackage(many);
    expect((await contentsOf(full)).entries).toBe(2048);
    expect(await withSignature(full, text)).toMatchObject({ error: { code: 'package-too-many' } });
  });
});
