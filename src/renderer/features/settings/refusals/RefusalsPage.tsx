import { Ban, FileDown, Trash2, UserRoundCheck } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { Refusal } from '@domain/preference/refusals.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { RefusedPerson } from '@services/workspace/preferenceWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { ConfirmButton } from '@ui/overlays/ConfirmButton.tsx';
import { Page } from '../layout/Page.tsx';
import { RefusalRow } from './RefusalRow.tsx';
import { refusalsText } from './refusalsText.ts';
import { type RefusalDesk, useRefusals } from './useRefusals.ts';

/** Settings → Blocked and reported: who is kept out, and a log for oneself of what was refused and why. */
export function RefusalsPage(): ReactNode {
  const t = useT();
  const desk = useRefusals();
  return (
    <Page
      title={t('settings.refusals')}
      error={desk.error}
      actions={desk.log.length > 0 && <ExportButton log={desk.log} />}
    >
      <BlockedContacts desk={desk} />
      {desk.people.length > 0 && <RefusedPeople desk={desk} people={desk.people} />}
      <Section title={t('settings.refusals.log')} description={t('settings.refusals.logText')}>
        {desk.log.length === 0 && <Plain>{t('settings.refusals.empty')}</Plain>}
        {desk.log.map((entry) => (
          <RefusalRow key={`${entry.at} ${entry.account}`} entry={entry} desk={desk} />
        ))}
        {desk.log.length > 0 && (
          <Plain>
            <ConfirmButton
              label={t('settings.refusals.clear')}
              icon={<Trash2 aria-hidden />}
              variant="danger"
              title={t('settings.refusals.clear')}
              confirmLabel={t('common.delete')}
              cancelLabel={t('common.cancel')}
              onConfirm={desk.clear}
            >
              {t('settings.refusals.clearText')}
            </ConfirmButton>
          </Plain>
        )}
      </Section>
    </Page>
  );
}

function BlockedContacts({ desk }: { readonly desk: RefusalDesk }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    [],
  );
  const blocked = contacts.filter((contact) => contact.blocked);
  return (
    <Section title={t('settings.refusals.blocked')}>
      {blocked.length === 0 && <Plain>{t('settings.refusals.nobody')}</Plain>}
      {blocked.map(({ account, name }) => (
        <Row key={account} icon={<Ban aria-hidden />} title={<PersonName>{name}</PersonName>}>
          <Button onClick={() => desk.unblock(account)}>{t('contacts.page.unblock')}</Button>
        </Row>
      ))}
    </Section>
  );
}

function RefusedPeople(props: { readonly desk: RefusalDesk; readonly people: readonly RefusedPerson[] }): ReactNode {
  const { desk, people } = props;
  const t = useT();
  const formats = useFormats();
  return (
    <Section title={t('settings.refusals.people')} description={t('settings.refusals.peopleText')}>
      {people.map(({ account, at, name }) => (
        <Row
          key={account}
          icon={<UserRoundCheck aria-hidden />}
          title={name === null || name === '' ? t('settings.refusals.unknown') : <PersonName>{name}</PersonName>}
          text={t('settings.refusals.since', { when: formats.moment(at) })}
        >
          <Button onClick={() => desk.letAskAgain(account)}>{t('settings.refusals.letAsk')}</Button>
        </Row>
      ))}
    </Section>
  );
}

function ExportButton({ log }: { readonly log: readonly Refusal[] }): ReactNode {
  const t = useT();
  const toast = useToast();
  const media = useMedia();
  const save = () => {
    const day = new Date().toISOString().slice(0, 10);
    media.saveFile({
      name: `banyan-refused-${day}.json`,
      type: 'application/json',
      bytes: new TextEncoder().encode(refusalsText(log)),
    });
    toast({ text: t('settings.refusals.exported') });
  };
  return (
    <Button icon={<FileDown aria-hidden />} onClick={save}>
      {t('settings.refusals.export')}
    </Button>
  );
}
