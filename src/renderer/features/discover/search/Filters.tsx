import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useTimeWords } from '@i18n/useTimeWords.ts';
import { type FindKind, findKinds } from '@services/workspace/discoverWorkspace.ts';
import type { ImportedTalk } from '@services/workspace/importWorkspace.ts';
import type { Contact, Conversation, OwnProfile } from '@services/workspace/workspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { ChipSelect } from '@ui/controls/ChipSelect.tsx';
import { ChipToggle } from '@ui/controls/ChipToggle.tsx';
import { TimeChips } from '@ui/controls/TimeChips.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import styles from '../Discover.module.css';
import type { Asking } from './searchMemory.ts';

export interface FiltersProps {
  readonly asking: Asking;
  readonly onChange: (asking: Asking) => void;
}

/** Of which kinds, from whom, in which chat, of when. */
export function Filters({ asking, onChange }: FiltersProps): ReactNode {
  const t = useT();
  const timeWords = useTimeWords();
  const toggle = (kind: FindKind) => {
    const others = asking.kinds.filter((one) => one !== kind);
    onChange({ ...asking, kinds: others.length < asking.kinds.length ? others : [...others, kind] });
  };
  return (
    <div className={styles['filters']}>
      <div className={styles['kinds']} role="group" aria-label={t('discover.kinds')}>
        {findKinds.map((kind) => (
          <ChipToggle
            key={kind}
            label={t(`discover.kind.${kind}`)}
            isPressed={asking.kinds.includes(kind)}
            onToggle={() => toggle(kind)}
          />
        ))}
      </div>
      <div className={styles['kinds']}>
        <FromChip asking={asking} onChange={onChange} />
        <WithinChip asking={asking} onChange={onChange} />
        <TimeChips
          words={timeWords}
          between="days"
          value={asking.time}
          onChange={(time) => onChange({ ...asking, time })}
        />
      </div>
    </div>
  );
}

const ANY = 'any';
const NOBODY: readonly Contact[] = [];
const NOWHERE: readonly Conversation[] = [];
const NO_TALKS: readonly ImportedTalk[] = [];

function FromChip({ asking, onChange }: FiltersProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    NOBODY,
  );
  const own = useQueryValue<OwnProfile | null>(
    useMemo(() => workspace.ownProfile(), [workspace]),
    null,
  );
  const self = own === null ? [] : [{ account: own.account, name: t('common.you') }];
  const people = [...self, ...contacts];
  return (
    <ChipSelect
      label={t('discover.from')}
      value={asking.from ?? ANY}
      options={[
        { value: ANY, label: t('discover.from.anyone') },
        ...people.map(({ account, name }) => ({ value: account as string, label: name })),
      ]}
      onChange={(value) =>
        onChange({ ...asking, from: people.find(({ account }) => account === value)?.account ?? null })
      }
    />
  );
}

function WithinChip({ asking, onChange }: FiltersProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const own = useQueryValue(
    useMemo(() => workspace.conversations(), [workspace]),
    NOWHERE,
  );
  const talks = useQueryValue(
    useMemo(() => workspace.importedTalks(), [workspace]),
    NO_TALKS,
  );
  const chats = [...own, ...talks];
  return (
    <ChipSelect
      label={t('discover.within')}
      value={asking.within ?? ANY}
      options={[
        { value: ANY, label: t('discover.within.anywhere') },
        ...chats.map(({ space, name }) => ({ value: space as string, label: name })),
      ]}
      onChange={(value) => onChange({ ...asking, within: chats.find(({ space }) => space === value)?.space ?? null })}
    />
  );
}
