/** What serves the kit's page and its programs. The rules are those of the host: SRV in src/main/services/mini/SPEC.md, WEB in web-host's. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningKit, startKit } from '../../../scripts/mini/server/devCommand.ts';
import { ProgramSource } from '../../../scripts/mini/server/programSource.ts';
import { temporaryDirectory } from '../../support/node/temporaryDirectory.ts';

const label = 'a'.repeat(26);
const self = {
  version: 1,
  selfAddr: 'ann',
  selfName: 'Ann </script>',
  isAppSender: true,
  isBroadcast: false,
  sendUpdateInterval: 1000,
  sendUpdateMaxSize: 128_000,
  banyan: null,
};
const mount = { account: 'A'.repeat(43), package: 'A'.repeat(43), label, self };
let folder: string;
let kit: RunningKit;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'banyan-kit-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>x</title>');
  writeFileSync(join(folder, 'manifest.toml'), 'name = "Tea"\n[banyan]\npermissions = ["pay"]');
  kit = await startKit(folder, 0);
});
afterAll(async () => {
  await kit.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** By hand: `fetch` sets no `Host` and resolves no names under `localhost`. */
function ask(
  path: string,
  { headers = {}, body }: { readonly headers?: Record<string, string>; readonly body?: unknown } = {},
): Promise<Answer> {
  const { port } = new URL(kit.address);
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: body === undefined ? 'GET' : 'POST',
        headers: { Host: `localhost:${port}`, ...headers },
      },
      (response) => {
        let text = '';
        response.on('data', (data) => (text += String(data)));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      },
    );
    asked.once('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const call = (method: string, input: unknown) =>
  ask('/kit/call', { headers: { Origin: new URL(kit.address).origin }, body: { method, input } });
const inProgram = (path: string) =>
  ask(path, { headers: { Host: `${label}.localhost:${new URL(kit.address).port}`, 'Sec-Fetch-Dest': 'iframe' } });

describe('the kit’s server', () => {
  it('SRV-4 SRV-5 serves a mounted program by the host’s handler: its headers, its scripts, and who one is', async () => {
    expect((await inProgram('/')).status).toBe(404);
    const mounted = JSON.parse((await call('mini.mount', mount)).body) as unknown;
    const url = `http://${label}.localhost:${new URL(kit.address).port}/`;
    expect(mounted).toMatchObject({ ok: true, value: { url } });
    const page = await inProgram('/');
    expect([page.status, page.body]).toEqual([200, '<!doctype html><title>x</title>']);
    expect(page.headers['connection-allowlist']).toBe('(response-origin);webrtc=block');
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    const script = (await inProgram('/webxdc.js')).body;
    expect(script).toContain('"selfName":"Ann \\u003c/script\\u003e"');
    expect(script).toContain('const KIT = {"language":null');
  });

  it('WEB-17 refuses a program opened by itself, and any name that is not its own', async () => {
    const { port } = new URL(kit.address);
    const alone = { Host: `${label}.localhost:${port}`, 'Sec-Fetch-Dest': 'document' };
    expect((await ask('/', { headers: alone })).status).toBe(403);
    for (const name of ['evil.example', `127.0.0.1:${port}`, `x.localhost:${port}`])
      expect([name, (await ask('/', { headers: { Host: name } })).status]).toEqual([name, 403]);
  });

  it('is called by its own page alone, and with what fits', async () => {
    for (const origin of ['https://evil.example', `http://${label}.localhost:${new URL(kit.address).port}`, 'null'])
      expect((await ask('/kit/call', { headers: { Origin: origin }, body: {} })).status).toBe(403);
    for (const [method, input] of [
      ['mini.wipe', { label }],
      ['mini.mount', { ...mount, label: 'short' }],
      ['kit.pretend', {}],
    ] as const)
      expect((await call(method, input)).body).toContain('invalid-input');
  });

  it('lets programs see another language from their next load on', async () => {
    await call('mini.mount', mount);
    await call('kit.pretend', { language: 'ar', look: 'dark', isMirrored: true });
    expect((await inProgram('/webxdc.js')).body).toContain('"language":"ar","look":"dark","isMirrored":true');
  });

  it('tells of the program what it is now, a change too, and keeps the last one that was whole', async () => {
    expect(JSON.parse((await ask('/kit/state')).body)).toMatchObject({
      name: 'Tea',
      problem: null,
      isThere: true,
      banyan: { permissions: ['pay'], net: [] },
    });
    const changed = new Promise<void>((resolve) => {
      const stop = kit.source.onChange(() => resolve(stop()));
    });
    rmSync(join(folder, 'index.html'));
    await changed;
    expect(JSON.parse((await ask('/kit/state')).body)).toMatchObject({
      isThere: true,
      problem: expect.stringContaining('package-no-index') as string,
    });
  });
});

describe('a source', () => {
  it('packs anew what changed while it was being packed', async () => {
    const place = temporaryDirectory();
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'index.html'), 'one');
    const source = new ProgramSource(place);
    const first = source.load();
    writeFileSync(join(place, 'index.html'), 'two!');
    await Promise.all([first, source.load()]);
    expect(source.current?.opened.find('index.html')?.size).toBe(4);
    expect(source.revision).toBe(1);
  });
});
