import type { ReactNode } from 'react';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { FormerMember } from '@services/workspace/groupWorkspace.ts';
import { Avatar } from '@ui/display/Avatar.tsx';
import { offerId } from '../composer/useOffers.ts';
import styles from './Mentions.module.css';

export interface MentionListProps {
  readonly id: string;
  readonly people: readonly FormerMember[];
  /** Place of the one that Enter takes. */
  readonly active: number;
  readonly onChoose: (person: FormerMember) => void;
}

/** People of the group whose name is being typed. The field keeps the focus. */
export function MentionList({ id, people, active, onChoose }: MentionListProps): ReactNode {
  const t = useT();
  return (
    <div id={id} role="listbox" aria-label={t('messages.mentions.people')} className={styles['list']}>
      {people.map((person, place) => (
        <button
          key={person.account}
          id={offerId(id, place)}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          // A press must not take the focus from the field.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(person)}
          ref={place === active ? showRow : undefined}
        >
          <Avatar account={person.account} name={person.name} avatar={person.avatar} size="small" />
          <PersonName isLine>{person.name}</PersonName>
        </button>
      ))}
    </div>
  );
}

function showRow(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: 'nearest' });
}
