import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { connectTo } from '../../support/node/browserHostUnderTest.ts';
import { type StartedProgram, buildMain, startProgram } from '../../support/node/builtMain.ts';
import { temporaryDirectory } from '../../support/node/temporaryDirectory.ts';
import { ALICE } from '../../support/shared/hostContract.ts';
import { until } from '../../support/shared/until.ts';

let programs: string;
// Windows has no signals: a process asked to end is ended.
const endsCleanly = process.platform === 'win32' ? null : 0;

beforeAll(async () => {
  programs = mkdtempSync(join(tmpdir(), 'banyan-programs-'));
  writeFileSync(join(programs, 'package.json'), '{"type":"module"}');
  await buildMain(['browser', 'signal'], programs);
});

afterAll(() => rmSync(programs, { recursive: true, force: true }));

const startBrowser = async (data: string): Promise<StartedProgram> => {
  const program = await startProgram(join(programs, 'browser.js'), [
    '--data',
    data,
    '--port',
    '0',
    '--change-port',
    '--json',
  ]);
  onTestFinished(() => void program.end('SIGKILL'));
  return program;
};

async function connect(program: StartedProgram) {
  const { ready: url = '', origin = '' } = program.line;
  const host = await connectTo({ url, origin });
  onTestFinished(host.close);
  return host;
}

describe('programs of plain Node', () => {
  it('HST-12 JRN-1 loses no acknowledged entry to a kill at any instant', async () => {
    const data = temporaryDirectory();
    let acknowledged = 0;
    for (let round = 0; round < 4; round += 1) {
      const program = await startBrowser(data);
      const host = await connect(program);
      const description = await host.call('journal.describe', { account: ALICE });
      expect(description.ok && description.value.count).toBeGreaterThanOrEqual(acknowledged);
      const kill = new AbortController();
      const append = async () => {
        while (!kill.signal.aborted) {
          const answer = await host.call('journal.append', {
            account: ALICE,
            entries: [new Uint8Array(300).fill(round)],
          });
          if (answer.ok) acknowledged = Math.max(acknowledged, answer.value.count);
        }
      };
      // In the midst of writing, however fast the machine is.
      const enough = acknowledged + 30 + round * 17;
      const writers = [append(), append(), append()];
      await until(() => acknowledged >= enough);
      await program.end('SIGKILL');
      kill.abort();
      await Promise.all(writers);
    }
    expect(acknowledged).toBeGreaterThanOrEqual(4 * 30 + (1 + 2 + 3) * 17);
    const host = await connect(await startBrowser(data));
    const description = await host.call('journal.describe', { account: ALICE });
    expect(description.ok && description.value.count).toBeGreaterThanOrEqual(acknowledged);
    const { value: page } = (await host.call('journal.read', { account: ALICE, from: 0, limit: 4096 })) as {
      value: { entries: Uint8Array[] };
    };
    expect(page.entries.every((entry) => entry.length === 300 && entry.every((byte) => byte === entry[0]))).toBe(true);
    expect(page.entries.length).toBeGreaterThanOrEqual(Math.min(acknowledged, 4096));
  });

  it('WEB-11 ends cleanly when asked to, and its data can be opened again', async () => {
    const data = temporaryDirectory();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const program = await startBrowser(data);
      await connect(program);
      expect(await program.end(signal)).toBe(endsCleanly);
    }
  });

  it('SIG-13 the signaling service alone prints its address and serves any origin', async () => {
    const program = await startProgram(join(programs, 'signal.js'), ['--port', '0']);
    onTestFinished(() => void program.end('SIGKILL'));
    expect(program.line['ready']).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
    const socket = new WebSocket(program.line['ready'] ?? '', { origin: 'https://anything.example' });
    const pong = new Promise<string>((resolve) => socket.on('message', (data: Buffer) => resolve(data.toString())));
    socket.on('open', () => {
      socket.send('no json');
      socket.send('{"type":"ping"}');
    });
    expect(await pong).toBe('{"type":"pong"}');
    expect(await program.end('SIGTERM')).toBe(endsCleanly);
  });
});
