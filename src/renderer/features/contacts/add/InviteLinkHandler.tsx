import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { InvitePreviewView } from './InvitePreviewView.tsx';

export interface InviteLinkHandlerProps {
  /** Text of a link opened in the system or by address; hostile until read. */
  readonly link: string;
  readonly onDone: () => void;
  readonly onOpenChat: (space: string) => void;
}

/** Shows what an opened link is about and waits for the person's word. */
export function InviteLinkHandler({ link, onDone, onOpenChat }: InviteLinkHandlerProps): ReactNode {
  const t = useT();
  return (
    <Dialog isOpen title={t('contacts.link.title')} closeLabel={t('common.close')} onClose={onDone}>
      <InvitePreviewView
        key={link}
        text={link}
        backLabel={t('contacts.preview.back')}
        onBack={onDone}
        onDone={onDone}
        onOpenChat={onOpenChat}
      />
    </Dialog>
  );
}
