import { type Since, sinces } from '@domain/search/timeChoice.ts';
import { useT } from './useT.tsx';

/** The words of the kit around choosing when something was that is looked for. */
export interface TimeWords {
  readonly since: string;
  readonly first: string;
  readonly last: string;
  readonly options: readonly { readonly value: Since; readonly label: string }[];
}

/** Words for choosing when something was. */
export function useTimeWords(): TimeWords {
  const t = useT();
  return {
    since: t('discover.since'),
    first: t('discover.since.first'),
    last: t('discover.since.last'),
    options: sinces.map((value) => ({ value, label: t(`discover.since.${value}`) })),
  };
}
