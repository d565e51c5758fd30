import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { ChannelPostView } from '@services/workspace/channelWorkspace.ts';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import { useChannels, useReport } from '../useChannels.ts';

export interface DeletePostProps {
  readonly post: ChannelPostView;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

/** Asks before a post goes, and says what that can not do. */
export function DeletePost({ post, onClose, onDeleted }: DeletePostProps): ReactNode {
  const t = useT();
  const channels = useChannels();
  const report = useReport();
  const [isPending, setPending] = useState(false);
  const remove = async () => {
    setPending(true);
    const done = await report(channels.deleteChannelPost(post.id));
    setPending(false);
    onClose();
    if (done !== null) onDeleted?.();
  };
  return (
    <ConfirmDialog
      isOpen
      tone="danger"
      title={t('channels.post.delete.title')}
      confirmLabel={t('channels.post.delete')}
      cancelLabel={t('common.cancel')}
      pending={isPending}
      onConfirm={() => void remove()}
      onCancel={onClose}
    >
      {t('channels.post.delete.text')}
    </ConfirmDialog>
  );
}
