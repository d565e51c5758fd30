import * as v from 'valibot';
import { cleanLine } from '@shared/cleanLine.ts';
import { ok } from '@shared/result.ts';
import { MAX_QUESTION } from '@domain/search/question.ts';
import type { DocumentStore, NamedValue } from '@ports/documentStore.ts';
import type { DiscoverActs } from '../workspace/discoverWorkspace.ts';
import { storeFailure } from '../workspace/failures.ts';

/** Under which name they are kept. */
export const RECENT_SEARCHES = 'recent-searches';
const MOST = 10;
const schema = v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_QUESTION))), v.maxLength(MOST));

/** What is kept, newest first; none where nothing is, or it is not in its form. */
export function readRecent(row: NamedValue | null): readonly string[] {
  const read = v.safeParse(schema, row?.value);
  return read.success ? read.output : [];
}

/** Keeps and forgets what was looked for. */
export function createRecentActs(values: DocumentStore['values']): Pick<DiscoverActs, 'noteSearch' | 'forgetSearches'> {
  return {
    noteSearch: async (text) => {
      const line = cleanLine(text).slice(0, MAX_QUESTION);
      if (line === '') return ok();
      const noted = await values.update(RECENT_SEARCHES, (row) => {
        const others = readRecent(row).filter((known) => known !== line);
        return { name: RECENT_SEARCHES, value: [line, ...others].slice(0, MOST) };
      });
      return noted.ok ? ok() : { ok: false, error: storeFailure(noted.error) };
    },
    forgetSearches: async () => {
      const forgotten = await values.remove(RECENT_SEARCHES);
      return forgotten.ok ? ok() : { ok: false, error: storeFailure(forgotten.error) };
    },
  };
}
