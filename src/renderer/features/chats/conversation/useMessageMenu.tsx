import { Copy, Eraser, History, Info, ListChecks, RotateCw, Smile, Trash2 } from 'lucide-react';
import { type ReactNode, useCallback, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Message } from '@services/workspace/messageViews.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import { type MenuEntry, type MenuRequest, useMenu } from '@ui/overlays/useMenu.tsx';
import { useFileEntries } from '../files/useFileEntries.tsx';
import { MessageDetailsDialog } from '../details/MessageDetailsDialog.tsx';
import { usePinEntries } from '../groups/usePinEntries.tsx';
import { useReportEntries } from '../keeping/useReportEntries.tsx';
import { usePollEntries } from '../polls/usePollEntries.tsx';
import { QuickSigns } from '../reactions/QuickSigns.tsx';
import { useDeeds } from '../talk/deedsContext.ts';
import { canAnswer, wordsOf } from '../talk/messageFacts.ts';
import type { TalkActs } from '../talk/talkActs.ts';
import { useTalk } from '../talk/talkContext.ts';
import { useMayRecall } from '../talk/useMayRecall.ts';
import { useCopy } from '../useCopy.ts';
import { useReport } from '../useReport.ts';
import { type AnswerOptions, useAnswerEntries } from './useAnswerEntries.tsx';
import { bubbleOf } from './bubbleOf.ts';

export interface MessageMenu {
  readonly menu: ReactNode;
  /** Opens the menu of a message at an element or point. */
  readonly openFor: (message: Message, anchor: MenuRequest['anchor']) => void;
}

export interface MessageMenuOptions extends AnswerOptions, Pick<TalkActs, 'react' | 'show'> {
  readonly conversation: Conversation;
  readonly askAnySign: (message: Message, anchor: Element) => void;
}

/** What can be done with a message: one menu for the whole log. */
export function useMessageMenu(options: MessageMenuOptions): MessageMenu {
  const { conversation, canWrite, react, askAnySign } = options;
  const t = useT();
  const { menu, open } = useMenu();
  const [shown, setShown] = useState<Message | null>(null);
  const answerEntries = useAnswerEntries(options);
  const copyEntries = useCopyEntries(conversation.space);
  const pinEntries = usePinEntries();
  const fileEntries = useFileEntries();
  const pollEntries = usePollEntries(conversation.space, canWrite);
  const aboutEntries = useAboutEntries(options.show, setShown);
  const { entries: reportEntries, dialog: reportDialog } = useReportEntries(conversation);
  const endEntries = useEndEntries();
  const openFor = useCallback(
    (message: Message, anchor: MenuRequest['anchor']) => {
      const items = [
        ...answerEntries(message),
        ...copyEntries(message),
        ...pinEntries(message),
        ...pollEntries(message),
        ...fileEntries(message),
        ...aboutEntries(message),
        ...reportEntries(message),
        ...endEntries(message),
      ];
      const top = (close: () => void) => (
        <QuickSigns
          own={ownSign(message)}
          onSign={(sign) => {
            close();
            react(message, sign);
          }}
          onMore={() => {
            close();
            const bubble = bubbleOf(message.id);
            if (bubble !== null) requestAnimationFrame(() => askAnySign(message, bubble));
          }}
        />
      );
      const hasSigns = canWrite && canAnswer(message);
      open({ anchor, label: t('chats.menu.label'), items, ...(hasSigns && { top }) });
    },
    [
      t,
      open,
      canWrite,
      react,
      askAnySign,
      answerEntries,
      copyEntries,
      pinEntries,
      pollEntries,
      fileEntries,
      aboutEntries,
      reportEntries,
      endEntries,
    ],
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
        {reportDialog}
      </>
    ),
    openFor,
  };
}

/** One's own sign on a message. */
export function ownSign({ reactions }: Message): string | null {
  return reactions?.find(({ own }) => own)?.sign ?? null;
}

type Entries = (message: Message) => readonly MenuEntry[];

function useCopyEntries(space: Conversation['space']): Entries {
  const t = useT();
  const workspace = useWorkspace();
  const report = useReport();
  const copy = useCopy();
  return useCallback(
    (message) => {
      const selected = String(window.getSelection() ?? '');
      const text = wordsOf(message);
      const items: MenuEntry[] = [];
      if (message.state === 'failed') {
        items.push({
          id: 'retry',
          label: t('common.retry'),
          icon: <RotateCw aria-hidden />,
          onAction: () => void report(workspace.retryMessage(space, message.id)),
        });
      }
      if (text !== null) {
        items.push({
          id: 'copy',
          label: selected === '' ? t('chats.menu.copy') : t('chats.menu.copySelection'),
          icon: <Copy aria-hidden />,
          onAction: () => copy(selected === '' ? text : selected),
        });
      }
      return items;
    },
    [t, workspace, report, copy, space],
  );
}

/** What is known of a message: who reacted, what it said before, who has it. */
function useAboutEntries(show: TalkActs['show'], onDetails: (message: Message) => void): Entries {
  const t = useT();
  return useCallback(
    (message) => {
      const { reactions = [], edited, own, state } = message;
      const entries: (MenuEntry | false)[] = [
        reactions.length > 0 && {
          id: 'reactions',
          label: t('messages.reactions.who'),
          icon: <Smile aria-hidden />,
          onAction: () => show('reactions', message),
        },
        edited !== undefined && {
          id: 'history',
          label: t('messages.history'),
          icon: <History aria-hidden />,
          onAction: () => show('history', message),
        },
        own &&
          state !== 'queued' &&
          state !== 'failed' && {
            id: 'details',
            label: t('delivery.details.menu'),
            icon: <Info aria-hidden />,
            onAction: () => onDetails(message),
          },
      ];
      return entries.filter((entry) => entry !== false);
    },
    [t, show, onDetails],
  );
}

/** Choosing several, and what takes a message away. */
function useEndEntries(): Entries {
  const t = useT();
  const talk = useTalk();
  const { recall, remove } = useDeeds();
  const mayRecall = useMayRecall();
  return useCallback(
    (message) => {
      const entries: (MenuEntry | false)[] = [
        {
          id: 'select',
          label: t('messages.select'),
          icon: <ListChecks aria-hidden />,
          onAction: () => talk.select([message]),
        },
        mayRecall(message) && {
          id: 'recall',
          label: t('messages.recall'),
          icon: <Eraser aria-hidden />,
          isDanger: true,
          onAction: () => recall([message]),
        },
        {
          id: 'delete',
          label: t('chats.menu.delete'),
          icon: <Trash2 aria-hidden />,
          isDanger: true,
          onAction: () => remove([message]),
        },
      ];
      return entries.filter((entry) => entry !== false);
    },
    [t, talk, recall, remove, mayRecall],
  );
}
