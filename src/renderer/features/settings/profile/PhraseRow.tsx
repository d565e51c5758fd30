import { KeyRound } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { OwnProfile } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import { RecoveryPhraseDialog } from '../phrase/RecoveryPhraseDialog.tsx';

type Phrase = Pick<OwnProfile, 'phraseChecked' | 'phraseElsewhere'>;

/** Whether the recovery phrase was written down, and the way to do it; on a linked device, where that is. */
export function PhraseRow({ own }: { readonly own: Phrase }): ReactNode {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <Row
      icon={<KeyRound aria-hidden />}
      title={t('settings.profile.phrase')}
      text={t(`settings.profile.phrase.${stateOf(own)}`)}
    >
      {stateOf(own) === 'open' && (
        <Button size="small" variant="primary" onClick={() => setOpen(true)}>
          {t('settings.profile.phrase.show')}
        </Button>
      )}
      <RecoveryPhraseDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </Row>
  );
}

function stateOf({ phraseChecked, phraseElsewhere }: Phrase): 'done' | 'elsewhere' | 'open' {
  if (phraseElsewhere) return 'elsewhere';
  return phraseChecked ? 'done' : 'open';
}
