import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { arch, cpus, loadavg, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Figure, rounded } from './statistics.ts';

/** What the figures were measured on. */
export function describeMachine(chromium: string) {
  const cores = cpus();
  return {
    processor: cores[0]?.model ?? 'unknown',
    cores: cores.length,
    memoryGB: rounded(totalmem() / 1e9),
    platform: `${platform()} ${arch()}`,
    node: process.version,
    chromium,
    commit: commit(),
    loadAtStart: loadavg().map(rounded),
    note: 'Machines are shared and noisy: judge ratios, not times.',
  };
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

/** What was measured in one run. */
export interface RunFigures {
  readonly machine: ReturnType<typeof describeMachine> & { readonly quick: boolean };
  readonly results: readonly Figure[];
  /** Every benchmark there is: rows of others are left out. */
  readonly known: readonly string[];
}

/**
 * Writes `latest.json`: each row is of the last whole run of that benchmark, and says of which commit and at which load it is. A quick
 * run writes `quick.json`, which is nobody's record.
 */
export async function writeResults(directory: string, { machine, results, known }: RunFigures): Promise<string> {
  await mkdir(directory, { recursive: true });
  const file = join(directory, machine.quick ? 'quick.json' : 'latest.json');
  const { commit: at, loadAtStart, ...rest } = machine;
  const fresh = results.map((result) => ({ ...result, commit: at, loadAtStart }));
  const rows = machine.quick ? fresh : mergeRows(await readRows(file), fresh, known);
  await writeFile(file, `${JSON.stringify({ machine: rest, results: rows }, null, 2)}\n`);
  return file;
}

/** Writes what one benchmark saw, a line for each sample, beside the results; only who looks for a cause reads it. */
export async function writeBeside(name: string, samples: readonly unknown[]): Promise<void> {
  const directory = join(process.cwd(), 'bench/results');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, name), `[\n${samples.map((sample) => JSON.stringify(sample)).join(',\n')}\n]\n`);
}

/** A row as it is kept. */
export interface Row {
  readonly id: string;
}

/** Fresh rows in place of older ones, in the order in which the benchmarks are known. */
export function mergeRows(before: readonly Row[], fresh: readonly Row[], known: readonly string[]): readonly Row[] {
  const rows = new Map([...before, ...fresh].map((row) => [row.id, row]));
  return known.flatMap((id) => rows.get(id) ?? []);
}

async function readRows(file: string): Promise<readonly Row[]> {
  try {
    const { results } = JSON.parse(await readFile(file, 'utf8')) as { readonly results: readonly Row[] };
    return results;
  } catch {
    // There is none yet, or it cannot be read: it is made anew.
    return [];
  }
}

/** The figures as a table for people. */
export function tableOf(figures: readonly Figure[]): string {
  const head = ['id', 'value', 'unit', 'baseline', 'ratio', 'p50', 'p95', 'p99', 'n', 'goal', 'holds'];
  const rows = figures.map((figure) => [
    figure.id,
    String(figure.value),
    figure.unit,
    String(figure.baseline ?? '–'),
    String(figure.ratio ?? '–'),
    ...[figure.p50, figure.p95, figure.p99, figure.samples].map(String),
    figure.goal,
    figure.holds ? 'yes' : 'NO',
  ]);
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  const details = figures
    .filter((figure) => Object.keys(figure.details).length > 0)
    .map(
      ({ id, details: more }) =>
        `  ${id}: ${Object.entries(more)
          .map(([name, value]) => `${name} ${value}`)
          .join(', ')}`,
    );
  return [line(head), ...rows.map(line), '', ...details].join('\n');
}
