import type { HostOutput } from '@shared/ipc/contract.ts';

/** About how many bytes of entries one read answers, as the hosts on disk do it. */
const READ_BYTES = 4 * 1024 * 1024;

/** A journal in memory. Bytes are copied in and out, as they are when they cross a process. */
export interface MemoryJournal {
  append(entries: readonly Uint8Array[]): HostOutput<'journal.append'>;
  read(from: number, limit: number): HostOutput<'journal.read'>;
  compact(drop: readonly number[]): HostOutput<'journal.compact'>;
  describe(): HostOutput<'journal.describe'>;
}

/** Creates an empty journal. */
export function createMemoryJournal(): MemoryJournal {
  /** By number; null what was dropped. */
  const kept: (Uint8Array | null)[] = [];
  return {
    append: (entries) => {
      kept.push(...entries.map((entry) => entry.slice()));
      return { count: kept.length };
    },
    read: (from, limit) => {
      const page: HostOutput<'journal.read'> = { entries: [], numbers: [], next: null };
      const stop = Math.min(kept.length, from + limit);
      let bytes = 0;
      let number = from;
      for (; number < stop; number += 1) {
        const entry = kept[number] ?? null;
        if (entry === null) continue;
        bytes += entry.length;
        if (page.entries.length > 0 && bytes > READ_BYTES) break;
        page.entries.push(entry.slice());
        page.numbers.push(number);
      }
      return { ...page, next: number < kept.length ? number : null };
    },
    compact: (drop) => {
      let [dropped, freed] = [0, 0];
      for (const number of drop) {
        const entry = kept[number] ?? null;
        if (entry === null) continue;
        dropped += 1;
        freed += entry.length;
        kept[number] = null;
      }
      return { dropped, freed, next: null };
    },
    describe: () => ({
      count: kept.length,
      bytes: kept.reduce((sum, entry) => sum + (entry?.length ?? 0), 0),
      damaged: 0,
    }),
  };
}
