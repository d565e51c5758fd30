import { EllipsisVertical, Reply, SmilePlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Message } from '@services/workspace/messageViews.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { canAnswer } from '../talk/messageFacts.ts';
import { useTalkActs } from '../talk/talkActs.ts';
import { useTalk } from '../talk/talkContext.ts';
import { bubbleOf } from './bubbleOf.ts';
import styles from './HoverBar.module.css';

/** Beside the message under the pointer: what is done most. By keyboard the menu of the message has all of it. */
export function HoverBar({ message }: { readonly message: Message }): ReactNode {
  const t = useT();
  const talk = useTalk();
  const { canAct, askSign, openMenu } = useTalkActs();
  return (
    <span className={styles['bar']} data-hover-bar="">
      {canAct && canAnswer(message) && (
        <>
          <IconButton
            size="small"
            tabIndex={-1}
            label={t('messages.react')}
            icon={<SmilePlus aria-hidden />}
            onClick={(event) => askSign(message, bubbleOf(message.id) ?? event.currentTarget)}
          />
          <IconButton
            size="small"
            tabIndex={-1}
            directional
            label={t('messages.reply')}
            icon={<Reply aria-hidden />}
            onClick={() => talk.reply(message)}
          />
        </>
      )}
      <IconButton
        size="small"
        tabIndex={-1}
        label={t('messages.more')}
        icon={<EllipsisVertical aria-hidden />}
        onClick={(event) => openMenu(message, below(event.currentTarget))}
      />
    </span>
  );
}

/** A point: the bar goes away with the pointer, and what is open must not move then. */
function below(button: Element): { readonly x: number; readonly y: number } {
  const { left, bottom } = button.getBoundingClientRect();
  return { x: left, y: bottom };
}
