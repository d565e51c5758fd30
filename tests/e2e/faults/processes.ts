import { readFileSync, readdirSync } from 'node:fs';

/** The field of `/proc/<pid>/stat` with the parent, counted after the name in brackets. */
const PARENT_FIELD = 1;

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[PARENT_FIELD]);
  } catch {
    return 0;
  }
}

function hasArgument(pid: number, argument: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(argument);
  } catch {
    return false;
  }
}

function allProcesses(): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isSafeInteger(pid) && pid > 0);
}

/** Every process of the Chromium that runs on a profile: the one that names it, and all that came of it. */
export function browserProcesses(profile: string): readonly number[] {
  const all = allProcesses();
  const parents = new Map(all.map((pid) => [pid, parentOf(pid)]));
  const found = new Set(all.filter((pid) => hasArgument(pid, `--user-data-dir=${profile}`)));
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

/** Sends a signal to all of them; one that is gone already is as good as hit. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself.
    }
  }
}
