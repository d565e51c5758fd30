import type { ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Exporting.module.css';
import { Progressing } from './Progressing.tsx';
import type { Saving } from './useArchive.ts';

export interface SavingDialogProps<Asked, Progress, Made> {
  readonly title: string;
  readonly saving: Saving<Asked, Progress, Made>;
  /** What is asked for as it stands; null where it makes no sense. */
  readonly asked: Asked | null;
  readonly startLabel: string;
  /** What is said and chosen before. */
  readonly choices: ReactNode;
  readonly stepLabel: (progress: Progress) => string;
  readonly report: (made: Made) => ReactNode;
  readonly onClose: () => void;
}

/** Asks how an archive is to be made, shows how far it has come, and what came of it. Closed, it stops. */
export function SavingDialog<Asked, Progress extends { readonly done: number }, Made>({
  saving,
  ...props
}: SavingDialogProps<Asked, Progress, Made>): ReactNode {
  const { progress, made, error } = saving;
  const t = useT();
  const errorText = useErrorText();
  const { asked } = props;
  const close = () => {
    saving.stop();
    props.onClose();
  };
  const isRunning = progress !== null;
  return (
    <Dialog
      isOpen
      title={props.title}
      onClose={close}
      footer={
        <>
          <Button onClick={isRunning ? saving.stop : close}>{t(footLabel(saving))}</Button>
          {made === null && (
            <Button
              variant="primary"
              pending={isRunning}
              disabled={asked === null}
              onClick={() => asked !== null && void saving.start(asked)}
            >
              {props.startLabel}
            </Button>
          )}
        </>
      }
    >
      <div className={styles['form']}>
        {error !== null && <AlertBanner tone="danger">{errorText(error)}</AlertBanner>}
        {made === null && !isRunning && props.choices}
        {progress !== null && <Progressing label={props.stepLabel(progress)} done={progress.done} />}
        {made !== null && <div role="status">{props.report(made)}</div>}
      </div>
    </Dialog>
  );
}

function footLabel({
  progress,
  made,
}: Pick<Saving<never, unknown, unknown>, 'progress' | 'made'>): 'exporting.stop' | 'common.close' | 'common.cancel' {
  if (progress !== null) return 'exporting.stop';
  return made === null ? 'common.cancel' : 'common.close';
}
