import { Copy, Info, RotateCw, Trash2 } from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation, Message, Outcome } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { type MenuEntry, type MenuRequest, useMenu } from '@ui/overlays/useMenu.tsx';
import { useFileEntries } from '../files/useFileEntries.tsx';
import { MessageDetailsDialog } from '../details/MessageDetailsDialog.tsx';
import { usePinEntries } from '../groups/usePinEntries.tsx';
import { useCopy } from '../useCopy.ts';

export interface MessageMenu {
  readonly menu: ReactNode;
  /** Opens the menu of a message at an element or point. */
  readonly openFor: (message: Message, anchor: MenuRequest['anchor']) => void;
}

/** What can be done with a message: one menu for the whole log. */
export function useMessageMenu(conversation: Conversation): MessageMenu {
  const t = useT();
  const { menu, open } = useMenu();
  const [shown, setShown] = useState<Message | null>(null);
  const acts = useMessageActs(conversation.space);
  const fileEntries = useFileEntries();
  const pinEntries = usePinEntries();
  const openFor = useCallback(
    (message: Message, anchor: MenuRequest['anchor']) => {
      const selected = String(window.getSelection() ?? '');
      const text = textOf(message);
      const items: MenuEntry[] = [];
      if (message.state === 'failed') {
        items.push({
          id: 'retry',
          label: t('common.retry'),
          icon: <RotateCw aria-hidden />,
          onAction: () => acts.retry(message),
        });
      }
      if (text !== null) {
        items.push({
          id: 'copy',
          label: selected === '' ? t('chats.menu.copy') : t('chats.menu.copySelection'),
          icon: <Copy aria-hidden />,
          onAction: () => acts.copy(selected === '' ? text : selected),
        });
      }
      items.push(...pinEntries(message), ...fileEntries(message));
      if (message.own && message.state !== 'queued' && message.state !== 'failed') {
        items.push({
          id: 'details',
          label: t('delivery.details.menu'),
          icon: <Info aria-hidden />,
          onAction: () => setShown(message),
        });
      }
      items.push({
        id: 'delete',
        label: t('chats.menu.delete'),
        icon: <Trash2 aria-hidden />,
        isDanger: true,
        onAction: () => acts.remove(message),
      });
      open({ anchor, label: t('chats.menu.label'), items });
    },
    [t, open, acts, fileEntries, pinEntries],
  );
  const details =
    shown === null ? null : (
      <MessageDetailsDialog
        space={conversation.space}
        message={shown}
        hasFile={shown.body.kind === 'file'}
        onClose={() => setShown(null)}
      />
    );
  return {
    menu: (
      <>
        {menu}
        {details}
      </>
    ),
    openFor,
  };
}

/** What can be copied of a message; null where there are no words. */
function textOf({ body }: Message): string | null {
  if (body.kind === 'text') return body.text;
  return body.kind === 'file' && body.caption !== '' ? body.caption : null;
}

interface MessageActs {
  readonly copy: (text: string) => void;
  readonly retry: (message: Message) => void;
  readonly remove: (message: Message) => void;
}

function useMessageActs(space: Conversation['space']): MessageActs {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const copy = useCopy();
  return useMemo(() => {
    const report = async (outcome: Outcome): Promise<boolean> => {
      const result = await outcome;
      if (!result.ok) toast({ tone: 'danger', text: errorText(result.error.code) });
      return result.ok;
    };
    const remove = async (message: Message) => {
      if (!(await report(workspace.deleteMessage(space, message.id)))) return;
      toast({
        text: t('chats.deleted'),
        action: { label: t('common.undo'), onAction: () => void report(workspace.restoreMessage(space, message.id)) },
      });
    };
    return {
      copy,
      retry: (message) => void report(workspace.retryMessage(space, message.id)),
      remove: (message) => void remove(message),
    };
  }, [t, workspace, toast, errorText, copy, space]);
}
