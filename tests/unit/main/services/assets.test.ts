import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AssetHandler, createAssetHandler } from '../../../../src/main/services/assets/assets.ts';
import { securityHeaders } from '../../../../src/main/services/assets/securityHeaders.ts';
import { temporaryDirectory } from '../../../support/node/temporaryDirectory.ts';

describe('assets', () => {
  let handle: AssetHandler;
  const get = (path: string, method = 'GET') => handle(new Request(`http://localhost:1${path}`, { method }));

  beforeEach(() => {
    const outside = temporaryDirectory();
    const directory = join(outside, 'renderer');
    mkdirSync(join(directory, 'assets'), { recursive: true });
    mkdirSync(join(outside, 'renderer-other'));
    writeFileSync(join(directory, 'index.html'), '<title>app</title>');
    writeFileSync(join(directory, '.hidden'), 'hidden');
    writeFileSync(join(directory, 'assets', 'index-Ab3dEf9_.js'), 'code()');
    writeFileSync(join(directory, 'assets', 'plain.js'), 'code()');
    writeFileSync(join(outside, 'secret.txt'), 'secret');
    writeFileSync(join(outside, 'renderer-other', 'secret.txt'), 'secret');
    symlinkSync(join(outside, 'secret.txt'), join(directory, 'link.txt'));
    symlinkSync(join(outside, 'renderer-other'), join(directory, 'other'));
    handle = createAssetHandler({ directory, headers: securityHeaders() });
  });

  it('WEB-8 serves files with their type, and the app at its root', async () => {
    const root = await get('/');
    expect([root.status, root.headers.get('content-type'), await root.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      '<title>app</title>',
    ]);
    const script = await get('/assets/index-Ab3dEf9_.js?v=1#x');
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    const head = await get('/', 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '18', '']);
  });

  it('WEB-8 lets only hashed names be kept for ever', async () => {
    const cache = async (path: string) => (await get(path)).headers.get('cache-control');
    expect(await cache('/assets/index-Ab3dEf9_.js')).toContain('immutable');
    expect(await cache('/assets/plain.js')).toBe('no-cache');
    expect(await cache('/')).toBe('no-cache');
  });

  it.each([
    '/nothing.js',
    '/assets',
    '/assets/',
    '/link.txt',
    '/other/secret.txt',
    '/.hidden',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/index.html%00.js',
    '/%',
    '/%ff',
    '//secret.txt',
    '/index.html/x',
    '/index.html::$DATA',
    '/index.html.',
    `/${'a'.repeat(5000)}`,
  ])('WEB-8 answers 404 to %s', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('secret');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('WEB-8 only reads', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await get('/', method)).status).toBe(405);
  });
});

describe('security headers', () => {
  it('WEB-9 allow no script but our own, no framing, no forms, and nothing inline', () => {
    const headers = securityHeaders();
    const policy = headers['Content-Security-Policy'] ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self';",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ]) {
      expect(`${policy};`).toContain(part);
    }
    expect(policy).not.toMatch(/unsafe|\*|http:|https:/);
    expect(headers['Permissions-Policy']).toContain('camera=(self)');
    expect(headers['Permissions-Policy']).toContain('microphone=(self)');
    expect(headers).toMatchObject({
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Opener-Policy': 'same-origin',
    });
  });

  it('WEB-9 know the one style sheet React Aria adds for pressable elements by its hash', () => {
    const path = new URL('../../../../node_modules/react-aria/dist/private/interactions/usePress.mjs', import.meta.url);
    const source = readFileSync(path, 'utf8');
    const attribute = /PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source)?.[1] ?? 'none';
    const template = /style\.textContent = `([^`]+)`\.trim\(\)/.exec(source)?.[1] ?? 'none';
    const text = template.replaceAll(/\$\{[^}]+\}/g, attribute).trim();
    const hash = createHash('sha256').update(text).digest('base64');
    expect(securityHeaders()['Content-Security-Policy']).toContain(`style-src 'self' 'sha256-${hash}'`);
  });

  it('WEB-9 let a dev server run its inline parts only when told to', () => {
    expect(securityHeaders({ development: true })['Content-Security-Policy']).toContain(
      "script-src 'self' 'unsafe-inline'",
    );
    expect(securityHeaders({ development: false })).toEqual(securityHeaders());
  });
});
