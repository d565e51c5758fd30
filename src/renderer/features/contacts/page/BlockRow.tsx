import { Ban } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import type { ContactRowProps } from './contactRow.ts';

/** Blocks after a question, unblocks at once. */
export function BlockRow({ contact, act }: ContactRowProps): ReactNode {
  const t = useT();
  const toast = useToast();
  const workspace = useWorkspace();
  const [isAsking, setAsking] = useState(false);
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
        <Button variant="danger" onClick={() => setAsking(true)}>
          {t('contacts.page.block')}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={t('contacts.block.title', { name: isolate(contact.name) })}
        confirmLabel={t('contacts.page.block')}
        cancelLabel={t('common.cancel')}
        tone="danger"
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          set(true);
        }}
      >
        <T id="contacts.block.text" values={{ name }} />
      </ConfirmDialog>
    </Row>
  );
}
