import type { ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { type MomentSpan, momentSpans } from '@domain/moments/back.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import type { Contact } from '@services/workspace/workspace.ts';
import { Select } from '@ui/controls/Select.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { useMoments, useReport } from '../room/useMoments.ts';
import styles from './Audience.module.css';
import { usePeopleAndChoices } from './useAudience.ts';

/** How far back new contacts see; for each contact whether one sees their posts, and whether they may see one's own. */
export function ChoicesPage(): ReactNode {
  const t = useT();
  const { contacts, choices } = usePeopleAndChoices();
  const people = contacts.filter(({ state, blocked }) => state === 'accepted' && !blocked);
  return (
    <div className={styles['page']}>
      <div className={styles['column']}>
        <header>
          <h1>{t('moments.choices')}</h1>
          <p>{t('moments.choices.text')}</p>
        </header>
        <Back chosen={choices.back} />
        {people.length === 0 ? (
          <EmptyState illustration="people" title={t('moments.choices.empty')}>
            {t('moments.choices.empty.text')}
          </EmptyState>
        ) : (
          <Section title={t('moments.choices.people')}>
            {people.map((contact) => (
              <Choice
                key={contact.account}
                contact={contact}
                isMuted={choices.muted.has(contact.account)}
                isClosed={choices.closedTo.has(contact.account)}
              />
            ))}
          </Section>
        )}
      </div>
    </div>
  );
}

function Back({ chosen }: { readonly chosen: MomentSpan }): ReactNode {
  const t = useT();
  const moments = useMoments();
  const report = useReport();
  const options = momentSpans.map((value) => ({ value, label: t(`moments.back.${value}`) }));
  return (
    <Section>
      <Plain>
        <Select
          label={t('moments.back')}
          description={t('moments.back.text')}
          value={chosen}
          options={options}
          onChange={(back) => void report(moments.limitMoments(back))}
        />
      </Plain>
    </Section>
  );
}

interface ChoiceProps {
  readonly contact: Contact;
  readonly isMuted: boolean;
  readonly isClosed: boolean;
}

function Choice({ contact, isMuted, isClosed }: ChoiceProps): ReactNode {
  const t = useT();
  const moments = useMoments();
  const report = useReport();
  const account: AccountId = contact.account;
  const name = isolate(contact.name);
  return (
    <Row
      icon={<Avatar account={account} name={contact.name} avatar={contact.avatar} size="small" />}
      title={<PersonName>{contact.name}</PersonName>}
    >
      <span className={styles['switches']} role="group" aria-label={t('moments.choices.of', { name })}>
        <Switch
          label={t('moments.choices.see')}
          checked={!isMuted}
          onChange={(isSeen) => void report(moments.muteMoments(account, !isSeen))}
        />
        <Switch
          label={t('moments.choices.show')}
          checked={!isClosed}
          onChange={(isShown) => void report(moments.closeMomentsTo(account, !isShown))}
        />
      </span>
    </Row>
  );
}
