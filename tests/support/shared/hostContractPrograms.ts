import { expect, it } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import type { Host } from '@ports/host.ts';
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import { accountPreimage, contentsPreimage, formatSignature } from '@shared/mini/packageSignature.ts';
import { type MadeBlob, blobOf, makeBlob } from './blobFixtures.ts';
import type { HostUnderTest } from './hostUnderTest.ts';
import { PROGRAM_SELF } from './programSelf.ts';

const account = 'A'.repeat(43) as AccountId;
const label = 'abcdefghijklmnopqrstuvw234';
const bounds = { x: 10, y: 20, width: 300, height: 400 };

/** A ZIP with an `index.html` of four bytes, and nothing else. */
const PACKAGE =
  'UEsDBBQAAAAAAAAAIVrn5ltSBAAAAAQAAAAKAAAAaW5kZXguaHRtbDxwPi5QSwECFAMUAAAAAAAAACFa5-ZbUgQAAAAEAAAACgAAAAAAAAAAAAAAgAEAAAAAaW5kZXguaHRtbFBLBQYAAAAAAQABADgAAAAsAAAAAAA';

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
}

async function contents(): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const entry = { path: encoder.encode('index.html'), hash: await sha256(encoder.encode('<p>.')) };
  return sha256(contentsPreimage([entry]));
}

const contentsOf = async () => toBase64url(await contents());

/** A signature of {@link PACKAGE} for an account, by a key made for it. The certificate is not the host's to read. */
async function signatureText(): Promise<string> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const id = fromBase64url(account);
  if (!id.ok || !('privateKey' in pair)) throw new Error('no keys');
  const preimage = new Uint8Array(accountPreimage(id.value, await contents()));
  return formatSignature({
    key: toBase64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))),
    signature: toBase64url(new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, preimage))),
    account: { id: account, certificate: 'AQID' },
  });
}

function packageBlob(): MadeBlob {
  const bytes = fromBase64url(PACKAGE);
  if (!bytes.ok) throw new Error(bytes.error.message);
  return makeBlob(new Uint8Array(bytes.value));
}

async function keep(host: Host, { id, outline, chunks }: MadeBlob): Promise<void> {
  await host.call('blob.begin', { account, id, ...outline });
  for (const [index, bytes] of chunks.entries()) await host.call('blob.write', { account, id, index, bytes });
}

