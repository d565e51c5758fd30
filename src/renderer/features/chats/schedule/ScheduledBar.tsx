import { CalendarClock } from 'lucide-react';
import { type ReactNode, Suspense, useMemo, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ScheduledMessage } from '@services/workspace/messageWorkspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { lazy } from '@ui/loading/lazy.ts';
import styles from './Schedule.module.css';

const ScheduledDialog = lazy(() =>
  import('./ScheduledDialog.tsx').then((module) => ({ default: module.ScheduledDialog })),
);

const NONE: readonly ScheduledMessage[] = [];

/** Above the field, while something of this chat waits for its time. */
export function ScheduledBar({ space }: { readonly space: SpaceId }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const waiting = useQueryValue(
    useMemo(() => workspace.schedules(space), [workspace, space]),
    NONE,
  );
  if (waiting.length === 0) return null;
  const hasFailed = waiting.some(({ error }) => error !== null);
  return (
    <>
      <button
        type="button"
        className={styles['bar']}
        data-failed={hasFailed || undefined}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <CalendarClock aria-hidden />
        {t(hasFailed ? 'messages.scheduled.failed' : 'messages.scheduled.count', { count: waiting.length })}
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <ScheduledDialog messages={waiting} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
