import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import { type FindKind, findKinds } from '@services/workspace/discoverWorkspace.ts';
import type { Contact } from '@services/workspace/workspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import styles from '../Discover.module.css';
import { type Asking, sinces } from './searchMemory.ts';

export interface FiltersProps {
  readonly asking: Asking;
  readonly onChange: (asking: Asking) => void;
}

const ANYONE = 'anyone';
const NONE: readonly Contact[] = [];

/** Of which kinds, from whom, since when. */
export function Filters({ asking, onChange }: FiltersProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    NONE,
  );
  const toggle = (kind: FindKind) => {
    const others = asking.kinds.filter((one) => one !== kind);
    onChange({ ...asking, kinds: others.length < asking.kinds.length ? others : [...others, kind] });
  };
  const people = [
    { value: ANYONE, label: t('discover.from.anyone') },
    ...contacts.map(({ account, name }) => ({ value: account as string, label: name })),
  ];
  return (
    <div className={styles['filters']}>
      <div className={styles['kinds']} role="group" aria-label={t('discover.kinds')}>
        {findKinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className={styles['kind']}
            aria-pressed={asking.kinds.includes(kind)}
            onClick={() => toggle(kind)}
          >
            {t(`discover.kind.${kind}`)}
          </button>
        ))}
      </div>
      <div className={styles['choices']}>
        <Select
          label={t('discover.from')}
          value={asking.from ?? ANYONE}
          options={people}
          onChange={(value) =>
            onChange({ ...asking, from: contacts.find(({ account }) => account === value)?.account ?? null })
          }
        />
        <Select
          label={t('discover.since')}
          value={asking.since}
          options={sinces.map((value) => ({ value, label: t(`discover.since.${value}`) }))}
          onChange={(since) => onChange({ ...asking, since })}
        />
      </div>
    </div>
  );
}
