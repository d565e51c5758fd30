import { Eye } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { AudienceChooser } from '../audience/AudienceChooser.tsx';
import { chosenAudience } from '../audience/audiencePeople.ts';
import { useAudienceSentence } from '../audience/useAudience.ts';
import styles from './Compose.module.css';
import type { Compose } from './useCompose.ts';

/** Who will see it, in a sentence, with the way to change that; and how long it stands. */
export function AudienceRow({ draft }: { readonly draft: Compose }): ReactNode {
  const t = useT();
  const sentence = useAudienceSentence();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles['audience']}>
      <div className={styles['sees']}>
        <Eye aria-hidden />
        <p aria-live="polite">{sentence(chosenAudience(draft.audience))}</p>
        <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('common.done') : t('moments.audience.change')}
        </Button>
      </div>
      {isOpen && <AudienceChooser draft={draft.audience} onChange={(audience) => draft.change({ audience })} />}
      <Switch
        label={t('moments.compose.life')}
        description={draft.isStory ? t('moments.compose.life.story') : t('moments.compose.life.stays')}
        checked={draft.isStory}
        onChange={(isStory) => draft.change({ isStory })}
      />
    </div>
  );
}
