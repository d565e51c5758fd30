import { ArrowDown, AtSign, CornerDownRight } from 'lucide-react';
import { type MouseEvent, type ReactNode, useMemo } from 'react';
import { eventId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Badge } from '@ui/display/Badge.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { useTalk } from '../talk/talkContext.ts';
import styles from './MessageLog.module.css';
import type { Going } from './useGoTo.ts';

export interface LogButtonsProps {
  readonly conversation: Conversation;
  readonly isAtEnd: boolean;
  readonly onEnd: () => void;
  readonly onGo: Going;
}

/** Over the end of the log: to where one is named and has not read it, back from where one jumped, and to the newest. */
export function LogButtons({ conversation, isAtEnd, onEnd, onGo }: LogButtonsProps): ReactNode {
  const talk = useTalk();
  const jumps = useSnapshot(talk.jumps);
  const back = () => {
    const from = talk.takeJump();
    const id = from === null ? null : eventId(from);
    if (id?.ok === true) onGo(id.value, 'messages.gone');
  };
  return (
    <div className={styles['buttons']}>
      {conversation.kind === 'group' && conversation.unread > 0 && (
        <ToMention conversation={conversation} onGo={onGo} />
      )}
      {jumps.length > 0 && !isAtEnd && <Back onPress={back} />}
      {!isAtEnd && <ToNewest unread={conversation.unread} onPress={onEnd} />}
    </div>
  );
}

/** The button goes away with the press: the focus must not go with it. */
function leave(event: MouseEvent): void {
  event.currentTarget.closest('[data-pane]')?.querySelector<HTMLElement>('[data-pane-focus]')?.focus();
}

function Back({ onPress }: { readonly onPress: () => void }): ReactNode {
  const t = useT();
  return (
    <div className={styles['floating']}>
      <IconButton
        label={t('messages.reply.back')}
        icon={<CornerDownRight aria-hidden />}
        directional
        onClick={onPress}
      />
    </div>
  );
}

function ToNewest({ unread, onPress }: { readonly unread: number; readonly onPress: () => void }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const press = (event: MouseEvent) => {
    onPress();
    leave(event);
  };
  return (
    <div className={styles['floating']}>
      {unread > 0 && (
        <span className={styles['count']}>
          <Badge label={t('chats.log.newBelow', { count: unread })}>{formats.number(unread)}</Badge>
        </span>
      )}
      <IconButton label={t('chats.log.toNewest')} icon={<ArrowDown aria-hidden />} onClick={press} />
    </div>
  );
}

function ToMention({ conversation, onGo }: Pick<LogButtonsProps, 'conversation' | 'onGo'>): ReactNode {
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const { space } = conversation;
  const unread = useQueryValue(
    useMemo(() => workspace.unreadMentions(space), [workspace, space]),
    [],
  );
  const [first] = unread;
  if (first === undefined) return null;
  return (
    <div className={styles['floating']}>
      <span className={styles['count']}>
        <Badge label={t('messages.mentions.unread', { count: unread.length })}>{formats.number(unread.length)}</Badge>
      </span>
      <IconButton
        label={t('messages.mentions.go')}
        icon={<AtSign aria-hidden />}
        onClick={() => onGo(first, 'messages.gone')}
      />
    </div>
  );
}
