import { type ReactNode, useEffect, useMemo } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { FileReference } from '@domain/chat/file.ts';
import type { Program } from '@services/workspace/programWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { ProgressBar } from '@ui/feedback/ProgressBar.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { useDesk } from '../desk/deskContext.ts';
import styles from './ProgramPane.module.css';
import { Waiting } from './Waiting.tsx';

/** What stands in the place of a program that is not open yet, or did not open. */
export function NotOpened(props: {
  readonly program: Program | null;
  readonly failure: WorkspaceErrorCode | null;
}): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const desk = useDesk();
  const { program, failure } = props;
  if (failure === null) {
    return <Waiting program={program} />;
  }
  if (failure === 'package-changed') return <WasChanged />;
  if (failure === 'file-missing' && program !== null) return <OnItsWay program={program} />;
  return (
    <div className={styles['stopped']} role="alert">
      <EmptyState
        illustration="nothing"
        title={t('programs.notOpened')}
        actions={<Button onClick={() => desk.retry()}>{t('common.retry')}</Button>}
      >
        {errorText(failure)}
      </EmptyState>
    </div>
  );
}

/** Its signature is not of what is in it: who opens it is to know that first. */
function WasChanged(): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const desk = useDesk();
  return (
    <div className={styles['stopped']} role="alert">
      <EmptyState
        illustration="nothing"
        title={t('programs.changed')}
        actions={
          <Button variant="danger" onClick={() => desk.retry('package-changed')}>
            {t('programs.changed.open')}
          </Button>
        }
      >
        {errorText('package-changed')}
      </EmptyState>
    </div>
  );
}

/** Its package is fetched from whoever has it; once here, the program opens by itself. */
function OnItsWay({ program }: { readonly program: Program }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const desk = useDesk();
  const { package: blob, size, name } = program;
  const file = useMemo<FileReference>(
    () => ({ blob, size, name: `${name}.xdc`, mime: 'application/octet-stream', picture: null }),
    [blob, size, name],
  );
  const state = useSnapshot(useMemo(() => workspace.fileState(file), [workspace, file]));
  useEffect(() => void workspace.downloadFile(blob), [workspace, blob]);
  useEffect(() => {
    if (state.state === 'here') desk.retry();
  }, [state.state, desk]);
  return (
    <div className={styles['stopped']}>
      <EmptyState illustration="tree" title={t('programs.fetching', { name })}>
        {state.sources === 0
          ? t('programs.fetching.nobody')
          : t('files.state.loading', { held: formats.bytes(state.held), size: formats.bytes(state.size) })}
      </EmptyState>
      <ProgressBar label={t('programs.fetching', { name })} value={state.held} most={state.size} />
    </div>
  );
}
