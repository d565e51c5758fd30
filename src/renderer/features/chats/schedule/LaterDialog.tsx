import { type ReactNode, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { fieldTime, laterTimes, readFieldTime } from './laterTimes.ts';
import styles from './Schedule.module.css';

export interface LaterDialogProps {
  /** What stands in the field at first, ms; null for an hour from now. */
  readonly at: number | null;
  readonly isPending: boolean;
  readonly onChoose: (at: number) => void;
  readonly onClose: () => void;
}

/** Asks when something is to be sent. */
export function LaterDialog({ at, isPending, onChoose, onClose }: LaterDialogProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const times = laterTimes(now);
  const [typed, setTyped] = useState(() => fieldTime(at ?? times[0]?.at ?? now));
  const chosen = readFieldTime(typed, now);
  return (
    <Dialog
      isOpen
      size="small"
      title={t('messages.later')}
      closeLabel={t('common.cancel')}
      onClose={onClose}
      footer={
        <Button
          variant="primary"
          disabled={chosen === null}
          pending={isPending}
          onClick={() => chosen !== null && onChoose(chosen)}
        >
          {t('messages.later.choose')}
        </Button>
      }
    >
      <div className={styles['form']}>
        <p>{t('messages.later.text')}</p>
        <div className={styles['times']}>
          {times.map((time) => (
            <Button key={time.id} size="small" onClick={() => setTyped(fieldTime(time.at))}>
              {t(`messages.later.${time.id}`, { time: formats.time(time.at) })}
            </Button>
          ))}
        </div>
        <TextField
          label={t('messages.later.when')}
          type="datetime-local"
          min={fieldTime(now)}
          error={chosen === null ? t('messages.later.past') : undefined}
          value={typed}
          onChange={setTyped}
        />
      </div>
    </Dialog>
  );
}
