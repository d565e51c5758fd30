/** What was taken back since a snapshot was made is taken back in it, too (SNP-7). */
import { fieldOf, kindOf } from './snapshotContents.ts';
import type { ReadDatabase, RowPage } from './databasePages.ts';

/** Rows of messages, by id, of which the database holds nothing but their place. */
export type TakenBack = ReadonlyMap<unknown, unknown>;

/** Reads them from the database as it is now. */
export async function readTakenBack(now: ReadDatabase): Promise<TakenBack> {
  const found = new Map<unknown, unknown>();
  for (const store of ['messages', 'hidden'])
    for await (const { rows } of now.pages(store))
      for (const row of rows) if (kindOf(fieldOf(row, 'body')) === 'recalled') found.set(fieldOf(row, 'id'), row);
  return found;
}

/** The pages of a snapshot, and behind them what was said about posts since, so that deleted ones are that. */
export async function* withTakenBack(pages: AsyncIterable<RowPage>, now: ReadDatabase): AsyncGenerator<RowPage> {
  const taken = await readTakenBack(now);
  for await (const { store, rows } of pages) yield { store, rows: rows.flatMap((row) => asItIsNow(store, row, taken)) };
  yield* now.pages('feedNotes');
}

function asItIsNow(store: string, row: unknown, taken: TakenBack): readonly unknown[] {
  switch (store) {
    case 'messages':
    case 'hidden':
      return [taken.get(fieldOf(row, 'id')) ?? row];
    case 'attachments':
    case 'messageNotes':
      return taken.has(fieldOf(row, 'message')) ? [] : [row];
    case 'conversations': {
      const last = taken.get(fieldOf(fieldOf(row, 'last'), 'id'));
      return [last === undefined || typeof row !== 'object' ? row : { ...row, last: withoutPlace(last) }];
    }
    default:
      return [row];
  }
}

/** A message as a conversation's row has it: without the place that an index stands by. */
function withoutPlace(message: unknown): unknown {
  if (typeof message !== 'object' || message === null) return message;
  return Object.fromEntries(Object.entries(message).filter(([name]) => name !== 'incomingAt'));
}
