import { Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import { leaveContact } from '../leaveContact.ts';
import type { ContactRowProps } from './contactRow.ts';

/** Takes the contact and the chat off this device, after saying what that means. */
export function DeleteRow({ contact, act }: ContactRowProps): ReactNode {
  const t = useT();
  const toast = useToast();
  const workspace = useWorkspace();
  const [isAsking, setAsking] = useState(false);
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
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t('common.delete')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('contacts.delete.title', { name: isolate(contact.name) })}
        confirmLabel={t('common.delete')}
        cancelLabel={t('common.cancel')}
        tone="danger"
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          remove();
        }}
      >
        <T id="contacts.delete.text" values={{ name }} />
      </ConfirmDialog>
    </Row>
  );
}
