import type { ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import type { Contact, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Section } from '@ui/layout/Panel.tsx';
import { BlockRow } from './BlockRow.tsx';
import { ContactHeader } from './ContactHeader.tsx';
import { PersonPage } from './PersonPage.tsx';
import { DeleteRow } from './DeleteRow.tsx';
import { KnownSinceRow } from './KnownSinceRow.tsx';
import { LookAlikeNotice } from './LookAlikeNotice.tsx';
import { MomentsRow } from './MomentsRow.tsx';
import { ProofNotice } from './ProofNotice.tsx';
import { RemarkRow } from './RemarkRow.tsx';
import { SafetyRow } from '../safety/SafetyRow.tsx';
import { SyncRow } from './SyncRow.tsx';
import { TagsRow } from './TagsRow.tsx';
import { WalletRow } from './WalletRow.tsx';

export interface ContactPageProps {
  readonly contact: Contact;
  readonly onOpenChat: (space: string) => void;
  readonly onNewGroup: (first: AccountId) => void;
}

/** Everything about one contact. */
export function ContactPage({ contact, onOpenChat, onNewGroup }: ContactPageProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  return (
    <PersonPage label={t('contacts.page.label', { name: isolate(contact.name) })}>
      <ContactHeader contact={contact} onOpenChat={onOpenChat} onNewGroup={onNewGroup} />
      <StateNotice contact={contact} />
      <ProofNotice contact={contact} />
      <LookAlikeNotice account={contact.account} name={contact.ownName} since={contact.addedAt} />
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <Section>
        <RemarkRow key={contact.remark} contact={contact} act={act} />
        <TagsRow contact={contact} act={act} />
      </Section>
      <Section>
        <SafetyRow contact={contact} />
        <SyncRow contact={contact} />
        {contact.state === 'accepted' && <MomentsRow account={contact.account} />}
        {contact.state === 'accepted' && <WalletRow account={contact.account} />}
        <KnownSinceRow contact={contact} />
      </Section>
      <Section>
        <BlockRow contact={contact} act={act} />
        <DeleteRow contact={contact} act={act} />
      </Section>
    </PersonPage>
  );
}

function StateNotice({ contact }: { readonly contact: Contact }): ReactNode {
  const values = { name: <PersonName>{contact.name}</PersonName> };
  if (contact.blocked) {
    return (
      <AlertBanner tone="warning">
        <T id="contacts.page.blocked" values={values} />
      </AlertBanner>
    );
  }
  if (contact.state !== 'requested') return null;
  const isOver = contact.request !== null && contact.request !== 'sending' && contact.request !== 'received';
  return (
    <AlertBanner tone={isOver ? 'warning' : 'info'}>
      <T
        id={contact.request === null ? 'contacts.request.state.sending' : `contacts.request.state.${contact.request}`}
        values={values}
      />
    </AlertBanner>
  );
}
