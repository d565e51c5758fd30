import { memo, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { eventId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { LOOKING_NAME } from '@services/snapshots/looking.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { Attachments } from '../files/Attachments.tsx';
import { UploadTray } from '../files/UploadTray.tsx';
import { FindPart } from '../find/FindPart.tsx';
import { Composer } from '../composer/Composer.tsx';
import { GroupFoot } from '../groups/GroupFoot.tsx';
import { GroupHeader } from '../groups/GroupHeader.tsx';
import { GroupScope } from '../groups/GroupScope.tsx';
import { useOpenGroup } from '../groups/groupContext.ts';
import { Elsewhere } from '../importing/Elsewhere.tsx';
import { ProgramLinks } from '../programs/ProgramLinks.tsx';
import { ChosenBar } from '../selection/ChosenBar.tsx';
import { useTalk } from '../talk/talkContext.ts';
import { TalkScope } from '../talk/TalkScope.tsx';
import { WalletScope } from '../wallet/WalletScope.tsx';
import { WallpaperLayer } from '../wallpaper/WallpaperLayer.tsx';
import type { ChatsContentProps } from './chatsContentProps.ts';
import { ConversationHeader } from './ConversationHeader.tsx';
import { ConversationNotice, PastNotice } from './ConversationNotice.tsx';
import { Links } from './Links.tsx';
import { MessageLog } from './MessageLog.tsx';
import type { MessageLogProps } from './messageLogProps.ts';
import { type Opening, openExpected } from './openChat.ts';
import { useIsRead } from './useMessageWindow.ts';
import styles from './ChatsContent.module.css';

type SpaceOf = Conversation['space'];

export { expectChat } from './openChat.ts';

/** One conversation: loaded apart, so that the list of chats is there before it. That which was open stays in sight until the next has something to show. */
export function OpenConversation(props: SpaceProps): ReactNode {
  const { space } = props;
  const opening = useOpening(space);
  if (opening === null) return <div className={styles['conversation']} aria-busy="true" />;
  const isHeld = opening.space !== space;
  return (
    <div key={opening.space} className={styles['held']} aria-busy={isHeld}>
      <Opened {...props} opening={opening} />
      {isHeld && <Cover />}
    </div>
  );
}

/**
 * Keeps pointer and keyboard from a conversation that is on its way out. To make it inert would have every element of it styled anew, which takes
 * longer than it is there.
 */
function Cover(): ReactNode {
  const cover = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const held = cover.current?.parentElement;
    const fields = [...(held?.querySelectorAll<HTMLTextAreaElement>('textarea:not([readonly])') ?? [])];
    for (const field of fields) field.readOnly = true;
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && held?.contains(focused) === true) focused.blur();
    // Whoever comes back to it meanwhile writes again.
    return () => fields.forEach((field) => (field.readOnly = false));
  }, []);
  return <div ref={cover} className={styles['cover']} />;
}

interface SpaceProps extends ChatsContentProps {
  readonly space: SpaceOf;
}

/** Another conversation that takes longer than this to read leaves an empty place meanwhile, ms. */
const PATIENCE = 300;

/** The conversation that is shown: the one asked for, or until that is read the one before it. Null when there is none yet. */
function useOpening(space: SpaceOf): Opening | null {
  const workspace = useWorkspace();
  const [shown, setShown] = useState<Opening | null>(null);
  useEffect(() => {
    const opening = openExpected(workspace, space);
    const stopWaiting = opening.whenSettled(() => setShown(opening));
    // The same one is opened anew where another tab's engine is taken over: nothing of that is to be seen.
    const timer = setTimeout(() => setShown((before) => (before?.space === space ? before : opening)), PATIENCE);
    return () => {
      clearTimeout(timer);
      stopWaiting();
      opening.dispose();
    };
  }, [workspace, space]);
  return shown;
}

interface OpenedProps extends SpaceProps {
  readonly opening: Opening;
}

