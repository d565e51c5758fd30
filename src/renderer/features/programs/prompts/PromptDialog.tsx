import type { ReactNode } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Program } from '@services/workspace/programWorkspace.ts';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Prompts.module.css';

export interface PromptDialogProps {
  readonly program: Program;
  readonly title: string;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
  /** Esc and the close button. A press beside it does nothing: it might have been meant for the program. */
  readonly onClose: () => void;
}

/** The frame of everything asked on behalf of a program: who asks, and in whose name the question stands. */
export function PromptDialog({ program, title, footer, children, onClose }: PromptDialogProps): ReactNode {
  const t = useT();
  return (
    <Dialog
      isOpen
      title={title}
      closeLabel={t('common.cancel')}
      isPressOutsideIgnored
      footer={footer}
      onClose={onClose}
    >
      <div className={styles['prompt']}>
        <p className={styles['who']}>
          <ProgramIcon name={program.name} picture={program.icon} size="small" />
          <span>{t('programs.prompt.who', { name: isolate(program.name) })}</span>
        </p>
        {children}
      </div>
    </Dialog>
  );
}
