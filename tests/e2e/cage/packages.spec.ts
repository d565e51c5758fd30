/** Checklist 27 to 30 on the way a person's package takes; each rule of archives by itself is in the unit tests of `services/packages`. */
import { randomBytes } from 'node:crypto';
import { expect } from '@playwright/test';
import type { AccountId } from '../../../src/shared/ids.ts';
import { makePackage, makeZip, unixMode } from '../../support/node/zipBuilder.ts';
import { makeBlob } from '../../support/shared/blobFixtures.ts';
import { Cage, SELF, newLabel } from './support/cage.ts';
import { test } from './support/fixtures.ts';
import { scripted, tellCaged } from './support/tell.ts';

const account = 'A'.repeat(43) as AccountId;
let cage: Cage;
test.beforeAll(async ({ builds }) => {
  cage = await Cage.open(builds.harness);
});
test.afterAll(() => cage.close());

/** What the app makes of a package. */
async function mount(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const blob = makeBlob(bytes);
  await cage.calls.call('blob.begin', { account, id: blob.id, ...blob.outline });
  for (const [index, chunk] of blob.chunks.entries())
    await cage.calls.call('blob.write', { account, id: blob.id, index, bytes: chunk });
  const program = { name: blob.id, account, package: blob.id, label: newLabel(), self: SELF, href: null };
  return cage.call('mount', program);
}

test('CAGE-27 CAGE-28 packages with bad paths, links, bombs and encryption are not opened, a good one is', async () => {
  const index = { path: 'index.html', content: 'x' };
  const bad = {
    traversal: makePackage({}, [{ path: '../x', content: 'x' }]),
    absolute: makePackage({}, [{ path: '/x', content: 'x' }]),
    backslash: makePackage({}, [{ path: 'a\\x', content: 'x' }]),
    encoded: makePackage({}, [{ path: '%2e%2e/x', content: 'x' }]),
    nul: makePackage({}, [{ path: 'a\0b', content: 'x' }]),
    clash: makePackage({}, [{ path: 'INDEX.html', content: 'x' }]),
    link: makePackage({}, [{ path: 'l', content: '/etc/passwd', attributes: unixMode(0o120_777) }]),
    bomb: makePackage({ zeros: '0'.repeat(5_000_000) }),
    liar: makeZip([index, { path: 'y', content: 'x'.repeat(99), isDeflated: true, size: 9 }]),
    encrypted: makeZip([index, { path: 'y', content: 'x', flags: 0x0801 }]),
    method: makeZip([index, { path: 'y', content: 'x', method: 12 }]),
    flood: makePackage(Object.fromEntries(Array.from({ length: 2100 }, (_, number) => [`f${number}`, '']))),
    none: makeZip([{ path: 'other.html', content: 'x' }]),
  };
  const outcomes: Record<string, string> = {};
  for (const [name, bytes] of Object.entries(bad)) outcomes[name] = await mount(bytes);
  expect(outcomes).toEqual(Object.fromEntries(Object.keys(bad).map((name) => [name, 'program-package'])));
  expect(await mount(makePackage({ 'a b/ünï.txt': 'x' }))).toBe('ok');
});

test('CAGE-13 CAGE-17 CAGE-19 CAGE-27 every answer under a program’s origin has policy and header, and none leads elsewhere', async () => {
  const paths = [
    'a b.txt',
    'webxdc.js',
    'doc.pdf',
    'noending',
    '..%2f..%2fetc/passwd',
    '%252e%252e/x',
    '%00',
    'a%5cb',
    'none.html',
    'banyan.js',
  ];
  const lines = `const told = {};
    for (const path of ${JSON.stringify(paths)}) {
      const answer = await fetch('/' + path, { redirect: 'manual' });
      told[path] = [answer.status, answer.headers.get('content-type'), answer.headers.get('connection-allowlist'),
        (answer.headers.get('content-security-policy') ?? '').includes("frame-src 'self'"), answer.headers.get('x-content-type-options'), (await answer.text()).includes('root:')];
    }
    return told;`;
  const files = scripted(lines, { 'a b.txt': 'x', 'doc.pdf': '%PDF-1.7', noending: '%PDF-1.7' });
  const told = await tellCaged<Record<string, readonly unknown[]>>(cage, 'paths', { files });
  const of = (status: number, type: string) => [status, type, '(response-origin);webrtc=block', true, 'nosniff', false];
  const none = of(404, 'text/plain; charset=utf-8');
  expect(told).toMatchObject({
    'a b.txt': of(200, 'text/plain; charset=utf-8'),
    'webxdc.js': of(200, 'text/javascript; charset=utf-8'),
    'doc.pdf': of(200, 'application/octet-stream'),
    noending: of(200, 'application/octet-stream'),
    ...Object.fromEntries(paths.slice(4).map((path) => [path, none])),
  });
});

test('CAGE-29 huge and broken manifests and icons open as if there were none', async () => {
  for (const files of [
    { 'manifest.toml': `name = "${'x'.repeat(20_000)}"` },
    { 'manifest.toml': 'name = [[[' },
    { 'manifest.toml': 'name = "ev\\u202Eil"', 'icon.png': randomBytes(600_000) },
  ]) {
    expect(await mount(makePackage(files))).toBe('ok');
    const facts = await cage.calls.call('mini.inspect', { account, package: makeBlob(makePackage(files)).id });
    expect(JSON.stringify(facts)).not.toMatch(/\u202e|x{300}/);
    expect(facts).toMatchObject({ ok: true, value: { facts: { icon: null } } });
  }
});

test('CAGE-30 the host’s script is served, whatever the package has in its place', async () => {
  const files = scripted(
    'return [typeof webxdc.sendUpdate, typeof window.packaged, (await (await fetch("webxdc.js")).text()).includes("packaged")];',
    {
      'webxdc.js': 'window.packaged = true;',
      'other.js': 'window.other = true;',
    },
  );
  expect(await tellCaged(cage, 'packaged', { files })).toEqual(['function', 'undefined', false]);
});
