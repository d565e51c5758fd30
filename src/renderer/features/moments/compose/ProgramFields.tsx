import { type ReactNode, useMemo } from 'react';
import type { EventId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Program } from '@services/workspace/programWorkspace.ts';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import styles from './Compose.module.css';

export interface ProgramFieldsProps {
  readonly program: EventId | null;
  readonly onChange: (program: EventId | null) => void;
}

const NONE: readonly Program[] = [];

/** One of the mini programs that are here, each once however often it was put into chats. */
export function ProgramFields({ program, onChange }: ProgramFieldsProps): ReactNode {
  const t = useT();
  const { programs } = useWorkspace();
  const all = useQueryValue(
    useMemo(() => programs.programs(), [programs]),
    NONE,
  );
  const offered = useMemo(() => [...new Map(all.map((one) => [one.package, one])).values()], [all]);
  if (offered.length === 0) return <p className={styles['hint']}>{t('moments.compose.program.none')}</p>;
  return (
    <div className={styles['part']}>
      <RadioGroup<string>
        label={t('moments.compose.program.choose')}
        value={program ?? ''}
        options={[
          { value: '', label: t('moments.compose.program.no') },
          ...offered.map(({ instance, name, icon }) => ({
            value: instance,
            label: (
              <span className={styles['program']}>
                <ProgramIcon name={name} picture={icon} size="small" />
                <bdi>{name}</bdi>
              </span>
            ),
          })),
        ]}
        onChange={(value) => onChange(offered.find(({ instance }) => instance === value)?.instance ?? null)}
      />
    </div>
  );
}
