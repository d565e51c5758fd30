import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Illustration } from '@ui/display/Illustration.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { CheckWords } from './CheckWords.tsx';
import styles from './Phrase.module.css';
import { ShowWords } from './ShowWords.tsx';

export interface RecoveryPhraseDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

type Step = 'show' | 'check' | 'done';

/** Shows the twelve words, has them typed back, and says that it is done. */
export function RecoveryPhraseDialog({ isOpen, onClose }: RecoveryPhraseDialogProps): ReactNode {
  const t = useT();
  const [step, setStep] = useState<Step>('show');
  const close = () => {
    setStep('show');
    onClose();
  };
  return (
    <Dialog
      isOpen={isOpen}
      title={t(`settings.phrase.${step}.title`)}
      closeLabel={t('common.close')}
      // A slip of the mouse must not throw away eleven typed words.
      isDismissable={step !== 'check'}
      onClose={close}
    >
      {step === 'show' && <ShowWords onNext={() => setStep('check')} onLater={close} />}
      {step === 'check' && <CheckWords onBack={() => setStep('show')} onDone={() => setStep('done')} />}
      {step === 'done' && (
        <div className={styles['done']}>
          <Illustration name="tree" />
          <p>{t('settings.phrase.done.text')}</p>
          <Button variant="primary" autoFocus onClick={close}>
            {t('common.done')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
