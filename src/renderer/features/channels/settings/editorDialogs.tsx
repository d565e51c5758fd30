import { type ReactNode, useState } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ChannelEditor, ChannelView } from '@services/workspace/channelWorkspace.ts';
import type { Outcome } from '@services/workspace/workspace.ts';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import { useChannels, useReport } from '../useChannels.ts';

export interface EditorDialogProps {
  readonly channel: ChannelView;
  readonly editor: ChannelEditor;
  readonly onClose: () => void;
}

function useDoing(onClose: () => void) {
  const report = useReport();
  const [isPending, setPending] = useState(false);
  const run = async (outcome: Outcome) => {
    setPending(true);
    await report(outcome);
    setPending(false);
    onClose();
  };
  return { isPending, run };
}

/** Asks before somebody is an editor no more. */
export function RemoveEditorDialog({ channel, editor, onClose }: EditorDialogProps): ReactNode {
  const t = useT();
  const channels = useChannels();
  const { isPending, run } = useDoing(onClose);
  return (
    <ConfirmDialog
      isOpen
      tone="danger"
      title={t('channels.editors.remove.title', { name: isolate(editor.name) })}
      confirmLabel={t('channels.editors.remove')}
      cancelLabel={t('common.cancel')}
      pending={isPending}
      onConfirm={() => void run(channels.removeEditor(channel.id, editor.pen))}
      onCancel={onClose}
    >
      {t('channels.editors.remove.text')}
    </ConfirmDialog>
  );
}

/** Asks before the channel's key is given away, and says plainly what that means. */
export function HandOverDialog({ channel, editor, onClose }: EditorDialogProps): ReactNode {
  const t = useT();
  const channels = useChannels();
  const { isPending, run } = useDoing(onClose);
  const name = isolate(editor.name);
  return (
    <ConfirmDialog
      isOpen
      tone="danger"
      title={t('channels.handOver.title', { channel: isolate(channel.name), name })}
      confirmLabel={t('channels.handOver.do')}
      cancelLabel={t('common.cancel')}
      pending={isPending}
      onConfirm={() => void run(channels.handOverChannel(channel.id, editor.pen))}
      onCancel={onClose}
    >
      <p>{t('channels.handOver.decides', { name })}</p>
      <p>{t('channels.handOver.remains')}</p>
      <p>
        <strong>{t('channels.handOver.forGood')}</strong>
      </p>
    </ConfirmDialog>
  );
}
