/** What the benchmarks start, and how it ends: folders, hosts, browsers. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Where the product and the pages' scripts were built; beside this program unless it says otherwise. */
export const out = process.env['BANYAN_BENCH_OUT'] ?? fileURLToPath(new URL('../', import.meta.url));

const ends: (() => Promise<void>)[] = [];

/** Has something ended by {@link endAll}, before what was started before it. */
export function endLater(stop: () => Promise<void>): void {
  ends.push(stop);
}

/** Ends everything that was started. */
export async function endAll(): Promise<void> {
  for (const stop of ends.splice(0).toReversed()) await stop().catch((error: unknown) => console.error(String(error)));
}

/** A folder that goes with everything else. */
export async function temporary(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'banyan-bench-'));
  endLater(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
}

/** A host process. */
export interface BenchHost {
  /** With the key of this start. */
  readonly url: string;
  readonly pid: number;
  end(): Promise<void>;
}

/** Starts a host on a data directory: at any port, or at the one that is kept with the data. */
export async function startHost(dataDirectory: string, port: 'any' | 'kept' = 'any'): Promise<BenchHost> {
  const args = [join(out, 'app/main/browser.js'), '--data', dataDirectory, '--json'];
  if (port === 'any') args.push('--port', '0');
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const end = () => endOf(child);
  endLater(end);
  return { url: await addressOf(child), pid: child.pid ?? 0, end };
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}

function addressOf(child: ChildProcess): Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new Error('the host has no output');
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the host ended with ${code ?? 'no'} code`)));
    createInterface({ input: stdout }).once('line', (line) => {
      const { ready } = JSON.parse(line) as { readonly ready: string };
      resolve(ready);
    });
  });
}
