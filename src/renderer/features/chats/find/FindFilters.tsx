import { type ReactNode, useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { talkSorts } from '@domain/search/talkSort.ts';
import { sinces } from '@domain/search/timeChoice.ts';
import { useT } from '@i18n/useT.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { ChipSelect } from '@ui/controls/ChipSelect.tsx';
import { DayFields } from '@ui/controls/DayFields.tsx';
import { useOpenGroup } from '../groups/groupContext.ts';
import { useNames, useSelf } from '../talk/useNames.ts';
import type { FindAsking } from './findAsking.ts';

export interface FindFiltersProps {
  readonly conversation: Conversation;
  readonly asking: FindAsking;
  readonly onChange: (asking: FindAsking) => void;
}

const ANY = 'any';

/** By whom, of which sort, of when. */
export function FindFilters({ conversation, asking, onChange }: FindFiltersProps): ReactNode {
  const t = useT();
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
      <ChipSelect
        label={t('discover.since')}
        value={time.since}
        options={sinces.map((value) => ({ value, label: t(`discover.since.${value}`) }))}
        onChange={(since) => onChange({ ...asking, time: { ...time, since } })}
      />
      {time.since === 'days' && (
        <DayFields
          firstLabel={t('discover.since.first')}
          lastLabel={t('discover.since.last')}
          first={time.firstDay}
          last={time.lastDay}
          onChange={({ first, last }) => onChange({ ...asking, time: { ...time, firstDay: first, lastDay: last } })}
        />
      )}
    </>
  );
}

/** Who may have said it: oneself first, then the others by their names. */
function usePeople({ kind, account }: Conversation): readonly AccountId[] {
  const self = useSelf();
  const group = useOpenGroup();
  const nameOf = useNames();
  return useMemo(() => {
    const others = kind === 'direct' ? [account] : [...(group?.people.keys() ?? [])].filter((one) => one !== self);
    const sorted = others.toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)));
    return self === null ? sorted : [self, ...sorted];
  }, [kind, account, self, group, nameOf]);
}
