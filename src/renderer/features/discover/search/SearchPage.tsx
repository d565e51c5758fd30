import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { EventId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import type { FindState } from '@services/workspace/discoverWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import styles from '../Discover.module.css';
import { Filters } from './Filters.tsx';
import { RecentSearches } from './RecentSearches.tsx';
import { Results } from './Results.tsx';
import { focusFirstResult, moveBetweenResults } from './resultKeys.ts';
import { type Asking, NOTHING, asksNothing, searchMemory } from './searchMemory.ts';
import { useSearch } from './useSearch.ts';

export interface SearchPageProps {
  /** Words that the address asks for; null for what was asked last. */
  readonly asked: string | null;
  readonly onOpenProgram: (instance: EventId) => void;
}

/** One box for everything. */
export function SearchPage({ asked, onOpenProgram }: SearchPageProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const [asking, setAsking] = useAsking(asked);
  const results = useRef<HTMLDivElement>(null);
  const running = useSearch(asking);
  const state = running?.state ?? null;
  const box = useFocusedBox();
  const opened = () => void workspace.noteSearch(asking.text);
  return (
    <section className={styles['page']} aria-labelledby="discover-title" data-find>
      <div className={styles['column']}>
        <h1 id="discover-title" className={styles['title']}>
          {t('discover.search.title')}
        </h1>
        <SearchField
          ref={box}
          label={t('discover.search.label')}
          placeholder={t('discover.search.placeholder')}
          clearLabel={t('common.clear')}
          value={asking.text}
          onChange={(text) => setAsking({ ...asking, text })}
          onArrowDown={() => focusFirstResult(results.current)}
        />
        <Filters asking={asking} onChange={setAsking} />
        {asksNothing(asking) && <RecentSearches onChoose={(text) => setAsking({ ...NOTHING, text })} />}
        {/* The rows are links and buttons of their own; the arrow keys are only a shorter way between them. */}
        <div
          ref={results}
          role="presentation"
          onKeyDown={(event) => moveBetweenResults(event, { list: results.current, box: box.current })}
        >
          {running !== null && (
            <Results
              groups={running.state.groups}
              onOpened={opened}
              onOpenProgram={onOpenProgram}
              onMore={(kind) => running.search.showMore(kind)}
            />
          )}
        </div>
        <Outcome state={state} />
      </div>
    </section>
  );
}

function Outcome({ state }: { readonly state: FindState | null }): ReactNode {
  const t = useT();
  const count = state?.groups.reduce((sum, { found }) => sum + found.length, 0) ?? 0;
  if (state?.status === 'failed')
    return <EmptyState title={t('discover.failed')}>{t('discover.failed.text')}</EmptyState>;
  if (state?.status === 'done' && count === 0)
    return (
      <div role="status">
        <EmptyState illustration="nothing" title={t('discover.nothing')}>
          {t('discover.nothing.text')}
        </EmptyState>
      </div>
    );
  return (
    <VisuallyHidden>
      <span role="status">{state?.status === 'done' ? t('discover.found', { count }) : ''}</span>
    </VisuallyHidden>
  );
}

function useAsking(asked: string | null): readonly [Asking, (asking: Asking) => void] {
  const [asking, setAsking] = useState(() => {
    // What the address asks for is asked for once: whoever comes back by it finds what was typed since.
    if (asked !== null && searchMemory.isNew(asked)) searchMemory.set({ ...NOTHING, text: asked });
    return searchMemory.get();
  });
  const change = useCallback((next: Asking) => {
    searchMemory.set(next);
    setAsking(next);
  }, []);
  return [asking, change];
}

/** Who comes here wants to type. What was typed before is chosen, so that typing replaces it. */
function useFocusedBox() {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.select();
  }, []);
  return box;
}