/** Not rendered again once another conversation is asked for. */
const Opened = memo(
  function Opened(props: OpenedProps): ReactNode {
    const errorText = useErrorText();
    const { opening, space } = props;
    const conversation = useSnapshot(opening.row);
    const isRead = useIsRead(opening.messages);
    if (conversation.status === 'loading') return <div className={styles['conversation']} aria-busy="true" />;
    if (conversation.status === 'failed') {
      return (
        <EmptyState illustration="nothing" title={errorText('storage-failed')}>
          {conversation.error.message}
        </EmptyState>
      );
    }
    if (conversation.value === null) return <Elsewhere {...props} />;
    // Laid out and painted once, with what was said, rather than before it and again.
    if (!isRead) return <div className={styles['conversation']} aria-busy="true" />;
    return (
      <Links>
        <ProgramLinks onOpen={props.onOpenProgram} onShare={props.onShareProgram}>
          <WalletScope space={space} onWallet={props.onWallet} onOpenWallet={props.onOpenWallet}>
            <GroupScope conversation={conversation.value}>
              <TalkScope conversation={conversation.value}>
                <Talk {...props} conversation={conversation.value} opened={opening.messages} />
              </TalkScope>
            </GroupScope>
          </WalletScope>
        </ProgramLinks>
      </Links>
    );
  },
  (_, { opening, space }) => opening.space !== space,
);

interface TalkProps extends ChatsContentProps, Pick<MessageLogProps, 'opened'> {
  readonly conversation: Conversation;
}

function Talk(props: TalkProps): ReactNode {
  const { conversation, opened } = props;
  const [sent, setSent] = useState(0);
  const countSent = useCallback(() => setSent((before) => before + 1), []);
  const canSend = useCanWrite(conversation);
  const named = props.message === null ? null : eventId(props.message);
  const asked = named?.ok === true ? named.value : null;
  return (
    <Attachments
      className={styles['conversation'] ?? ''}
      conversation={conversation}
      canSend={canSend}
      onSend={countSent}
    >
      <div className={styles['head']}>
        {conversation.kind === 'group' ? (
          <GroupHeader conversation={conversation} onOpenGroup={props.onOpenGroup} onClose={props.onClose} />
        ) : (
          <ConversationHeader conversation={conversation} onOpenContact={props.onOpenContact} onClose={props.onClose} />
        )}
        <FindPart conversation={conversation} />
      </div>
      <WallpaperLayer wallpaper={conversation.preferences.wallpaper} />
      <MessageLog {...{ conversation, opened, sent, asked }} canWrite={canSend} onGone={props.onGone} />
      <ConversationFoot conversation={conversation} canSend={canSend} onSend={countSent} />
    </Attachments>
  );
}

/** Whether one may write here now. While a group is still read, what its row says counts. */
function useCanWrite({ kind, blocked, contactState, groupState }: Conversation): boolean {
  const group = useOpenGroup()?.group ?? null;
  if (isPast()) return false;
  if (kind === 'group') return groupState === 'active' && group?.rights.post !== false;
  return !blocked && contactState === 'accepted';
}

/** Whether this window shows a snapshot (SNP-8). It does for as long as the page is there. */
function isPast(): boolean {
  return sessionStorage.getItem(LOOKING_NAME) !== null;
}

interface FootProps {
  readonly conversation: Conversation;
  readonly canSend: boolean;
  readonly onSend: () => void;
}

function ConversationFoot({ conversation, canSend, onSend }: FootProps): ReactNode {
  const isChoosing = useSnapshot(useTalk().selected) !== null;
  if (isChoosing) return <ChosenBar />;
  if (isPast()) return <PastNotice />;
  if (!canSend && conversation.kind === 'group') return <GroupFoot conversation={conversation} />;
  if (!canSend) return <ConversationNotice conversation={conversation} />;
  return (
    <div>
      <UploadTray space={conversation.space} />
      <Composer conversation={conversation} onSend={onSend} />
    </div>
  );
}
