import { Ban } from 'lucide-react';
import type { ReactNode } from 'react';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import { ConfirmButton } from '@ui/overlays/ConfirmButton.tsx';
import type { ContactRowProps } from './contactRow.ts';

/** Blocks after a question, unblocks at once. */
export function BlockRow({ contact, act }: ContactRowProps): ReactNode {
  const t = useT();
  const toast = useToast();
  const workspace = useWorkspace();
  const name = <PersonName>{contact.name}</PersonName>;
  const set = (blocked: boolean) =>
    act.run(
      () => workspace.setBlocked(contact.account, blocked),
      () => toast({ text: <T id={blocked ? 'contacts.done.blocked' : 'contacts.done.unblocked'} values={{ name }} /> }),
    );
  return (
    <Row
      icon={<Ban aria-hidden />}
      title={t(contact.blocked ? 'contacts.page.unblock' : 'contacts.page.block')}
      text={t(contact.blocked ? 'contacts.page.unblock.hint' : 'contacts.page.block.hint')}
    >
      {contact.blocked ? (
        <Button onClick={() => set(false)}>{t('contacts.page.unblock')}</Button>
      ) : (
        <ConfirmButton
          label={t('contacts.page.block')}
          variant="danger"
          title={t('contacts.block.title', { name: isolate(contact.name) })}
          confirmLabel={t('contacts.page.block')}
          cancelLabel={t('common.cancel')}
          onConfirm={() => set(true)}
        >
          <T id="contacts.block.text" values={{ name }} />
        </ConfirmButton>
      )}
    </Row>
  );
}
