import { CalendarClock, SendHorizontal, Trash2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { OwnDevice } from '@services/workspace/deviceWorkspace.ts';
import type { ScheduledMessage } from '@services/workspace/messageWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { tameMarks } from '@ui/text/tameMarks.ts';
import { useReport } from '../useReport.ts';
import { LaterDialog } from './LaterDialog.tsx';
import styles from './Schedule.module.css';

export interface ScheduledDialogProps {
  /** Soonest first. */
  readonly messages: readonly ScheduledMessage[];
  readonly onClose: () => void;
}

/** What waits for its time in a chat: it can be put to another time, sent at once or thrown away. */
export function ScheduledDialog({ messages, onClose }: ScheduledDialogProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const [moved, setMoved] = useState<ScheduledMessage | null>(null);
  if (moved !== null) {
    return (
      <LaterDialog
        at={moved.dueAt}
        isPending={act.isPending}
        error={act.error}
        onChoose={(dueAt) =>
          act.run(
            () => workspace.changeSchedule(moved.id, { dueAt }),
            () => setMoved(null),
          )
        }
        onClose={() => {
          act.clear();
          setMoved(null);
        }}
      />
    );
  }
  return (
    <Dialog isOpen title={t('messages.scheduled')} closeLabel={t('common.close')} onClose={onClose}>
      {messages.length === 0 && <p className={styles['none']}>{t('messages.scheduled.none')}</p>}
      <ul className={styles['waiting']}>
        {messages.map((message) => (
          <Waiting key={message.id} message={message} onMove={() => setMoved(message)} />
        ))}
      </ul>
    </Dialog>
  );
}

const NO_DEVICES: readonly OwnDevice[] = [];

/** Which of one's devices sends it, where it is another. */
function Sayer({ by }: Pick<ScheduledMessage, 'by'>): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const devices = useQueryValue(
    useMemo(() => workspace.devices(), [workspace]),
    NO_DEVICES,
  );
  const sayer = devices.find(({ device }) => device === by);
  if (sayer === undefined || sayer.isThis) return null;
  const name = isolate(sayer.name === '' ? t('devices.unnamed') : sayer.name);
  return (
    <span className={styles['when']}>
      {t(sayer.isLinked ? 'messages.scheduled.by' : 'messages.scheduled.byAway', { name })}
    </span>
  );
}

function Waiting({ message, onMove }: { readonly message: ScheduledMessage; readonly onMove: () => void }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const report = useReport();
  const { id, space, text, extras, dueAt, error } = message;
  const cancel = () => report(workspace.cancelSchedule(id));
  const sendNow = async () => {
    if (await report(workspace.sendText(space, text, extras))) await cancel();
  };
  return (
    <li>
      <span className={styles['words']}>
        <span dir="auto">{tameMarks(text)}</span>
        <span className={styles['when']} data-failed={error !== null || undefined}>
          {error === null
            ? t('messages.scheduled.at', { when: formats.moment(dueAt) })
            : t('messages.scheduled.late', { when: formats.moment(dueAt) })}
        </span>
        <Sayer by={message.by} />
      </span>
      <IconButton label={t('messages.scheduled.move')} icon={<CalendarClock aria-hidden />} onClick={onMove} />
      <IconButton
        label={t('messages.scheduled.now')}
        directional
        icon={<SendHorizontal aria-hidden />}
        onClick={() => void sendNow()}
      />
      <IconButton label={t('messages.scheduled.cancel')} icon={<Trash2 aria-hidden />} onClick={() => void cancel()} />
    </li>
  );
}
