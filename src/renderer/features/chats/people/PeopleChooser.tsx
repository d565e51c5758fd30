import { type ReactNode, useRef } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { Contact } from '@services/workspace/workspace.ts';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { DialogList } from '@ui/display/DialogList.tsx';
import styles from './People.module.css';

/** Somebody to choose. */
export interface Choosable extends Pick<Contact, 'account' | 'name' | 'avatar'> {
  /** What stands behind the name. */
  readonly note?: string;
}

export interface PeopleChooserProps {
  readonly labels: { readonly search: string; readonly people: string };
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** Whom the search leaves. */
  readonly people: readonly Choosable[];
  /** Said where the search leaves nobody; else the list stands there empty. */
  readonly nobody?: string;
  readonly onChoose: (account: AccountId, name: string) => void;
}

/** One person of those whose names fit what is typed. Arrow down goes from the field to the list. */
export function PeopleChooser(props: PeopleChooserProps): ReactNode {
  const { labels, people, nobody } = props;
  const t = useT();
  const list = useRef<HTMLDivElement>(null);
  return (
    <>
      <SearchField
        label={labels.search}
        clearLabel={t('common.clear')}
        value={props.search}
        onChange={props.onSearch}
        onArrowDown={() => list.current?.querySelector('button')?.focus()}
      />
      <div ref={list}>
        {people.length === 0 && nobody !== undefined ? (
          <p>{nobody}</p>
        ) : (
          <DialogList label={labels.people}>
            {people.map((person) => (
              <li key={person.account}>
                <PersonButton person={person} onChoose={props.onChoose} />
              </li>
            ))}
          </DialogList>
        )}
      </div>
    </>
  );
}

interface PersonButtonProps extends Pick<PeopleChooserProps, 'onChoose'> {
  readonly person: Choosable;
}

function PersonButton({ person: { account, name, avatar, note }, onChoose }: PersonButtonProps): ReactNode {
  return (
    <button type="button" className={styles['person']} onClick={() => onChoose(account, name)}>
      <Avatar account={account} name={name} avatar={avatar} size="small" />
      <PersonName isLine>{name}</PersonName>
      {note !== undefined && <span className={styles['note']}>{note}</span>}
    </button>
  );
}
