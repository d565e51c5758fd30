/**
 * One large file between two Chromium processes, each with its own host: it arrives whole, and no process's memory grows with it. By
 * hand: `npm run soak -- --only bigBlob`.
 */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { BlobCouple } from '../../bench/support/blobCouple.ts';
import { product } from './support/product.ts';
import { figure, readExtent, skipped } from './support/soak.ts';

const MB = 1e6;
/** What a page may need more at the end than when a tenth was there: windows, the outline, garbage not collected yet. */
const MOST_GROWTH = 96 * MB;
const SAMPLE_MS = 1000;

interface Sample {
  readonly at: number;
  readonly renderers: number;
  readonly hosts: number;
}

const { quick } = readExtent();
const size = (quick ? 128 : 2048) * 1024 * 1024;
const built = product();
process.env['BANYAN_BENCH_OUT'] = fileURLToPath(new URL('.', `file://${built}`));
await build({ configFile: fileURLToPath(new URL('bench/vite.config.ts', `file://${process.cwd()}/`)), mode: 'tools' });
// Only now: these read the folder when they are loaded.
const { blobCouple } = await import('../../bench/support/blobCouple.ts');
const { endAll } = await import('../../bench/support/hosts.ts');
const { TOOLS_SCRIPT } = await import('../../bench/support/plainPeople.ts');

try {
  await run(await blobCouple(TOOLS_SCRIPT));
} finally {
  await endAll();
}

async function run(couple: BlobCouple): Promise<void> {
  const { alice, bob } = couple;
  if ((await sampleOf(couple)) === null) skipped('memory of processes can be read on Linux only');
  const { id, ms } = await alice.tools('blobPut', size);
  console.log(`kept ${size / MB} MB in ${ms / 1000} s`);
  const samples: Sample[] = [];
  const fetching = { isOver: false };
  const fetched = bob.tools('blobFetch', id, size).finally(() => {
    fetching.isOver = true;
  });
  while (!fetching.isOver) {
    const sample = await sampleOf(couple);
    if (sample !== null) samples.push(sample);
    await Promise.race([fetched.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, SAMPLE_MS))]);
  }
  const took = await fetched;
  figure({
    name: 'file fetched, checked and durable',
    value: round(size / MB),
    unit: 'MB',
    note: `${round(took / 1000)} s`,
  });
  figure({ name: 'throughput', value: round(size / 1e3 / took), unit: 'MB/s' });
  tell(samples, 'renderers', 'both pages');
  tell(samples, 'hosts', 'both hosts');
}

function tell(samples: readonly Sample[], of: 'renderers' | 'hosts', whose: string): void {
  const early = samples.slice(0, Math.max(2, Math.ceil(samples.length / 10))).map((sample) => sample[of]);
  const all = samples.map((sample) => sample[of]);
  if (all.length === 0) return;
  const growth = Math.max(...all) - Math.max(...early);
  figure({ name: `most memory of ${whose}`, value: round(Math.max(...all) / MB), unit: 'MB' });
  figure({
    name: `growth of ${whose} after the first tenth`,
    value: round(growth / MB),
    unit: 'MB',
    goal: `≤ ${MOST_GROWTH / MB}`,
    holds: growth <= MOST_GROWTH,
  });
}

async function sampleOf({ alice, bob }: BlobCouple): Promise<Sample | null> {
  const { browserMemory, processMemory } = await import('../../bench/support/processTimes.ts');
  const browsers = await Promise.all([alice, bob].map(({ directory }) => browserMemory(directory).catch(() => null)));
  const hosts = await Promise.all([alice, bob].map(({ host }) => processMemory(host.pid)));
  if (browsers.includes(null)) return null;
  const renderers = browsers.reduce((sum, kinds) => sum + (kinds?.get('renderer') ?? 0), 0);
  return { at: performance.now(), renderers, hosts: hosts.reduce((sum, bytes) => sum + bytes, 0) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
