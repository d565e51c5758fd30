import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { AddContactTabs, type AddContactTab } from './AddContactTabs.tsx';
import { InvitePreviewView } from './InvitePreviewView.tsx';

export interface AddContactDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onOpenChat: (space: string) => void;
}

/** The ways to meet: show one's own code, bring in theirs, or find each other in the same network. What was brought in is shown before anything is done. */
export function AddContactDialog({ isOpen, onClose, onOpenChat }: AddContactDialogProps): ReactNode {
  const t = useT();
  const [tab, setTab] = useState<AddContactTab>('mine');
  const [found, setFound] = useState<string | null>(null);
  const close = () => {
    setFound(null);
    onClose();
  };
  return (
    <Dialog isOpen={isOpen} title={t('contacts.add')} closeLabel={t('common.close')} onClose={close}>
      {found === null ? (
        <AddContactTabs
          tab={tab}
          onTab={setTab}
          onFound={setFound}
          onChat={(space) => {
            close();
            onOpenChat(space);
          }}
        />
      ) : (
        <InvitePreviewView
          key={found}
          text={found}
          backLabel={t('common.back')}
          onBack={() => setFound(null)}
          onDone={close}
          onOpenChat={onOpenChat}
        />
      )}
    </Dialog>
  );
}
