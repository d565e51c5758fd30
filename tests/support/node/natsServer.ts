import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { findNatsServer } from '../../../scripts/setup/natsServer.mjs';

const START_LIMIT = 60_000;

/** A real NATS server on a port of its own, which keeps the port when it is killed and started again. */
export interface NatsServer {
  readonly port: number;
  readonly url: string;
  readonly process: () => ChildProcess;
  /** Ends it at once, as `kill -9` does. */
  kill(): Promise<void>;
  /** Starts it again at its port, with other arguments if any are given. */
  start(args?: readonly string[]): Promise<void>;
}

/** Why tests with NATS cannot run here, for a person to read; null when they can. */
export function whyNoNats(): string | null {
  const found = findNatsServer();
  if (found === undefined) return 'no nats-server is installed (Debian: apt-get install nats-server)';
  try {
    execFileSync(found, ['--version']);
    return null;
  } catch {
    return `${found} does not start`;
  }
}

/** A TCP port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts NATS; whoever does kills it in the end. */
export async function launchNats(args: readonly string[] = []): Promise<NatsServer> {
  const path = findNatsServer();
  if (path === undefined) throw new Error('no nats-server');
  const port = await freePort();
  let child: ChildProcess | null = null;
  const kill = async () => {
    if (child === null) return;
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
    child.kill('SIGKILL');
    await ended;
    child = null;
  };
  const start = async (given: readonly string[] = args) => {
    const started = spawn(path, ['-a', '127.0.0.1', '-p', String(port), ...given], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child = started;
    await ready(started);
  };
  await start();
  return {
    port,
    url: `nats://127.0.0.1:${port}`,
    process: () => {
      if (child === null) throw new Error('NATS is not running');
      return child;
    },
    kill,
    start,
  };
}

/** NATS writes its log to stderr, and says there when it is ready. */
async function ready(child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  for (const began = Date.now(); Date.now() - began < START_LIMIT;) {
    if (said.includes('Server is ready')) return;
    if (child.exitCode !== null) break;
    await wait(10);
  }
  throw new Error(`nats-server did not start: ${said}`);
}
