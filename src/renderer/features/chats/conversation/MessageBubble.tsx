import { memo, type ReactNode, useId } from 'react';
import { CircleHelp } from 'lucide-react';
import type { SpaceId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { Message } from '@services/workspace/workspace.ts';
import { classNames } from '@ui/classNames.ts';
import { authorColour } from '@ui/display/authorColour.ts';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import { FileMessage } from '../files/FileMessage.tsx';
import { useOpenGroup } from '../groups/groupContext.ts';
import { ProgramCard } from '../programs/ProgramCard.tsx';
import { isEmojiOnly } from '../text/emojiOnly.ts';
import { MessageText } from '@ui/text/MessageText.tsx';
import { WalletMessage } from '../wallet/WalletMessage.tsx';
import { FailedMessage } from './FailedMessage.tsx';
import styles from './MessageBubble.module.css';
import { MessageStateIcon } from './MessageStateIcon.tsx';

export interface MessageBubbleProps {
  readonly message: Message;
  readonly space: SpaceId;
  /** The other person; in a group, who wrote it. */
  readonly name: string;
  /** Whether the name stands on the bubble, as in a group. */
  readonly showsAuthor?: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isActive: boolean;
}

const CARDS: ReadonlySet<Message['body']['kind']> = new Set<Message['body']['kind']>(['program', 'wallet']);

/** One message. */
export const MessageBubble = memo(function MessageBubble(props: MessageBubbleProps): ReactNode {
  const { message, name } = props;
  const t = useT();
  const id = useId();
  return (
    <div
      role="article"
      tabIndex={props.isActive ? 0 : -1}
      aria-labelledby={`${id}author ${id}text ${id}meta`}
      data-message={message.id}
      className={classNames(
        styles['message'],
        message.own ? styles['own'] : styles['other'],
        props.isFirst && styles['first'],
        props.isLast && styles['last'],
      )}
    >
      <div className={classNames(styles['bubble'], ...looksOf(message))}>
        {props.showsAuthor === true ? (
          <bdi id={`${id}author`} className={styles['author']} style={{ color: authorColour(message.author) }}>
            {name}
          </bdi>
        ) : (
          <span id={`${id}author`} hidden>
            {message.own ? t('common.you') : name}
          </span>
        )}
        {/* A card stands as the app does, whatever the names on it are written in. */}
        <div className={styles['text']} dir={CARDS.has(message.body.kind) ? undefined : 'auto'}>
          <span id={`${id}text`}>
            <Body message={message} name={name} />
          </span>
          <Meta message={message} name={name} id={`${id}meta`} />
        </div>
      </div>
      {message.state === 'failed' && <FailedMessage message={message} space={props.space} />}
    </div>
  );
});

function Body({ message, name }: Pick<MessageBubbleProps, 'message' | 'name'>): ReactNode {
  const { body, id, own } = message;
  switch (body.kind) {
    case 'text':
      return <MessageText text={body.text} />;
    case 'file':
      return <FileMessage body={body} message={id} isOwn={own} />;
    case 'program':
      return <ProgramCard card={body.program} message={message} name={name} />;
    case 'wallet':
      return <WalletMessage card={body.card} message={message} />;
    default:
      return <Unsupported />;
  }
}

/** How a bubble differs by what is in it: large emoji, a picture, a picture without words on which the time stands. */
function looksOf({ body }: Message): readonly (string | false | undefined)[] {
  if (body.kind === 'text') return [isEmojiOnly(body.text) && styles['large']];
  if (body.kind !== 'file' || body.file.picture === null) return [];
  return [styles['pictured'], body.caption === '' && styles['bare']];
}

function Meta({
  message,
  name,
  id,
}: {
  readonly message: Message;
  readonly name: string;
  readonly id: string;
}): ReactNode {
  const formats = useFormats();
  const isGroup = useOpenGroup() !== null;
  return (
    // Two elements: the outer one floats to the end of the words' own direction, the inner one keeps that of the time.
    <span className={styles['end']}>
      <bdi className={styles['meta']} id={id}>
        <time dateTime={new Date(message.at).toISOString()} data-tooltip={formats.full(message.at)}>
          {formats.time(message.at)}
        </time>
        {message.own && (
          <MessageStateIcon
            state={message.state}
            name={name}
            isGroup={isGroup}
            hasFile={message.body.kind === 'file'}
            isUnsent={message.error === 'message-after-removal'}
          />
        )}
      </bdi>
    </span>
  );
}

function Unsupported(): ReactNode {
  const t = useT();
  return (
    <em className={styles['unsupported']}>
      <CircleHelp aria-hidden />
      {t('chats.message.unsupported')}
      <VisuallyHidden>{t('chats.message.unsupportedHint')}</VisuallyHidden>
    </em>
  );
}
