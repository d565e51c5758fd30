import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { IdleMinutes } from '@services/lock/appLock.ts';
import { Select } from '@ui/controls/Select.tsx';

const CHOICES: readonly IdleMinutes[] = [1, 5, 15, 60, 240, 0];
/** What is chosen unless the person says otherwise. */
export const USUAL_IDLE: IdleMinutes = 15;

/** One of the times after which a lock can close, from what a host or a field says. */
export function idleOf(value: number): IdleMinutes {
  return CHOICES.find((minutes) => minutes === value) ?? USUAL_IDLE;
}

/** After how long without a hand on it Banyan locks. */
export function IdleChoice(props: {
  readonly value: IdleMinutes;
  readonly disabled?: boolean;
  readonly onChange: (value: IdleMinutes) => void;
}): ReactNode {
  const t = useT();
  return (
    <Select
      label={t('lock.idle')}
      description={t('lock.idle.text')}
      value={String(props.value)}
      disabled={props.disabled ?? false}
      options={CHOICES.map((minutes) => ({
        value: String(minutes),
        label: minutes === 0 ? t('lock.idle.never') : t('lock.idle.minutes', { minutes }),
      }))}
      onChange={(value) => props.onChange(idleOf(Number(value)))}
    />
  );
}
