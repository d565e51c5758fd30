import { Forward } from 'lucide-react';
import { memo, type ReactNode, useId } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import type { Message } from '@services/workspace/messageViews.ts';
import { classNames } from '@ui/classNames.ts';
import { authorColour } from '@ui/display/authorColour.ts';
import { AlbumMessage } from '../media/AlbumMessage.tsx';
import { ReactionRow } from '../reactions/ReactionRow.tsx';
import { pictureOf } from '../reply/pictureOf.ts';
import { ReplyQuote } from '../reply/ReplyQuote.tsx';
import { useTalkActs } from '../talk/talkActs.ts';
import { useIsHovered, useSelected } from '../talk/talkContext.ts';
import selection from '../selection/Selection.module.css';
import { useIsLeaving } from '../talk/deedsContext.ts';
import { isEmojiOnly } from '../text/emojiOnly.ts';
import { FailedMessage } from './FailedMessage.tsx';
import { HoverBar } from './HoverBar.tsx';
import styles from './MessageBubble.module.css';
import { MessageContent } from './MessageContent.tsx';
import { MessageMeta } from './MessageMeta.tsx';

export interface MessageBubbleProps {
  readonly message: Message;
  /** Those sent together with it, itself the first; empty where it stands alone. */
  readonly album?: readonly Message[];
  readonly space: SpaceId;
  /** The other person; in a group, who wrote it. */
  readonly name: string;
  /** Whether the name stands on the bubble, as in a group. */
  readonly showsAuthor?: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isActive: boolean;
}

type BodyKind = Message['body']['kind'];
/** What stands as the app does, whatever the names in it are written in: cards, and sentences of the app's own. */
const OF_APP: ReadonlySet<BodyKind> = new Set<BodyKind>([
  ...(['program', 'wallet', 'contact', 'place', 'poll', 'post'] as const),
  ...(['recalled', 'fleeting', 'unsupported'] as const),
]);
const ALONE: readonly Message[] = [];

/** One message, or those of an album. */
export const MessageBubble = memo(function MessageBubble(props: MessageBubbleProps): ReactNode {
  const { message, isActive, album = ALONE } = props;
  const id = useId();
  const choice = useSelected(message.id);
  const isLeaving = useIsLeaving(message.id) && message.body.kind !== 'recalled';
  return (
    <div
      role="article"
      tabIndex={isActive ? 0 : -1}
      aria-labelledby={`${id}author ${id}text ${id}meta`}
      data-message={message.id}
      data-own={message.own || undefined}
      data-leaving={isLeaving || undefined}
      className={classNames(styles['message'], ...placeOf(props), ...choiceLooks(choice))}
    >
      {choice !== 'off' && <ChoiceBox id={id} isChosen={choice === 'in'} />}
      <div className={classNames(styles['bubble'], ...looksOf(message, album))} data-bubble="">
        <Author {...props} id={`${id}author`} />
        <Above message={message} isActive={isActive} />
        <Said {...props} album={album} id={id} />
        {choice === 'off' && <Hovered message={message} />}
      </div>
      <Reactions message={message} isActive={isActive} />
      {message.state === 'failed' && <FailedMessage message={message} space={props.space} />}
    </div>
  );
});

/** Where a bubble stands: at which side, and where among those of the same person. */
function placeOf({ message, isFirst, isLast }: MessageBubbleProps): readonly (string | false | undefined)[] {
  return [message.own ? styles['own'] : styles['other'], isFirst && styles['first'], isLast && styles['last']];
}

function choiceLooks(choice: ReturnType<typeof useSelected>): readonly (string | false | undefined)[] {
  return [choice !== 'off' && selection['choosable'], choice === 'in' && selection['chosen']];
}

function ChoiceBox({ id, isChosen }: { readonly id: string; readonly isChosen: boolean }): ReactNode {
  return (
    <input
      type="checkbox"
      className={selection['box']}
      aria-labelledby={`${id}author ${id}text`}
      checked={isChosen}
      readOnly
      tabIndex={-1}
    />
  );
}

type SaidProps = MessageBubbleProps & { readonly album: readonly Message[]; readonly id: string };

function Said({ message, album, name, isActive, id }: SaidProps): ReactNode {
  const { kind } = message.body;
  return (
    <div className={styles['text']} dir={OF_APP.has(kind) ? undefined : 'auto'}>
      <span id={`${id}text`} data-said="" data-words={kind === 'text' || undefined}>
        {album.length > 0 ? (
          <AlbumMessage messages={album} isReachable={isActive} />
        ) : (
          <MessageContent message={message} name={name} isActive={isActive} />
        )}
      </span>
      <MessageMeta message={album.at(-1) ?? message} name={name} id={`${id}meta`} isActive={isActive} />
    </div>
  );
}

function Author({ message, name, showsAuthor, id }: MessageBubbleProps & { readonly id: string }): ReactNode {
  const t = useT();
  if (showsAuthor === true) {
    return (
      <bdi id={id} className={styles['author']} style={{ color: authorColour(message.author) }}>
        {name}
      </bdi>
    );
  }
  return (
    <span id={id} hidden>
      {message.own ? t('common.you') : name}
    </span>
  );
}

/** What stands before the words: that they were said elsewhere first, and what they answer. */
function Above({ message, isActive }: Pick<MessageBubbleProps, 'message' | 'isActive'>): ReactNode {
  const t = useT();
  return (
    <>
      {message.forwarded === true && (
        <span className={styles['forwarded']}>
          <Forward aria-hidden />
          {t('messages.forwarded')}
        </span>
      )}
      {message.reply !== undefined && <ReplyQuote message={message} reply={message.reply} isReachable={isActive} />}
    </>
  );
}

function Hovered({ message }: Pick<MessageBubbleProps, 'message'>): ReactNode {
  return useIsHovered(message.id) ? <HoverBar message={message} /> : null;
}

function Reactions({ message, isActive }: Pick<MessageBubbleProps, 'message' | 'isActive'>): ReactNode {
  const { nameOf, canAct, react } = useTalkActs();
  if (message.reactions === undefined || message.reactions.length === 0) return null;
  return (
    <ReactionRow
      reactions={message.reactions}
      nameOf={nameOf}
      isReachable={isActive}
      onSign={canAct ? (sign) => react(message, sign) : null}
    />
  );
}

/** How a bubble differs by what is in it: large emoji, a sticker, a picture, a picture without words on which the time stands. */
function looksOf(message: Message, album: readonly Message[]): readonly (string | false | undefined)[] {
  const { body, reply, forwarded } = message;
  const isPlain = reply === undefined && forwarded !== true;
  if (body.kind === 'sticker') return [isPlain && styles['sticker']];
  if (body.kind === 'text') return [isPlain && isEmojiOnly(body.text) && styles['large']];
  if (pictureOf(message) === null) return [];
  return [styles['pictured'], isPlain && ![message, ...album].some(hasCaption) && styles['bare']];
}

function hasCaption({ body }: Message): boolean {
  return body.kind === 'file' && body.caption !== '';
}
