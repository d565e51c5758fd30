import type { Result } from '@shared/result.ts';
import type { StoreError } from '@ports/recordTable.ts';
import type { KeptText } from '../webfeeds/keptTexts.ts';
import type { LooseFile } from './looseFiles.ts';

/** Texts of entries of feeds of the web that are on this device. */
export interface KeptTexts {
  texts(): readonly KeptText[];
  /** Takes them off this device; their entries stay. */
  letGoTexts(texts: readonly KeptText[]): Promise<Result<void, StoreError>>;
}

/** None. */
export const noTexts: KeptTexts = {
  texts: () => [],
  letGoTexts: () => Promise.resolve({ ok: true, value: undefined }),
};

/** What of articles goes. */
export interface Beyond {
  readonly documents: readonly LooseFile[];
  readonly texts: readonly KeptText[];
}

/**
 * What is to go so that documents of articles and texts of entries take no more than `budget` bytes (FIL-12): what is longest here without
 * having been opened goes first; of what came at once, that which was said first.
 */
export function articlesBeyond(budget: number, documents: readonly LooseFile[], texts: readonly KeptText[]): Beyond {
  const all = [
    ...documents.map((document) => ({
      bytes: document.row.size,
      at: document.lastAt,
      saidAt: 0,
      document,
      text: null,
    })),
    ...texts.map((text) => ({ bytes: text.bytes, at: text.at, saidAt: text.saidAt, document: null, text })),
  ];
  const oldestFirst = all.toSorted((one, other) => one.at - other.at || one.saidAt - other.saidAt);
  let bytes = all.reduce((sum, one) => sum + one.bytes, 0);
  const going = oldestFirst.filter((one) => {
    const goes = bytes > budget;
    if (goes) bytes -= one.bytes;
    return goes;
  });
  return {
    documents: going.flatMap(({ document }) => document ?? []),
    texts: going.flatMap(({ text }) => text ?? []),
  };
}
