import { type ReactNode, useMemo, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ChatTimer } from '@services/workspace/messageWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { fieldTime, laterTimes, readFieldTime } from './laterTimes.ts';
import styles from './Schedule.module.css';

export interface LaterDialogProps {
  /** What stands in the field at first, ms; null for an hour from now. */
  readonly at: number | null;
  readonly isPending: boolean;
  /** Why it did not work, or will not; null where nothing is known against it. */
  readonly error: WorkspaceErrorCode | null;
  readonly onChoose: (at: number) => void;
  readonly onClose: () => void;
}

/** No other time helps against this. */
const NEVER: WorkspaceErrorCode = 'schedule-fleeting';
const NO_TIMER: ChatTimer = { life: null, by: null, at: 0 };

/** Asks when new words of a chat are to be sent; where messages disappear it says at once that nothing can wait (CHAT-UI-113). */
export function NewLaterDialog({
  space,
  error,
  ...props
}: Omit<LaterDialogProps, 'at'> & { readonly space: SpaceId }): ReactNode {
  const workspace = useWorkspace();
  const timer = useQueryValue(
    useMemo(() => workspace.chatTimer(space), [workspace, space]),
    NO_TIMER,
  );
  return <LaterDialog {...props} at={null} error={timer.life === null ? error : NEVER} />;
}

/** Asks when something is to be sent. */
export function LaterDialog({ at, isPending, error, onChoose, onClose }: LaterDialogProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const formats = useFormats();
  const now = useNow();
  const times = laterTimes(now);
  const [typed, setTyped] = useState(() => fieldTime(at ?? times[0]?.at ?? now));
  const chosen = readFieldTime(typed, now);
  const past = chosen === null ? t('messages.later.past') : undefined;
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
          disabled={chosen === null || error === NEVER}
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
          error={error === null ? past : errorText(error)}
          value={typed}
          onChange={setTyped}
        />
      </div>
    </Dialog>
  );
}
