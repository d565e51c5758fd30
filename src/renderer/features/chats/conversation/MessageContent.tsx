import { CircleHelp, Eraser, TimerReset } from 'lucide-react';
import type { ReactNode } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Message } from '@services/workspace/messageViews.ts';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import { ContactMessage } from '../cards/ContactMessage.tsx';
import { PlaceMessage } from '../cards/PlaceMessage.tsx';
import { PostMessage } from '../cards/PostMessage.tsx';
import { FileMessage } from '../files/FileMessage.tsx';
import { StickerMessage } from '../media/StickerMessage.tsx';
import { PreviewCard } from '../previews/PreviewCard.tsx';
import { PollMessage } from '../polls/PollMessage.tsx';
import { ProgramCard } from '../programs/ProgramCard.tsx';
import { useTalkActs } from '../talk/talkActs.ts';
import { WalletMessage } from '../wallet/WalletMessage.tsx';
import styles from './MessageBubble.module.css';
import { MessageWords } from './MessageWords.tsx';

export interface MessageContentProps {
  readonly message: Message;
  /** The other person; in a group, who wrote it. */
  readonly name: string;
  /** Whether Tab comes to what is in it. */
  readonly isActive: boolean;
}

/** What a message says, by its kind. */
export function MessageContent({ message, name, isActive }: MessageContentProps): ReactNode {
  const { body } = message;
  switch (body.kind) {
    case 'text':
      return (
        <>
          <MessageWords text={body.text} mentions={message.mentions} />
          {body.preview !== undefined && <PreviewCard body={body} isReachable={isActive} />}
        </>
      );
    case 'file':
      return (
        <FileMessage
          body={body}
          message={message.id}
          mentions={message.mentions}
          isOwn={message.own}
          isReachable={isActive}
        />
      );
    case 'sticker':
      return <StickerMessage sticker={body.sticker} />;
    case 'recalled':
      return <Recalled message={message} by={body.by} />;
    case 'fleeting':
      return <Waiting />;
    default:
      return <Card message={message} name={name} isActive={isActive} />;
  }
}

function Card({ message, name, isActive }: MessageContentProps): ReactNode {
  const { body } = message;
  switch (body.kind) {
    case 'contact':
      return <ContactMessage contact={body.contact} isReachable={isActive} />;
    case 'place':
      return <PlaceMessage place={body.place} isReachable={isActive} />;
    case 'poll':
      return <PollMessage message={message} poll={body.poll} isReachable={isActive} />;
    case 'post':
      return <PostMessage card={body.post} isReachable={isActive} />;
    case 'program':
      return <ProgramCard card={body.program} message={message} name={name} />;
    case 'wallet':
      return <WalletMessage card={body.card} message={message} />;
    default:
      return <Unsupported />;
  }
}

/** Says what was asked, not what became of it: that is for others' devices to decide. */
function Recalled({ message, by }: { readonly message: Message; readonly by: Message['author'] }): ReactNode {
  const t = useT();
  const { nameOf, self } = useTalkActs();
  const who = by === self ? 'byYou' : by === message.author ? 'byAuthor' : 'byAdmin';
  return (
    <em className={styles['aside']}>
      <Eraser aria-hidden />
      {t('messages.recalled', { who, name: isolate(nameOf(by)) })}
    </em>
  );
}

function Waiting(): ReactNode {
  const t = useT();
  return (
    <em className={styles['aside']}>
      <TimerReset aria-hidden />
      {t('messages.fleeting')}
    </em>
  );
}

function Unsupported(): ReactNode {
  const t = useT();
  return (
    <em className={styles['aside']}>
      <CircleHelp aria-hidden />
      {t('chats.message.unsupported')}
      <VisuallyHidden>{t('chats.message.unsupportedHint')}</VisuallyHidden>
    </em>
  );
}