/** HST-17 to HST-20: what every host does with packages and programs. */
export function describePrograms(start: () => Promise<HostUnderTest>): void {
  const startWithPackage = async () => {
    const { host, know } = await start();
    const blob = packageBlob();
    const facts = {
      package: blob.id,
      size: blob.bytes.length,
      unpacked: 4,
      entries: 1,
      manifest: { name: null, description: null, version: null, sourceCodeUrl: null, id: null, banyan: null },
      icon: null,
      contents: await contentsOf(),
      signature: null,
    };
    know?.(facts);
    return { host, know, blob, facts };
  };

  it('HST-17 tells what a package is once it is whole, and what is none', async () => {
    const { host, blob, facts } = await startWithPackage();
    const input = { account, package: blob.id };
    expect(await host.call('mini.inspect', input)).toMatchObject({ ok: false, error: { code: 'blob-absent' } });
    await keep(host, blob);
    expect(await host.call('mini.inspect', input)).toEqual({ ok: true, value: { facts } });
    const other = makeBlob(new Uint8Array(100).fill(65));
    await keep(host, other);
    expect(await host.call('mini.inspect', { account, package: other.id })).toMatchObject({
      ok: false,
      error: { code: 'package-not-zip' },
    });
  });

  it('HST-18 serves a package at a label, says where, and stops', async () => {
    const { host, blob } = await startWithPackage();
    const mount = { account, package: blob.id, label, self: PROGRAM_SELF };
    expect(await host.call('mini.mount', mount)).toMatchObject({ ok: false, error: { code: 'blob-absent' } });
    await keep(host, blob);
    const mounted = await host.call('mini.mount', mount);
    expect(mounted.ok && new URL(mounted.value.url).href).toContain(label);
    const again = await host.call('mini.mount', { ...mount, self: { ...PROGRAM_SELF, selfName: 'Bob' } });
    const [first, second] = [mounted, again].map((one) => (one.ok ? one.value : { url: '', mounting: '' }));
    expect(second?.url).toBe(first?.url);
    expect(second?.mounting).not.toBe(first?.mounting);
    for (const isFrozen of [true, true, false, false])
      expect(await host.call('mini.freeze', { label, isFrozen })).toEqual({ ok: true, value: {} });
    const canary = await host.call('mini.canary', {});
    expect(canary.ok && (canary.value.url === null || canary.value.url.startsWith('http://canary.localhost:'))).toBe(
      true,
    );
    expect((await host.call('mini.wipe', { label })).ok).toBe(true);
    for (const one of [{}, {}, { mounting: 'over' }])
      expect(await host.call('mini.unmount', { label, ...one })).toEqual({ ok: true, value: {} });
  });

  it('HST-20 keeps a copy of a package with a signature in it, and none with what is no signature', async () => {
    const { host, know, blob } = await startWithPackage();
    const place = { account, package: blob.id };
    const text = await signatureText();
    expect(await host.call('mini.sign', { ...place, signature: text })).toMatchObject({
      error: { code: 'blob-absent' },
    });
    await keep(host, blob);
    // A host that reads no packages cannot know whose contents a signature is of.
    const wrong = know === undefined ? [text.replace(/^(ed25519 \S{43} ).{8}/, '$1AAAAAAAA')] : [];
    for (const signature of ['', 'x', text.slice(1), ...wrong])
      expect(await host.call('mini.sign', { ...place, signature })).toMatchObject({ error: { code: 'invalid-input' } });
    const signed = await host.call('mini.sign', { ...place, signature: text });
    if (!signed.ok) throw new Error(signed.error.message);
    expect(signed.value.package).not.toBe(blob.id);
    const facts = await host.call('mini.inspect', { account, package: signed.value.package });
    expect(facts.ok && facts.value.facts).toMatchObject({
      size: signed.value.size,
      contents: await contentsOf(),
      signature: { isValid: true, account: { id: account, certificate: Uint8Array.of(1, 2, 3) } },
    });
    expect((await host.call('mini.inspect', place)).ok).toBe(true);
  });

  it('HST-19 shows programs in views if it says so, and otherwise not at all', async () => {
    const { host, blob } = await startWithPackage();
    await keep(host, blob);
    const description = await host.call('host.describe', {});
    const hasViews = description.ok && description.value.capabilities.includes('programViews');
    const code = async (call: Promise<{ ok: true } | { ok: false; error: { code: string } }>) => {
      const answer = await call;
      return answer.ok ? 'ok' : answer.error.code;
    };
    const early = await code(host.call('view.open', { label, bounds }));
    await host.call('mini.mount', { account, package: blob.id, label, self: PROGRAM_SELF });
    const codes = [
      early,
      await code(host.call('view.open', { label, bounds })),
      await code(host.call('view.place', { label, bounds: null })),
      await code(host.call('view.reload', { label })),
      await code(host.call('view.figures', {})),
      await code(host.call('view.close', { label })),
      await code(host.call('view.close', { label })),
      await code(host.call('view.reload', { label })),
    ];
    const shown = ['program-absent', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'program-absent'];
    expect(codes).toEqual(hasViews ? shown : shown.map(() => 'unsupported'));
  });

  it('HST-22 tells what a program keeps, or where a page of its origin is that can', async () => {
    const { host } = await start();
    const stored = await host.call('mini.stored', { label });
    if (!stored.ok) throw new Error(stored.error.code);
    const { bytes, url } = stored.value;
    expect([bytes, url]).not.toEqual([expect.any(Number), expect.any(String)]);
    if (url !== null) expect(new URL(url).host).toContain(label);
    expect(await host.call('mini.stored', { label: 'x' })).toMatchObject({ error: { code: 'invalid-input' } });
  });

  it('HST-21 knows the programs it may reach the network for, and reaches nothing their packages do not name', async () => {
    const { host, blob } = await startWithPackage();
    await keep(host, blob);
    const description = await host.call('host.describe', {});
    const hasNet = description.ok && description.value.capabilities.includes('programNet');
    const request = {
      label,
      hosts: ['api.example.org'],
      url: 'https://api.example.org/',
      method: 'GET' as const,
      headers: {},
      body: null,
    };
    const early = await host.call('net.fetch', request);
    await host.call('mini.mount', { account, package: blob.id, label, self: PROGRAM_SELF });
    const answers = [early, await host.call('net.fetch', request), await host.call('net.hangUp', { label })];
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.error.code));
    expect(codes).toEqual(
      hasNet ? ['program-absent', 'forbidden', 'ok'] : ['unsupported', 'unsupported', 'unsupported'],
    );
    const headers = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`x-${index}`, '']));
    expect(await host.call('net.fetch', { ...request, headers })).toMatchObject({ error: { code: 'invalid-input' } });
  });
  it('HST-23 asks mints, and nobody who can not be one', async () => {
    const { host } = await startWithPackage();
    const ask = (mint: string, place: string) => host.call('mint.ask', { mint, place, body: null });
    for (const [mint, place] of [
      ['http://mint.example.org', 'info'],
      ['https://mint.example.org/', 'info'],
      ['https://mint.example.org', '../admin'],
    ] as const) {
      expect(await ask(mint, place)).toMatchObject({ error: { code: 'invalid-input' } });
    }
    // Nothing listens on the port that is kept for discarding.
    expect(await ask('http://127.0.0.1:9', 'info')).toMatchObject({ error: { code: 'unreachable' } });
  });
  it('HST-25 fetches feeds of the web, and nothing at an address that is none', async () => {
    const { host } = await startWithPackage();
    const get = (url: string) => host.call('feed.fetch', { url, etag: null, modified: null });
    expect(await get(`https://example.org/${'a'.repeat(2048)}`)).toMatchObject({ error: { code: 'invalid-input' } });
    const nowhere = await get('http://192.168.0.1:9/feed');
    expect(nowhere.ok ? 'ok' : nowhere.error.code).toMatch(/^(?:forbidden|unreachable)$/u);
    const marked = await host.call('feed.fetch', { url: 'https://example.org/', etag: 'a\nb', modified: null });
    expect(marked).toMatchObject({ error: { code: 'invalid-input' } });
  });
  it('HST-26 fetches what a link is shown with, and nothing at an address that is none', async () => {
    const { host } = await startWithPackage();
    for (const method of ['preview.page', 'preview.picture'] as const) {
      const long = await host.call(method, { url: `https://example.org/${'a'.repeat(2048)}` });
      expect(long).toMatchObject({ error: { code: 'invalid-input' } });
      const nowhere = await host.call(method, { url: 'http://192.168.0.1:9/page' });
      expect(nowhere.ok ? 'ok' : nowhere.error.code).toMatch(/^(?:forbidden|unreachable)$/u);
    }
  });
  it('HST-27 lets files be dragged out where it has windows, and only under a bare name', async () => {
    const { host } = await startWithPackage();
    const description = await host.call('host.describe', {});
    const canDrag = description.ok && description.value.capabilities.includes('dragOut');
    const drag = (name: string) => host.call('drag.start', { account, id: blobOf(1).id, name });
    expect(await drag('a/../b')).toMatchObject({ error: { code: 'invalid-input' } });
    expect(await drag('a.txt')).toMatchObject({ error: { code: canDrag ? 'blob-absent' : 'unsupported' } });
  });
  it('HST-24 asks an endpoint that answers over https or on this machine, and nothing else', async () => {
    const { host } = await startWithPackage();
    const ask = (url: string, text = 'Hello') =>
      host.call('answer.ask', { url, model: 'small', instructions: '', text });
    for (const url of ['http://answers.example.org', 'http://192.168.1.4', 'ftp://127.0.0.1', 'https://a:b@c.example'])
      expect([url, await ask(url)]).toMatchObject([url, { error: { code: 'invalid-input' } }]);
    expect(await ask('http://127.0.0.1:9', '')).toMatchObject({ error: { code: 'invalid-input' } });
    expect(await ask('http://127.0.0.1:9')).toMatchObject({ error: { code: 'unreachable' } });
  });
}
