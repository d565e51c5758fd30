import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
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

/** Writes `latest.json`. */
export async function writeResults(
  directory: string,
  machine: ReturnType<typeof describeMachine> & Readonly<Record<string, unknown>>,
  results: readonly Figure[],
): Promise<string> {
  await mkdir(directory, { recursive: true });
  const file = join(directory, 'latest.json');
  await writeFile(file, `${JSON.stringify({ machine, results }, null, 2)}\n`);
  return file;
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
