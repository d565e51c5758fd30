import { type Disposer, writableSnapshot } from '@ports/snapshot.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { DiscoverWorkspace, FindKind, FindQuestion, FindState, Search } from '../workspace/discoverWorkspace.ts';
import type { DiscoverParts, Finding } from './finding.ts';

/** Finding things, in any tab. What it is done with is fetched when it is first asked for: the first picture needs none of it. */
export function createDiscover(parts: DiscoverParts): DiscoverWorkspace {
  let fetched: Promise<Finding> | null = null;
  const load = async (): Promise<Finding> => (await import('./finding.ts')).createFinding(parts);
  const finding = (): Promise<Finding> => {
    // One that did not come is fetched again when it is asked for again.
    fetched ??= load().catch((cause: unknown) => {
      fetched = null;
      throw cause;
    });
    return fetched;
  };
  const follow = <T>(query: (of: Finding) => LiveQuery<T>): LiveQuery<T> => ({
    subscribe: (listener) => {
      let stop: Disposer | null = null;
      let isOver = false;
      listener({ status: 'loading' });
      finding().then(
        (of) => {
          if (!isOver) stop = query(of).subscribe(listener);
        },
        () => listener({ status: 'failed', error: { code: 'host-unreachable', message: 'no code to find with' } }),
      );
      return () => {
        isOver = true;
        stop?.();
      };
    },
  });
  return {
    ...parts.acts,
    find: (question) => new FetchedSearch(finding(), question),
    recentSearches: () => follow((of) => of.recentSearches()),
    index: () => follow((of) => of.index()),
    trends: (span) => follow((of) => of.trends(span)),
  };
}

/** A search that begins when what it is done with is here. */
class FetchedSearch implements Search {
  readonly state = writableSnapshot<FindState>({ status: 'searching', groups: [] });
  private search: Search | null = null;
  private isClosed = false;

  constructor(finding: Promise<Finding>, question: FindQuestion) {
    finding.then(
      (of) => this.begin(of, question),
      () => this.state.set({ status: 'failed', groups: [] }),
    );
  }

  showMore(kind: FindKind): void {
    this.search?.showMore(kind);
  }

  close(): void {
    this.isClosed = true;
    this.search?.close();
  }

  private begin(of: Finding, question: FindQuestion): void {
    if (this.isClosed) return;
    const search = of.find(question);
    this.search = search;
    const pass = () => this.state.set(search.state.get());
    search.state.subscribe(pass);
    pass();
  }
}
