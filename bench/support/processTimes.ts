/** CPU time and memory by kind of process of one browser, from `/proc`: Linux only. */
import { readFile, readdir } from 'node:fs/promises';

const TICKS_PER_SECOND = 100;

const BYTES_PER_PAGE = 4096;

/** Seconds of CPU by `--type` (`browser` where there is none), for the browser whose profile lies in a directory. */
export function browserTimes(profile: string): Promise<ReadonlyMap<string, number>> {
  return sumByKind(profile, ({ seconds }) => seconds);
}

/** Bytes of memory by `--type`, as {@link browserTimes}. What processes share counts for each. */
export function browserMemory(profile: string): Promise<ReadonlyMap<string, number>> {
  return sumByKind(profile, ({ bytes }) => bytes);
}

/** Bytes of memory of one process. */
export async function processMemory(pid: number): Promise<number> {
  return (await readProcess(String(pid)))?.bytes ?? 0;
}

/** What processes of one kind hold: `bytes` of memory, of what is shared with others the part that falls to them (PSS). */
export interface Share {
  readonly bytes: number;
  readonly processes: number;
}

/** Memory by `--type`, what is shared counted once for all. */
export async function browserShare(profile: string): Promise<ReadonlyMap<string, Share>> {
  const shares = new Map<string, Share>();
  for (const process of await familyOf(profile)) {
    const { bytes, processes } = shares.get(kindOf(process)) ?? { bytes: 0, processes: 0 };
    const own = await proportionalSize(process.pid);
    if (own !== null) shares.set(kindOf(process), { bytes: bytes + own, processes: processes + 1 });
  }
  return shares;
}

async function proportionalSize(pid: number): Promise<number | null> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const [, kilobytes] = /^Pss:\s+(\d+) kB/m.exec(rollup) ?? [];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

async function sumByKind(profile: string, valueOf: (process: Process) => number): Promise<ReadonlyMap<string, number>> {
  const sums = new Map<string, number>();
  for (const process of await familyOf(profile))
    sums.set(kindOf(process), (sums.get(kindOf(process)) ?? 0) + valueOf(process));
  return sums;
}

const kindOf = ({ line }: Process) => /--type=([a-z-]+)/.exec(line)?.[1] ?? 'browser';

/** The processes of one browser. */
async function familyOf(profile: string): Promise<readonly Process[]> {
  const processes = await readProcesses();
  const root = processes.find(({ line }) => line.includes(`--user-data-dir=${profile}`) && !line.includes('--type='));
  if (root === undefined) throw new Error('the browser has no process here: it can be read on Linux only');
  const family = new Set([root.pid]);
  // Children always have been listed after one pass each; two levels (zygote) are enough, a third costs nothing.
  for (let pass = 0; pass < 3; pass += 1) {
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
  }
  return processes.filter(({ pid }) => family.has(pid));
}

/** Seconds of CPU of one process. */
export async function processTime(pid: number): Promise<number> {
  return (await readProcess(String(pid)))?.seconds ?? 0;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly line: string;
  readonly seconds: number;
  readonly bytes: number;
}

async function readProcesses(): Promise<readonly Process[]> {
  const names = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const read = await Promise.all(names.map(readProcess));
  return read.filter((process) => process !== null);
}

async function readProcess(name: string): Promise<Process | null> {
  try {
    const [stat, line] = await Promise.all([
      readFile(`/proc/${name}/stat`, 'utf8'),
      readFile(`/proc/${name}/cmdline`, 'utf8'),
    ]);
    // The name in brackets may hold spaces; what follows it does not.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent, user, system, pages] = [fields[1], fields[11], fields[12], fields[21]].map(Number);
    const seconds = ((user ?? 0) + (system ?? 0)) / TICKS_PER_SECOND;
    const bytes = (pages ?? 0) * BYTES_PER_PAGE;
    return { pid: Number(name), parent: parent ?? 0, line: line.replaceAll('\0', ' '), seconds, bytes };
  } catch {
    // It ended between the listing and the reading.
    return null;
  }
}
