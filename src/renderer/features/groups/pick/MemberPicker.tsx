import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { toggled } from '@shared/toggled.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Contact } from '@services/workspace/workspace.ts';
import { BoxLabel, BoxList } from '@ui/controls/BoxList.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import styles from './MemberPicker.module.css';
import { matching, pickable } from './pickable.ts';

export interface MemberPickerProps {
  readonly chosen: ReadonlySet<AccountId>;
  /** Who is in already and is not offered. */
  readonly without: ReadonlySet<AccountId>;
  readonly onChange: (chosen: ReadonlySet<AccountId>) => void;
}

/**
 * Contacts to choose several of. All of it by keyboard: typing narrows, Enter takes the first that matches, Backspace in an
 * empty field gives the last one back, arrow down goes into the list, where the space bar ticks.
 */
export function MemberPicker({ chosen, without, onChange }: MemberPickerProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const contacts = useQuery(useMemo(() => workspace.contacts(), [workspace]));
  const everyone = useMemo(
    () => (contacts.status === 'ready' ? pickable(contacts.value, without) : []),
    [contacts, without],
  );
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const shown = matching(everyone, typed);
  const toggle = (account: AccountId) => onChange(toggled(chosen, account));
  const onKeyDown = (event: KeyboardEvent) => {
    const [first] = shown;
    const last = [...chosen].at(-1);
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && typed.trim() !== '' && first !== undefined) {
      event.preventDefault();
      toggle(first.account);
      setTyped('');
    } else if (event.key === 'Backspace' && typed === '' && last !== undefined) toggle(last);
  };
  if (contacts.status === 'ready' && everyone.length === 0) return <Nobody isIn={without.size > 1} />;
  return (
    <div className={styles['picker']}>
      <Chips people={everyone.filter(({ account }) => chosen.has(account))} onRemove={toggle} />
      <div role="presentation" onKeyDown={onKeyDown}>
        <SearchField
          label={t('groups.pick.search')}
          clearLabel={t('common.clear')}
          value={typed}
          onChange={setTyped}
          onArrowDown={() => list.current?.querySelector('input')?.focus()}
        />
      </div>
      <BoxList ref={list} label={t('groups.pick.list')}>
        {shown.map((contact) => (
          <li key={contact.account}>
            <Choice contact={contact} isChosen={chosen.has(contact.account)} onToggle={() => toggle(contact.account)} />
          </li>
        ))}
        {shown.length === 0 && typed !== '' && (
          <li className={styles['none']}>{t('groups.pick.none', { text: isolate(typed.trim()) })}</li>
        )}
      </BoxList>
    </div>
  );
}

function Choice(props: {
  readonly contact: Contact;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}): ReactNode {
  const { contact } = props;
  const t = useT();
  const isOnline = useSnapshot(useWorkspace().presence).has(contact.account);
  return (
    <Checkbox
      checked={props.isChosen}
      onChange={props.onToggle}
      label={
        <BoxLabel>
          <Avatar
            account={contact.account}
            name={contact.name}
            avatar={contact.avatar}
            size="small"
            online={isOnline ? t('common.online') : null}
          />
          <PersonName>{contact.name}</PersonName>
        </BoxLabel>
      }
    />
  );
}

function Chips(props: {
  readonly people: readonly Contact[];
  readonly onRemove: (account: AccountId) => void;
}): ReactNode {
  const t = useT();
  return (
    <div className={styles['chosen']}>
      <p aria-live="polite">{t('groups.pick.chosen', { count: props.people.length })}</p>
      {props.people.length > 0 && (
        <ul>
          {props.people.map(({ account, name, avatar }) => (
            <li key={account}>
              <button type="button" className={styles['chip']} onClick={() => props.onRemove(account)}>
                <Avatar account={account} name={name} avatar={avatar} size="small" />
                <span aria-hidden>
                  <PersonName isLine>{name}</PersonName>
                </span>
                <X aria-hidden />
                <VisuallyHidden>{t('groups.pick.remove', { name: isolate(name) })}</VisuallyHidden>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Nobody({ isIn }: { readonly isIn: boolean }): ReactNode {
  const t = useT();
  return <p className={styles['none']}>{t(isIn ? 'groups.pick.everyone' : 'groups.pick.empty')}</p>;
}
