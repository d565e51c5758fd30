import { type ReactNode, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { ChatOptions } from './ChatOptions.tsx';

export interface ChatChooserProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly onChoose: (space: SpaceId) => void;
  readonly onClose: () => void;
}

/** Asks for a chat. */
export function ChatChooser({ isOpen, title, onChoose, onClose }: ChatChooserProps): ReactNode {
  const t = useT();
  const [search, setSearch] = useState('');
  return (
    <Dialog isOpen={isOpen} title={title} closeLabel={t('common.cancel')} onClose={onClose}>
      <ChatOptions search={search} chosen={null} onSearch={setSearch} onChoose={onChoose} />
    </Dialog>
  );
}
