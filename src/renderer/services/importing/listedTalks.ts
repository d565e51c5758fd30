import * as v from 'valibot';
import { accountIdSchema, countSchema, spaceIdSchema, timeSchema } from '@shared/schemas.ts';
import { importOrigins, importSources, isTalk } from '@domain/importing/sources.ts';
import type { NamedValue } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { type PreferenceView, preferencesIn } from '../preference/preferenceView.ts';
import type { ImportedTalk } from '../workspace/importWorkspace.ts';
import { combineQueries } from '../workspace/liveQueries.ts';

/** Name under which the engine publishes which chats were imported, for every tab to read. */
export const IMPORTS_NAME = 'imports';

/** As little of it as the list of chats shows: that is read with the first picture. */
const listSchema = v.fallback(
  v.object({
    chats: v.array(
      v.object({
        id: spaceIdSchema,
        name: v.string(),
        source: v.picklist(importSources),
        messages: countSchema,
        to: timeSchema,
        contact: v.exactOptional(accountIdSchema),
        origin: v.exactOptional(v.object({ of: v.picklist(importOrigins) })),
      }),
    ),
  }),
  { chats: [] },
);

/** Imported chats as the list of chats shows them (IMP-15), live. */
export function watchListedTalks(
  published: LiveQuery<NamedValue | null>,
  preferences: LiveQuery<PreferenceView>,
): LiveQuery<readonly ImportedTalk[]> {
  return combineQueries(published, preferences, (stored, view) =>
    v.parse(listSchema, stored?.value).chats.map(({ id, to, contact = null, origin, ...rest }) => ({
      ...rest,
      kind: 'imported',
      space: id,
      activeAt: to,
      contact,
      isTalk: isTalk(origin),
      preferences: preferencesIn(view, id),
    })),
  );
}
