import { UserRoundPlus } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { type AccountId, accountId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { ContactPage } from './page/ContactPage.tsx';
import { RequestPage } from './request/RequestPage.tsx';

export interface ContactsContentProps {
  /** The account of the page to show, the tail of the address `#/contacts/<account>`. */
  readonly selected: string | null;
  readonly onOpenChat: (space: string) => void;
  readonly onAddContact: () => void;
  readonly onNewGroup: (first: AccountId) => void;
}

/** The page of a contact, of someone who asks to be one, or an invitation to choose. */
export function ContactsContent(props: ContactsContentProps): ReactNode {
  const { selected, onAddContact } = props;
  const t = useT();
  const account = selected === null ? null : accountId(selected);
  if (account === null) {
    return (
      <EmptyState
        illustration="people"
        title={t('contacts.choose.title')}
        actions={
          <Button icon={<UserRoundPlus aria-hidden />} onClick={onAddContact}>
            {t('contacts.add')}
          </Button>
        }
      >
        {t('contacts.choose.text')}
      </EmptyState>
    );
  }
  return account.ok ? <Person key={account.value} {...props} account={account.value} /> : <Missing />;
}

type PersonProps = { readonly account: AccountId } & Pick<ContactsContentProps, 'onOpenChat' | 'onNewGroup'>;

function Person({ account, onOpenChat, onNewGroup }: PersonProps): ReactNode {
  const workspace = useWorkspace();
  const contact = useQuery(useMemo(() => workspace.contact(account), [workspace, account]));
  const requests = useQuery(useMemo(() => workspace.requests(), [workspace]));
  if (contact.status === 'ready' && contact.value !== null) {
    return <ContactPage contact={contact.value} onOpenChat={onOpenChat} onNewGroup={onNewGroup} />;
  }
  const request = requests.status === 'ready' ? requests.value.find((one) => one.account === account) : undefined;
  if (request !== undefined) return <RequestPage request={request} />;
  return contact.status === 'loading' || requests.status === 'loading' ? null : <Missing />;
}

function Missing(): ReactNode {
  const t = useT();
  return (
    <EmptyState illustration="nothing" title={t('contacts.missing.title')}>
      {t('contacts.missing.text')}
    </EmptyState>
  );
}
