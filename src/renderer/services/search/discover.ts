import type { DiscoverWorkspace, FindState, Search, TalkFound, TalkSearch } from '../workspace/discoverWorkspace.ts';
import { type LateParts, lateQueries } from '@ports/latePart.ts';
import type { DiscoverParts } from './finding.ts';

const WAITING: FindState = { status: 'searching', groups: [] };
const FAILED: FindState = { status: 'failed', groups: [] };
const LOOKING: TalkFound = { status: 'searching', found: [], isMore: false, isForgiving: false };

/** Finding things, in any tab. What it is done with is fetched when it is first asked for. */
export function createDiscover(parts: DiscoverParts, lateParts: LateParts): DiscoverWorkspace {
  const late = lateParts.part(
    () => import('./finding.ts'),
    ({ createFinding }) => createFinding(parts),
  );
  return {
    ...parts.acts,
    find: (question) => {
      const search = late.open<FindState, Search>((of) => of.find(question), { waiting: WAITING, failed: FAILED });
      return {
        state: search.state,
        showMore: (kind) => search.with((of) => of.showMore(kind)),
        close: () => search.close(),
      };
    },
    findIn: (question) => {
      const states = { waiting: LOOKING, failed: { ...LOOKING, status: 'failed' } } as const;
      const search = late.open<TalkFound, TalkSearch>((of) => of.findIn(question), states);
      return {
        state: search.state,
        renew: () => search.with((of) => of.renew()),
        close: () => search.close(),
      };
    },
    ...lateQueries(late, ['recentSearches', 'index', 'trends']),
  };
}
