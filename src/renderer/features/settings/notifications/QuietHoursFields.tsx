import { type ReactNode, useId } from 'react';
import type { QuietHours } from '@domain/preference/quietHours.ts';
import { useT } from '@i18n/useT.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { minutesOf, timeText } from './dayTime.ts';
import styles from './Notifications.module.css';

/** From ten in the evening to seven. */
const USUAL: QuietHours = { from: 22 * 60, to: 7 * 60 };

export interface QuietHoursFieldsProps {
  readonly hours: QuietHours | null;
  readonly isDisabled: boolean;
  readonly onChange: (hours: QuietHours | null) => void;
}

/** Whether there are hours in which nothing is told, and which. */
export function QuietHoursFields({ hours, isDisabled, onChange }: QuietHoursFieldsProps): ReactNode {
  const t = useT();
  return (
    <Section title={t('settings.quiet')}>
      <Plain>
        <Switch
          label={t('settings.quiet.on')}
          description={t('settings.quiet.hint')}
          checked={hours !== null}
          disabled={isDisabled}
          onChange={(isOn) => onChange(isOn ? USUAL : null)}
        />
      </Plain>
      {hours !== null && (
        <Plain>
          <div className={styles['hours']}>
            <TimeField
              label={t('settings.quiet.from')}
              minutes={hours.from}
              onChange={(from) => onChange({ ...hours, from })}
            />
            <TimeField
              label={t('settings.quiet.to')}
              minutes={hours.to}
              onChange={(to) => onChange({ ...hours, to })}
            />
          </div>
        </Plain>
      )}
    </Section>
  );
}

function TimeField(props: {
  readonly label: string;
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
}): ReactNode {
  const id = useId();
  return (
    <label htmlFor={id} className={styles['time']}>
      {props.label}
      <input
        id={id}
        type="time"
        className={styles['input']}
        value={timeText(props.minutes)}
        onChange={(event) => {
          const minutes = minutesOf(event.target.value);
          if (minutes !== null) props.onChange(minutes);
        }}
      />
    </label>
  );
}
