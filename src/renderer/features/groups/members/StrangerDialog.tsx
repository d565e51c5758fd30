import type { ReactNode } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { GroupMember } from '@services/workspace/groupWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Members.module.css';

export interface StrangerDialogProps {
  readonly member: GroupMember;
  readonly onAddContact: () => void;
  readonly onClose: () => void;
}

/** A member who is not a contact: how the two become contacts. */
export function StrangerDialog({ member, onAddContact, onClose }: StrangerDialogProps): ReactNode {
  const t = useT();
  const name = isolate(member.name);
  return (
    <Dialog
      isOpen
      size="small"
      title={t('groups.stranger.title', { name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button
            variant="primary"
            onClick={() => {
              onClose();
              onAddContact();
            }}
          >
            {t('groups.stranger.invite')}
          </Button>
        </>
      }
    >
      <div className={styles['stranger']}>
        <Avatar account={member.account} name={member.name} avatar={member.avatar} size="large" />
        <p>{t('groups.stranger.text', { name })}</p>
      </div>
    </Dialog>
  );
}
