import { type ReactNode, type RefObject, useCallback, useMemo, useState } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Message } from '@services/workspace/messageViews.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import { useReactionPicker } from '../reactions/useReactionPicker.tsx';
import { keptId } from '../talk/messageFacts.ts';
import type { TalkActs } from '../talk/talkActs.ts';
import { useTalk } from '../talk/talkContext.ts';
import { useNames, useSelf } from '../talk/useNames.ts';
import { useReport } from '../useReport.ts';
import { type LookedAt, MessageDialogs } from './MessageDialogs.tsx';
import type { Going } from './useGoTo.ts';
import { type MessageMenu, ownSign, useMessageMenu } from './useMessageMenu.tsx';

export interface LogActsOptions {
  readonly conversation: Conversation;
  readonly canWrite: boolean;
  readonly messages: readonly Message[];
  /** Set once the log is there. */
  readonly going: RefObject<Going | null>;
}

export interface LogActs {
  readonly acts: TalkActs;
  readonly menu: MessageMenu;
  /** Menus, pickers and windows that acts open. */
  readonly overlays: ReactNode;
}

/** What rows ask of the talk, done. */
export function useLogActs({ conversation, canWrite, messages, going }: LogActsOptions): LogActs {
  const talk = useTalk();
  const nameOf = useNames();
  const self = useSelf();
  const { react, vote } = useNotes(conversation.space);
  const signs = useSigns(react);
  const { show, dialogs } = useLooking(conversation.space, messages);
  const menu = useMessageMenu({ conversation, canWrite, react, show, ...signs });
  const { openFor } = menu;
  const { askSign, picker } = signs;
  const acts = useMemo<TalkActs>(
    () => ({
      nameOf,
      self,
      canAct: canWrite,
      react,
      vote,
      askSign,
      show,
      openMenu: openFor,
      jump: (from, to) => {
        talk.jumpedFrom(from.id);
        going.current?.(to, 'messages.reply.gone');
      },
    }),
    [nameOf, self, canWrite, react, vote, askSign, show, openFor, talk, going],
  );
  return {
    acts,
    menu,
    overlays: (
      <>
        {menu.menu}
        {picker}
        {dialogs}
      </>
    ),
  };
}

/** Words on messages that are said at once. */
function useNotes(space: Conversation['space']): Pick<TalkActs, 'react' | 'vote'> {
  const workspace = useWorkspace();
  const report = useReport();
  return useMemo(
    () => ({
      react: (message, sign) => {
        const id = keptId(message);
        if (id !== null) void report(workspace.react(space, id, ownSign(message) === sign ? null : sign));
      },
      vote: (message, options) => {
        const id = keptId(message);
        if (id !== null) void report(workspace.votePoll(space, id, options));
      },
    }),
    [workspace, report, space],
  );
}

function useSigns(react: TalkActs['react']) {
  const { picker, ask } = useReactionPicker();
  return useMemo(() => {
    const asking = (hasAll: boolean) => (message: Message, anchor: Element) =>
      ask({ anchor, own: ownSign(message), hasAll, onSign: (sign) => react(message, sign) });
    return { picker, askSign: asking(false), askAnySign: asking(true) };
  }, [picker, ask, react]);
}

/** The window about one message, which shows it as it is now. */
function useLooking(space: Conversation['space'], messages: readonly Message[]) {
  const [looked, setLooked] = useState<LookedAt | null>(null);
  const show = useCallback<TalkActs['show']>((what, message) => setLooked({ what, message }), []);
  const now = looked === null ? undefined : messages.find(({ id }) => id === looked.message.id);
  const shown = looked === null || now === undefined ? looked : { ...looked, message: now };
  return { show, dialogs: <MessageDialogs space={space} looked={shown} onClose={() => setLooked(null)} /> };
}
