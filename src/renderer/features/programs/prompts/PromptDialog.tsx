import type { ReactNode } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ProgramPrompt } from '@services/mini/prompts.ts';
import type { Program } from '@services/workspace/programWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Prompts.module.css';

export interface PromptDialogProps {
  readonly program: Program;
  readonly prompt: ProgramPrompt;
  readonly title: string;
  /** The button that does it; cancelling stands beside it. */
  readonly action: ReactNode;
  /** What stands in the place of cancelling, where saying no is more than that. */
  readonly refusal?: { readonly label: string; readonly onPress: () => void };
  readonly children: ReactNode;
  /** Esc and the close button. A press beside it does nothing: it might have been meant for the program. */
  readonly onClose: () => void;
}

/** The frame of everything asked on behalf of a program: who asks, and in whose name the question stands. */
export function PromptDialog(props: PromptDialogProps): ReactNode {
  const { program, prompt, title, action, children, onClose } = props;
  const t = useT();
  const { label, onPress } = props.refusal ?? { label: t('common.cancel'), onPress: onClose };
  return (
    <Dialog
      isOpen
      title={title}
      closeLabel={t('common.cancel')}
      isPressOutsideIgnored
      footer={
        <>
          <Button onClick={onPress}>{label}</Button>
          {action}
        </>
      }
      onClose={onClose}
    >
      <div className={styles['prompt']}>
        <p className={styles['who']}>
          <ProgramIcon name={program.name} picture={program.icon} size="small" />
          <span>{t('programs.prompt.who', { name: isolate(program.name) })}</span>
        </p>
        {children}
        {prompt.stop !== undefined && (
          <Button variant="quiet" onClick={prompt.stop}>
            {t('programs.prompt.stop')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
