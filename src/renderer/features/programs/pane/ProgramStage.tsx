import { type ReactNode, useEffect, useRef } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Program, ProgramSession } from '@services/workspace/programWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { useDesk } from '../desk/deskContext.ts';
import { followPlace } from './followPlace.ts';
import styles from './ProgramPane.module.css';
import { StorageNotice } from './StorageNotice.tsx';
import { UnheardNotice } from './UnheardNotice.tsx';
import { Waiting } from './Waiting.tsx';

interface ProgramStageProps {
  readonly session: ProgramSession;
  readonly program: Program | null;
}

/** The place of a program's page, which lies over it; where that is not there, what became of it. */
export function ProgramStage({ session, program }: ProgramStageProps): ReactNode {
  const t = useT();
  const { view, status } = session;
  const place = useRef<HTMLDivElement>(null);
  const state = useSnapshot(view.state);
  const { dropped, mayWrite } = useSnapshot(status);
  const isSeen = state === 'ready' || state === 'loading';
  useEffect(() => (isSeen && place.current !== null ? followPlace(place.current, view) : undefined), [view, isSeen]);
  return (
    <div className={styles['stage']}>
      <UnheardNotice space={program?.space ?? null} wasHeard={mayWrite} />
      {program !== null && isSeen && <StorageNotice program={program} />}
      {dropped > 0 && (
        <p className={styles['notice']} role="status">
          {t('programs.dropped', { count: dropped })}
        </p>
      )}
      <div className={styles['place']} ref={place} data-program-place="">
        {state === 'loading' && <Waiting program={program} />}
        {state === 'crashed' && <Stopped session={session} kind="crashed" />}
        {state === 'unresponsive' && <Stopped session={session} kind="unresponsive" />}
      </div>
    </div>
  );
}

function Stopped(props: { readonly session: ProgramSession; readonly kind: 'crashed' | 'unresponsive' }): ReactNode {
  const t = useT();
  const desk = useDesk();
  const { session, kind } = props;
  const { name } = useSnapshot(session.status);
  return (
    <div className={styles['stopped']} role="alert">
      <EmptyState
        illustration="nothing"
        title={t(`programs.${kind}`, { name })}
        actions={
          <>
            <Button variant="primary" onClick={() => session.view.reload()}>
              {t('programs.restart')}
            </Button>
            <Button onClick={() => desk.close(session.instance)}>{t('programs.close')}</Button>
          </>
        }
      >
        {t(`programs.${kind}.text`)}
      </EmptyState>
    </div>
  );
}
