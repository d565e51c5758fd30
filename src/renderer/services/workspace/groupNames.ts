import * as v from 'valibot';
import type { SpaceId } from '@shared/ids.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import { groupNamesSchema, namesName } from '../groups/groupView.ts';
import { mapQuery } from './liveQueries.ts';

/** Names of people in a group, live. */
export function watchNames(store: DocumentStore, space: SpaceId): LiveQuery<Readonly<Record<string, string>>> {
  return mapQuery(store.values.watch(namesName(space)), (value) => {
    const parsed = v.safeParse(groupNamesSchema, value?.value);
    return parsed.success ? parsed.output : {};
  });
}
