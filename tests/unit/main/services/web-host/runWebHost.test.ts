import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCommandLine } from '../../../../../src/main/services/web-host/commandLine.ts';
import { type HostStart, runWebHost } from '../../../../../src/main/services/web-host/runWebHost.ts';
import { temporaryDirectory } from '../../../../support/node/temporaryDirectory.ts';

async function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  let [printed, warned] = ['', ''];
  const start = await runWebHost({
    args,
    environment,
    version: '1.2.3',
    rendererDirectory: '/nowhere',
    clientDirectory: '/nowhere',
    print: (text) => void (printed += text),
    warn: (text) => void (warned += text),
  });
  if (start.running) onTestFinished(() => start.stop());
  return { start, printed, warned };
}

const exitCode = (start: HostStart) => (start.running ? 'running' : start.exitCode);
const portOf = (start: HostStart) => (start.running ? start.host.port : 0);
const stop = (start: HostStart) => (start.running ? start.stop() : Promise.resolve());

describe('the browser edition as a program', () => {
  it('WEB-10 prints one line of JSON, and keeps its port for the next start', async () => {
    const data = temporaryDirectory();
    const first = await run(['--data', data, '--port', '0', '--json']);
    const line = JSON.parse(first.printed) as Record<string, string>;
    expect(line['origin']).toBe(`http://localhost:${portOf(first.start)}`);
    expect(line['ready']).toMatch(/^http:\/\/localhost:\d+\/\?key=[\w-]{43}$/);
    expect((await fetch(line['ready'] ?? '', { redirect: 'manual' })).status).toBe(303);
    await stop(first.start);
    expect(existsSync(join(data, 'host.lock'))).toBe(false);
    const second = await run(['--data', data]);
    expect(portOf(second.start)).toBe(portOf(first.start));
    expect(second.printed).toContain(`Banyan is at http://localhost:${portOf(first.start)}/`);
  });

  it('WEB-10 refuses another port than the kept one unless told to change it', async () => {
    const data = temporaryDirectory();
    const first = await run(['--data', data, '--port', '0']);
    await stop(first.start);
    const refused = await run(['--data', data, '--port', '1']);
    expect(exitCode(refused.start)).toBe(2);
    expect(refused.warned).toContain(`http://localhost:${portOf(first.start)}`);
    const changed = await run(['--data', data, '--port', '0', '--change-port']);
    expect(exitCode(changed.start)).toBe('running');
    const kept: unknown = JSON.parse(readFileSync(join(data, 'host.json'), 'utf8'));
    expect(kept).toEqual({ port: portOf(changed.start) });
  });

  it('WEB-10 says in words that the port is taken, and lets the data go', async () => {
    const [data, other] = [temporaryDirectory(), temporaryDirectory()];
    const squatter = await run(['--data', other, '--port', '0']);
    const port = String(portOf(squatter.start));
    const refused = await run(['--data', data, '--port', port]);
    expect(exitCode(refused.start)).toBe(4);
    expect(refused.warned).toContain(`Port ${port} is taken`);
    await stop(squatter.start);
    expect(exitCode((await run(['--data', data, '--port', port])).start)).toBe('running');
  });

  it('WEB-11 tells a second start where the first one is', async () => {
    const data = temporaryDirectory();
    const first = await run(['--data', data, '--port', '0']);
    const url = first.start.running ? first.start.host.url : 'none';
    const second = await run(['--data', data]);
    expect(exitCode(second.start)).toBe(3);
    expect(second.printed).toBe(`Banyan is already running at ${url}\n`);
    const third = await run(['--data', data, '--json']);
    expect(JSON.parse(third.printed)).toEqual({ running: url, origin: new URL(url).origin });
    if (process.platform !== 'win32') expect(statSync(join(data, 'host.lock')).mode & 0o777).toBe(0o600);
  });

  it('WEB-11 says so when the holder lives but does not answer', async () => {
    const data = temporaryDirectory();
    writeFileSync(join(data, 'host.lock'), JSON.stringify({ pid: process.pid, began: null, token: 'x', url: null }));
    const refused = await run(['--data', data, '--port', '0']);
    expect(exitCode(refused.start)).toBe(3);
    expect(refused.warned).toContain(`process ${process.pid}`);
  });

  it('WEB-11 takes over from a dead process, a reused pid and a garbled lock', async () => {
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    const locks = [
      JSON.stringify({ pid: ended, began: null, token: 'x', url: 'http://localhost:1/' }),
      '{"pid":',
      ...(process.platform === 'linux'
        ? [JSON.stringify({ pid: process.pid, began: 'other boot:1', token: 'x', url: null })]
        : []),
    ];
    for (const lock of locks) {
      const data = temporaryDirectory();
      writeFileSync(join(data, 'host.lock'), lock);
      expect(exitCode((await run(['--data', data, '--port', '0'])).start)).toBe('running');
    }
  });

  it('WEB-10 refuses to guess when its configuration can not be read', async () => {
    const data = temporaryDirectory();
    writeFileSync(join(data, 'host.json'), '{"port":"4780"}');
    await expect(run(['--data', data])).rejects.toThrow('host.json');
    expect(existsSync(join(data, 'host.lock'))).toBe(false);
  });

  it('WEB-13 counts the page of a dev server as its own, and sends it there', async () => {
    const { start } = await run([
      '--data',
      temporaryDirectory(),
      '--port',
      '0',
      '--dev-origin',
      'http://localhost:5173/',
    ]);
    const host = start.running ? start.host : null;
    const entered = await fetch(host?.url ?? '', { redirect: 'manual' });
    expect(entered.headers.get('location')).toBe(`http://localhost:5173/?host=${host?.port}`);
    const post = (origin: string) =>
      fetch(`${host?.origin}/__api/host.describe`, {
        method: 'POST',
        headers: {
          Origin: origin,
          Cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '',
          'Sec-Fetch-Site': 'same-site',
          'Content-Type': 'application/cbor',
        },
        body: new Uint8Array([0xa0]),
      });
    expect((await post('http://localhost:5173')).status).toBe(200);
    expect((await post('http://localhost:5174')).status).toBe(403);
  });
});

describe('its command line', () => {
  it('WEB-10 lets arguments win over the environment', () => {
    const environment = {
      BANYAN_DATA: '/e',
      BANYAN_PORT: '5',
      BANYAN_RENDERER: '/r',
      ELECTRON_RENDERER_URL: 'http://localhost:7/',
    };
    expect(readCommandLine(['--data', '/a', '--port', '6'], environment)).toMatchObject({
      ok: true,
      value: {
        dataDir: '/a',
        port: 6,
        rendererDirectory: '/r',
        developmentOrigin: 'http://localhost:7',
        isJson: false,
      },
    });
    expect(readCommandLine([], environment)).toMatchObject({ ok: true, value: { dataDir: '/e', port: 5 } });
    const plain = readCommandLine([], { XDG_DATA_HOME: '/x', APPDATA: '/x' });
    expect(plain).toMatchObject({ ok: true, value: { port: null, developmentOrigin: null } });
    expect(plain.ok && plain.value.dataDir.replaceAll('\\', '/')).toMatch(/\/Banyan\/browser$/);
  });

  it.each([
    [['--port', '70000']],
    [['--port', 'x']],
    [['--port', '']],
    [['--nonsense']],
    [['extra']],
    [['--dev-origin', 'https://evil.example']],
    [['--dev-origin', 'x']],
  ])('WEB-10 explains itself when given %j', async (args) => {
    const { start, warned } = await run(args);
    expect(exitCode(start)).toBe(2);
    expect(warned).toContain('Usage:');
  });
});
