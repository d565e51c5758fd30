import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import { ConfirmButton } from '@ui/overlays/ConfirmButton.tsx';
import { leaveContact } from '../leaveContact.ts';
import type { ContactRowProps } from './contactRow.ts';

/** Takes the contact and the chat off this device, after saying what that means. */
export function DeleteRow({ contact, act }: ContactRowProps): ReactNode {
  const t = useT();
  const toast = useToast();
  const workspace = useWorkspace();
  const name = <PersonName>{contact.name}</PersonName>;
  const remove = () =>
    act.run(
      () => workspace.deleteContact(contact.account),
      () => {
        toast({ text: <T id="contacts.done.deleted" values={{ name }} /> });
        leaveContact(contact.account);
      },
    );
  return (
    <Row icon={<Trash2 aria-hidden />} title={t('contacts.page.delete')} text={t('contacts.page.delete.hint')}>
      <ConfirmButton
        label={t('common.delete')}
        variant="danger"
        title={t('contacts.delete.title', { name: isolate(contact.name) })}
        confirmLabel={t('common.delete')}
        cancelLabel={t('common.cancel')}
        onConfirm={remove}
      >
        <T id="contacts.delete.text" values={{ name }} />
      </ConfirmButton>
    </Row>
  );
}
