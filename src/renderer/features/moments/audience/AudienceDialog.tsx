import type { ReactNode } from 'react';
import type { Audience } from '@domain/moments/audience.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { audiencePeople } from './audiencePeople.ts';
import styles from './Audience.module.css';
import { useAudienceSentence, usePeopleAndChoices } from './useAudience.ts';

export interface AudienceDialogProps {
  readonly audience: Audience;
  readonly onClose: () => void;
}

/** Who can see an own post: in a sentence, then one by one. */
export function AudienceDialog({ audience, onClose }: AudienceDialogProps): ReactNode {
  const t = useT();
  const sentence = useAudienceSentence();
  const { contacts, choices } = usePeopleAndChoices();
  const people = audiencePeople(audience, contacts, choices);
  return (
    <Dialog isOpen size="small" title={t('moments.audience.title')} closeLabel={t('common.close')} onClose={onClose}>
      <p>{sentence(audience)}</p>
      {people.length > 0 && (
        <ul className={styles['people']} aria-label={t('moments.audience.people')}>
          {people.map(({ account, name, avatar }) => (
            <li key={account}>
              <Avatar account={account} name={name} avatar={avatar} size="small" />
              <PersonName isLine>{name}</PersonName>
            </li>
          ))}
        </ul>
      )}
      <p className={styles['hint']}>{t('moments.audience.later')}</p>
    </Dialog>
  );
}
