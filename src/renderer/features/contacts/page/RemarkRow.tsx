import { Pencil, UserRoundPen } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { PersonName, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import type { ContactRowProps } from './contactRow.ts';
import styles from './ContactPage.module.css';

/** One's own name for a contact: seen as text, edited in place. */
export function RemarkRow({ contact, act }: ContactRowProps): ReactNode {
  const t = useT();
  const [isEditing, setEditing] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() => edit.current?.focus());
  };
  return (
    <Row
      icon={<UserRoundPen aria-hidden />}
      title={t('contacts.page.remark')}
      text={
        isEditing ? (
          <RemarkForm contact={contact} act={act} onClose={close} />
        ) : contact.remark === null ? (
          t('contacts.page.remark.none')
        ) : (
          <PersonName>{contact.remark}</PersonName>
        )
      }
    >
      {!isEditing && (
        <IconButton
          ref={edit}
          label={t('contacts.page.remark.edit')}
          icon={<Pencil aria-hidden />}
          onClick={() => setEditing(true)}
        />
      )}
    </Row>
  );
}

function RemarkForm({ contact, act, onClose }: ContactRowProps & { readonly onClose: () => void }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const [remark, setRemark] = useState(contact.remark ?? '');
  return (
    <form
      className={styles['inline']}
      onSubmit={(event) => {
        event.preventDefault();
        act.run(() => workspace.setRemark(contact.account, remark), onClose);
      }}
    >
      <TextField
        label={t('contacts.page.remark')}
        labelHidden
        autoFocus
        maxLength={256}
        placeholder={contact.ownName}
        value={remark}
        onChange={setRemark}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
      />
      <Button type="submit" variant="primary" pending={act.isPending}>
        {t('common.save')}
      </Button>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </form>
  );
}
