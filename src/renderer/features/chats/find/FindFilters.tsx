import { type ReactNode, useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { talkSorts } from '@domain/search/talkSort.ts';
import { useT } from '@i18n/useT.tsx';
import { useTimeWords } from '@i18n/useTimeWords.ts';
import { ChipSelect } from '@ui/controls/ChipSelect.tsx';
import { TimeChips } from '@ui/controls/TimeChips.tsx';
import { useOpenGroup } from '../groups/groupContext.ts';
import { useNames, useSelf } from '../talk/useNames.ts';
import type { FindAsking } from './findAsking.ts';
import type { FindTalk } from './findTalk.ts';

export interface FindFiltersProps {
  readonly conversation: FindTalk;
  readonly asking: FindAsking;
  readonly onChange: (asking: FindAsking) => void;
}

const ANY = 'any';

/** By whom, of which sort, of when. */
export function FindFilters({ conversation, asking, onChange }: FindFiltersProps): ReactNode {
  const t = useT();
  const timeWords = useTimeWords();
  const people = usePeople(conversation);
  const nameOf = useNames();
  const { from, sort, time } = asking;
  return (
    <>
      <ChipSelect
        label={t('discover.from')}
        value={from ?? ANY}
        options={[
          { value: ANY, label: t('discover.from.anyone') },
          ...people.map((account) => ({ value: account as string, label: nameOf(account) })),
        ]}
        onChange={(value) => onChange({ ...asking, from: people.find((account) => account === value) ?? null })}
      />
      <ChipSelect
        label={t('find.sort')}
        value={sort ?? ANY}
        options={[
          { value: ANY, label: t('find.sort.any') },
          ...talkSorts.map((value) => ({ value: value as string, label: t(`find.sort.${value}`) })),
        ]}
        onChange={(value) => onChange({ ...asking, sort: talkSorts.find((one) => one === value) ?? null })}
      />
      <TimeChips
        words={timeWords}
        between="days"
        value={time}
        onChange={(chosen) => onChange({ ...asking, time: chosen })}
      />
    </>
  );
}

/** Who may have said it: oneself first, then the others by their names. */
function usePeople({ kind, account }: FindTalk): readonly AccountId[] {
  const own = useSelf();
  const group = useOpenGroup();
  // In a chat from elsewhere one is another, or nobody.
  const self = group === null ? own : group.self;
  const nameOf = useNames();
  return useMemo(() => {
    const others = kind === 'direct' ? [account] : [...(group?.people.keys() ?? [])].filter((one) => one !== self);
    const sorted = others.toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)));
    return self === null ? sorted : [self, ...sorted];
  }, [kind, account, self, group, nameOf]);
}
