import { KeyRound } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import { RecoveryPhraseDialog } from '../phrase/RecoveryPhraseDialog.tsx';

/** Whether the recovery phrase was written down, and the way to do it. */
export function PhraseRow({ isChecked }: { readonly isChecked: boolean }): ReactNode {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <Row
      icon={<KeyRound aria-hidden />}
      title={t('settings.profile.phrase')}
      text={t(isChecked ? 'settings.profile.phrase.done' : 'settings.profile.phrase.open')}
    >
      {!isChecked && (
        <Button size="small" variant="primary" onClick={() => setOpen(true)}>
          {t('settings.profile.phrase.show')}
        </Button>
      )}
      <RecoveryPhraseDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </Row>
  );
}
