import { type ReactNode, useMemo, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import { wordSearch } from '@i18n/wordSearch.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Contact } from '@services/workspace/workspace.ts';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { DialogList } from '@ui/display/DialogList.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { ArmedButton } from '@ui/controls/ArmedButton.tsx';
import { PromptDialog } from './PromptDialog.tsx';
import styles from './Prompts.module.css';
import type { PromptProps } from './promptProps.ts';

const NOBODY: readonly Contact[] = [];

/** Whom the program is told of. */
export function ContactsPrompt({ prompt, program }: PromptProps<'pick-contacts'>): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const { multiple, answer } = prompt;
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<AccountId>>(new Set());
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    NOBODY,
  );
  const matches = wordSearch(search);
  const shown = contacts.filter(({ state, name }) => state === 'accepted' && matches(name));
  const toggle = (account: AccountId) => {
    const next = new Set(multiple ? chosen : []);
    if (chosen.has(account)) next.delete(account);
    else next.add(account);
    setChosen(next);
  };
  return (
    <PromptDialog
      program={program}
      prompt={prompt}
      title={t('programs.prompt.contacts', { name: isolate(program.name) })}
      onClose={() => answer(null)}
      action={
        <ArmedButton asked={prompt} disabled={chosen.size === 0} onClick={() => answer([...chosen])}>
          {chosen.size === 0 ? t('programs.prompt.choose.none') : t('programs.prompt.choose', { count: chosen.size })}
        </ArmedButton>
      }
    >
      <p className={styles['muted']}>{t('programs.prompt.contacts.text')}</p>
      <SearchField label={t('contacts.search')} clearLabel={t('common.clear')} value={search} onChange={setSearch} />
      <DialogList label={t('contacts.title')}>
        {shown.map(({ account, name, ownName, avatar }) => (
          <li key={account}>
            <ListRow
              leading={<Avatar account={account} name={name} avatar={avatar} size="small" />}
              title={<PersonName>{name}</PersonName>}
              subtitle={ownName === name ? undefined : t('programs.prompt.contacts.sees', { name: isolate(ownName) })}
              selected={chosen.has(account)}
              onPress={() => toggle(account)}
            />
          </li>
        ))}
      </DialogList>
    </PromptDialog>
  );
}
