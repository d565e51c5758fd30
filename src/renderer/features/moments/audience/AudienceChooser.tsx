import { type ReactNode, useMemo, useState } from 'react';
import { useIntl } from 'react-intl';
import type { AccountId } from '@shared/ids.ts';
import { toggled } from '@shared/toggled.ts';
import type { Audience } from '@domain/moments/audience.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { Contact } from '@services/workspace/workspace.ts';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { type AudienceDraft, tagsOfContacts } from './audiencePeople.ts';
import styles from './Audience.module.css';
import { usePeopleAndChoices } from './useAudience.ts';

export interface AudienceChooserProps {
  readonly draft: AudienceDraft;
  readonly onChange: (draft: AudienceDraft) => void;
}

const KINDS = ['contacts', 'tags', 'only', 'except', 'me'] as const satisfies readonly Audience['kind'][];

/** Whom a post is for: everybody, tags, some, all but some, oneself. */
export function AudienceChooser({ draft, onChange }: AudienceChooserProps): ReactNode {
  const t = useT();
  const { locale } = useIntl();
  const { contacts } = usePeopleAndChoices();
  const people = useMemo(() => contacts.filter(({ state, blocked }) => state === 'accepted' && !blocked), [contacts]);
  const tags = useMemo(() => tagsOfContacts(people, locale), [people, locale]);
  const kinds = KINDS.filter((kind) => kind !== 'tags' || tags.length > 0 || draft.kind === 'tags');
  return (
    <div className={styles['chooser']}>
      <RadioGroup
        label={t('moments.audience.choose')}
        value={draft.kind}
        options={kinds.map((kind) => ({
          value: kind,
          label: t(`moments.audience.kind.${kind}`),
          description: t(`moments.audience.kind.${kind}.hint`),
        }))}
        onChange={(kind) => onChange({ ...draft, kind })}
      />
      {draft.kind === 'tags' && (
        <Tags tags={tags} chosen={draft.tags} onChange={(chosen) => onChange({ ...draft, tags: chosen })} />
      )}
      {(draft.kind === 'only' || draft.kind === 'except') && (
        <People people={people} chosen={draft.accounts} onChange={(accounts) => onChange({ ...draft, accounts })} />
      )}
    </div>
  );
}

interface TagsProps {
  readonly tags: readonly string[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

function Tags({ tags, chosen, onChange }: TagsProps): ReactNode {
  const t = useT();
  return (
    <ul className={styles['tags']} aria-label={t('moments.audience.tags')}>
      {tags.map((tag) => (
        <li key={tag}>
          <button type="button" aria-pressed={chosen.has(tag)} onClick={() => onChange(toggled(chosen, tag))}>
            <bdi>{tag}</bdi>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface PeopleProps {
  readonly people: readonly Contact[];
  readonly chosen: ReadonlySet<AccountId>;
  readonly onChange: (chosen: ReadonlySet<AccountId>) => void;
}

function People({ people, chosen, onChange }: PeopleProps): ReactNode {
  const t = useT();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLocaleLowerCase();
  const shown = people.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  return (
    <div className={styles['picker']}>
      <SearchField
        label={t('moments.audience.search')}
        clearLabel={t('common.clear')}
        value={typed}
        onChange={setTyped}
      />
      <ul className={styles['boxes']} aria-label={t('moments.audience.people')}>
        {shown.map(({ account, name, avatar }) => (
          <li key={account}>
            <Checkbox
              checked={chosen.has(account)}
              onChange={() => onChange(toggled(chosen, account))}
              label={
                <span className={styles['person']}>
                  <Avatar account={account} name={name} avatar={avatar} size="small" />
                  <PersonName>{name}</PersonName>
                </span>
              }
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
