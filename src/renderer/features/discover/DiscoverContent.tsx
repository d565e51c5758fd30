import type { ReactNode } from 'react';
import type { DiscoverLinks } from './discoverLinks.ts';
import { askedWordsOf, discoverPageOf } from './discoverPage.ts';
import { SearchPage } from './search/SearchPage.tsx';
import { ShelfPage } from './shelf/ShelfPage.tsx';
import { TrendsPage } from './trends/TrendsPage.tsx';

export interface DiscoverContentProps extends Pick<DiscoverLinks, 'onOpenProgram' | 'onCode'> {
  /** The tail of `#/discover/…`. */
  readonly selected: string | null;
}

/** One page of the room. */
export function DiscoverContent({ selected, ...links }: DiscoverContentProps): ReactNode {
  switch (discoverPageOf(selected)) {
    case 'search':
      return <SearchPage key={selected} asked={askedWordsOf(selected)} onOpenProgram={links.onOpenProgram} />;
    case 'trends':
      return <TrendsPage />;
    case 'shelf':
      return <ShelfPage onCode={links.onCode} />;
  }
}
