import type { HostOutput } from '@shared/ipc/contract.ts';

/** About how many bytes of entries one read answers, as the hosts on disk do it. */
const READ_BYTES = 4 * 1024 * 1024;

/** A journal in memory. Bytes are copied in and out, as they are when they cross a process. */
export interface MemoryJournal {
  append(entries: readonly Uint8Array[]): HostOutput<'journal.append'>;
  read(from: number, limit: number): HostOutput<'journal.read'>;
  describe(): HostOutput<'journal.describe'>;
}

/** Creates an empty journal. */
export function createMemoryJournal(): MemoryJournal {
  const kept: Uint8Array[] = [];
  return {
    append: (entries) => {
      kept.push(...entries.map((entry) => entry.slice()));
      return { count: kept.length };
    },
    read: (from, limit) => {
      const wanted = kept.slice(from, from + limit);
      let bytes = 0;
      const overflow = wanted.findIndex((entry, index) => {
        bytes += entry.length;
        return index > 0 && bytes > READ_BYTES;
      });
      const entries = (overflow === -1 ? wanted : wanted.slice(0, overflow)).map((entry) => entry.slice());
      const next = from + entries.length;
      return { entries, next: next < kept.length ? next : null };
    },
    describe: () => ({ count: kept.length, bytes: kept.reduce((sum, entry) => sum + entry.length, 0), damaged: 0 }),
  };
}
