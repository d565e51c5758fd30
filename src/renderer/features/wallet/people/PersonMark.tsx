import { BadgeCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { PersonName, useT } from '@i18n/useT.tsx';
import { Avatar, type AvatarProps } from '@ui/display/Avatar.tsx';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import styles from './People.module.css';
import type { ShownPerson } from './usePeople.ts';

/** A person's face. */
export function PersonFace({ person, size }: { readonly person: ShownPerson } & Pick<AvatarProps, 'size'>): ReactNode {
  return (
    <Avatar
      account={person.account}
      name={person.shownName}
      avatar={person.avatar}
      {...(size !== undefined && { size })}
    />
  );
}

/** A person's name, with a mark where one compared the safety number. Oneself is "you" where `isYou` says so. */
export function PersonMark({
  person,
  isYou = false,
}: {
  readonly person: ShownPerson;
  readonly isYou?: boolean;
}): ReactNode {
  const t = useT();
  if (isYou && person.standing === 'self') return t('wallet.you');
  return (
    <span className={styles['mark']}>
      <PersonName>{person.shownName}</PersonName>
      {person.standing === 'contact' && person.isVerified && (
        <span className={styles['verified']} data-tooltip={t('contacts.verified')}>
          <BadgeCheck aria-hidden />
          <VisuallyHidden>{t('contacts.verified')}</VisuallyHidden>
        </span>
      )}
    </span>
  );
}
