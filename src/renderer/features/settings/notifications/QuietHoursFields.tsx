import { type ReactNode, useId } from 'react';
import { DAY, type QuietHours } from '@domain/preference/quietHours.ts';
import { useT } from '@i18n/useT.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';
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

/** "07:30", as fields for times have it. */
export function timeText(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The way back; null for no time. */
export function minutesOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/u.exec(text) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return Number.isInteger(total) && total < DAY ? total : null;
}
