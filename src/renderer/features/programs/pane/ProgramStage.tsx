import { type ReactNode, useEffect, useRef } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { KEEP_STEP } from '@services/mini/keepBudget.ts';
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
  const { view } = session;
  const place = useRef<HTMLDivElement>(null);
  const state = useSnapshot(view.state);
  const isSeen = state === 'ready' || state === 'loading' || state === 'incomplete';
  useEffect(() => (isSeen && place.current !== null ? followPlace(place.current, view) : undefined), [view, isSeen]);
  return (
    <div className={styles['stage']}>
      <Notices session={session} program={program} isSeen={isSeen} />
      <div className={styles['place']} ref={place} data-program-place="">
        {state === 'loading' && <Waiting program={program} />}
        {state === 'crashed' && <Stopped session={session} kind="crashed" />}
        {state === 'unresponsive' && <Stopped session={session} kind="unresponsive" />}
      </div>
    </div>
  );
}

function Notices({ session, program, isSeen }: ProgramStageProps & { readonly isSeen: boolean }): ReactNode {
  const t = useT();
  const state = useSnapshot(session.view.state);
  const { dropped, mayWrite, kept } = useSnapshot(session.status);
  return (
    <>
      <UnheardNotice space={program?.space ?? null} wasHeard={mayWrite} />
      {program !== null && isSeen && <StorageNotice program={program} />}
      {state === 'incomplete' && <IncompleteNotice session={session} />}
      {kept !== null && <KeptNotice session={session} kept={kept} />}
      {dropped > 0 && kept === null && (
        <p className={styles['notice']} role="status">
          {t('programs.dropped', { count: dropped })}
        </p>
      )}
    </>
  );
}

/** What it says more would be kept for ever, here and by everyone in the chat: the person decides (PRG-22). */
function KeptNotice({ session, kept }: Pick<ProgramStageProps, 'session'> & { readonly kept: number }): ReactNode {
  const t = useT();
  const { bytes } = useFormats();
  const desk = useDesk();
  const { name } = useSnapshot(session.status);
  return (
    <div className={styles['notice']} role="status">
      <p>{t('programs.kept', { name, size: bytes(kept) })}</p>
      <Button size="small" onClick={() => session.allowKeeping()}>
        {t('programs.kept.allow', { size: bytes(KEEP_STEP) })}
      </Button>
      <Button size="small" onClick={() => desk.close(session.instance)}>
        {t('programs.kept.stop')}
      </Button>
    </div>
  );
}

/** The program may work all the same: it stays. */
function IncompleteNotice({ session }: Pick<ProgramStageProps, 'session'>): ReactNode {
  const t = useT();
  const { name } = useSnapshot(session.status);
  return (
    <div className={styles['notice']} role="status">
      <p>{t('programs.incomplete', { name })}</p>
      <Button size="small" onClick={() => session.view.reload()}>
        {t('programs.restart')}
      </Button>
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
