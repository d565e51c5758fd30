import type { ReactNode } from 'react';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { FormerMember } from '@services/workspace/groupWorkspace.ts';
import { Avatar } from '@ui/display/Avatar.tsx';
import { OfferList, type OfferListProps } from '../composer/OfferList.tsx';
import styles from './Mentions.module.css';

export interface MentionListProps extends Pick<OfferListProps<FormerMember>, 'id' | 'active' | 'onChoose'> {
  readonly people: readonly FormerMember[];
}

/** People of the group whose name is being typed. */
export function MentionList({ people, ...rest }: MentionListProps): ReactNode {
  const t = useT();
  return (
    <OfferList
      {...rest}
      label={t('messages.mentions.people')}
      className={styles['list']}
      offers={people}
      keyOf={({ account }) => account}
      isLong
    >
      {(person) => (
        <>
          <Avatar account={person.account} name={person.name} avatar={person.avatar} size="small" />
          <PersonName isLine>{person.name}</PersonName>
        </>
      )}
    </OfferList>
  );
}
