/**
 * `peer.load`: a home box as a process of its own with 100 devices linked over real connections on this machine, to which 10,000 messages a
 * minute are written. Measured is how long it takes until the writer knows that a message is durable there; beside it processor and memory of the box.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LoadFigures } from './peer/loadFigures.ts';
import type { Benchmark } from './support/benchmark.ts';
import { out, temporary } from './support/hosts.ts';
import { figureOf, rounded } from './support/statistics.ts';

const QUESTION = {
  id: 'peer.load',
  title: 'Home box: until a message is durable there, 10,000 a minute over 100 links',
  unit: 'ms',
  goal: 'p95 ≤ 500 ms, all of them kept',
  limits: [{ of: 'p95', most: 500 }],
} as const;

const RATE = 10_000;

export const peerLoad: Benchmark = {
  id: QUESTION.id,
  run: async (_world, { quick }) => {
    const [links, seconds] = quick ? [20, 10] : [100, 60];
    const said = await load([String(links), String(seconds), String(RATE)]);
    if (said.eventsKept < said.said) throw new Error(`${said.said} were acknowledged and ${said.eventsKept} kept`);
    const megabytes = (bytes: number) => Math.round(bytes / 1e6);
    return figureOf(
      QUESTION,
      { measured: said.acknowledged },
      {
        links: said.links,
        messages: said.said,
        'messages a minute': Math.round((said.said / said.seconds) * 60),
        'core % idle': rounded(said.idle * 100),
        'core % under load': rounded(said.busy * 100),
        'MB before': megabytes(said.memoryBefore),
        'MB after': megabytes(said.memoryAfter),
        'bytes of memory per message': Math.round((said.memoryAfter - said.memoryBefore) / said.said),
        'restart over this journal, s': rounded(said.restart),
      },
    );
  },
};

async function load(extent: readonly string[]): Promise<LoadFigures> {
  const args = [join(out, 'peer/load.js'), join(out, 'app/main/peer.js'), await temporary(), ...extent];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error('the load did not come to an end');
  return JSON.parse(text) as LoadFigures;
}
