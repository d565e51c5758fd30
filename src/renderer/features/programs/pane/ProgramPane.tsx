import { type ReactNode, useMemo } from 'react';
import type { EventId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import type { ProgramSession } from '@services/workspace/programWorkspace.ts';
import { useDeskState } from '../desk/deskContext.ts';
import { ProgramPrompts } from '../prompts/ProgramPrompts.tsx';
import { useInstance } from '../usePrograms.ts';
import { NotOpened } from './NotOpened.tsx';
import { ProgramBar } from './ProgramBar.tsx';
import styles from './ProgramPane.module.css';
import { ProgramStage } from './ProgramStage.tsx';

export interface ProgramPaneProps {
  /** Whether the pane is all there is in its window. */
  readonly isWindow?: boolean;
  readonly onOpenChat: (space: string) => void;
}

/** The program that is seen: its own bar, drawn by the app, and the place where its page lies. */
export function ProgramPane({ isWindow = false, onOpenChat }: ProgramPaneProps): ReactNode {
  const { shown, running } = useDeskState();
  if (shown === null) return null;
  const session = running.find(({ instance }) => instance === shown)?.session ?? null;
  return <Shown key={shown} instance={shown} session={session} isWindow={isWindow} onOpenChat={onOpenChat} />;
}

interface ShownProps extends Required<ProgramPaneProps> {
  readonly instance: EventId;
  readonly session: ProgramSession | null;
}

function Shown({ instance, session, isWindow, onOpenChat }: ShownProps): ReactNode {
  const t = useT();
  const program = useInstance(instance);
  const { failure } = useDeskState();
  const stage = useMemo(
    () => (session === null ? null : <ProgramStage session={session} program={program} />),
    [session, program],
  );
  return (
    <section
      className={styles['pane']}
      aria-label={t('programs.pane', { name: program?.name ?? '…' })}
      data-pane="program"
      tabIndex={-1}
    >
      <ProgramBar instance={instance} program={program} session={session} isWindow={isWindow} onOpenChat={onOpenChat} />
      {stage ?? <NotOpened program={program} failure={failure} />}
      {session !== null && program !== null && <ProgramPrompts session={session} program={program} />}
    </section>
  );
}
