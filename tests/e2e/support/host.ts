/** The browser edition's host as a process of its own, on a data directory and a port that stay. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What was built; a long run has a build of its own. */
const app = process.env['BANYAN_APP'] ?? fileURLToPath(new URL('../../../out', import.meta.url));
const program = join(app, 'main/browser.js');

/** A running host. */
export interface RunningHost {
  readonly origin: string;
  /** The address with this start's key. */
  readonly address: string;
  readonly pid: number;
  /** Ends it; `SIGKILL` gives it no chance to tidy up. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Where a host keeps its data, and what it serves when that is not the product itself. */
export interface HostPlace {
  readonly dataDir: string;
  readonly renderer?: string | undefined;
  /** Left out, the port kept with the data is taken again. */
  readonly isFirst: boolean;
  /** More words of its command line. */
  readonly arguments?: readonly string[] | undefined;
  /** The network namespace it runs in. */
  readonly namespace?: string | undefined;
  /** Whether it looks for others in the network: people of other tests are there, too. */
  readonly hasNearby?: boolean | undefined;
}

/** Starts the built host; a first start takes a free port, which then stays with the data. */
export async function startHost(place: HostPlace): Promise<RunningHost> {
  const within = place.namespace === undefined ? [] : ['ip', 'netns', 'exec', place.namespace];
  const args = [...within, process.execPath, program, '--data', place.dataDir, '--json'];
  if (place.isFirst) args.push('--port', '0');
  if (place.renderer !== undefined) args.push('--renderer', place.renderer);
  if (place.hasNearby !== true) args.push('--no-nearby');
  args.push(...(place.arguments ?? []));
  const [command = process.execPath, ...parameters] = args;
  const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const line = await firstLine(child.stdout, ended);
  const { ready, origin } = JSON.parse(line) as { readonly ready?: string; readonly origin: string };
  if (ready === undefined) throw new Error(`the host did not start: ${line}`);
  return {
    origin,
    address: ready,
    pid: child.pid ?? 0,
    end: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

function firstLine(output: NodeJS.ReadableStream, ended: Promise<unknown[]>): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    output.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    void ended.then(([code]) => reject(new Error(`the host ended with ${String(code)} before it was ready`)));
  });
}
