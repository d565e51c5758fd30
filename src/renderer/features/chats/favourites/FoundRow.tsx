import { StarOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { FoundMessage } from '@services/workspace/messageViews.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { PictureLayers } from '@ui/picture/PictureLayers.tsx';
import { pictureOf } from '../reply/pictureOf.ts';
import { useMessageWords } from '../text/useMessageWords.ts';
import { useReport } from '../useReport.ts';
import styles from './Favourites.module.css';

/** A message somewhere. */
export interface Found {
  readonly space: SpaceId;
  readonly id: EventId;
  /** Null where it is not here any more. */
  readonly message: FoundMessage | null;
  /** When it was put by, ms; null where it was not. */
  readonly savedAt: number | null;
}

export interface FoundRowProps {
  readonly found: Found;
  /** Its chat; null where that is gone. */
  readonly chat: Conversation | null;
  readonly isFavourite: boolean;
}

/** A message of any chat: where, whose, when and what; a press shows it there. */
export function FoundRow({ found, chat, isFavourite }: FoundRowProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const report = useReport();
  const { space, id, message } = found;
  const name = chat?.name ?? '';
  return (
    <li className={styles['row']}>
      {chat !== null && (
        <Avatar
          account={chat.kind === 'group' ? space : chat.account}
          name={name}
          avatar={chat.avatar}
          isGroup={chat.kind === 'group'}
          size="small"
        />
      )}
      <span className={styles['text']}>
        <Head found={found} chat={chat} />
        <Said message={message} />
      </span>
      {message !== null && chat !== null && (
        <a
          className={styles['cover']}
          href={`#/chats/${space}/${id}`}
          aria-label={t('messages.favourites.go', { name: isolate(name) })}
        />
      )}
      {isFavourite && (
        <IconButton
          className={styles['act'] ?? ''}
          size="small"
          label={t('messages.favourite.remove')}
          icon={<StarOff aria-hidden />}
          onClick={() => void report(workspace.setFavourite(space, id, false))}
        />
      )}
    </li>
  );
}

function Head({ found, chat }: Pick<FoundRowProps, 'found' | 'chat'>): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const { message, savedAt } = found;
  const at = message?.at ?? savedAt ?? 0;
  return (
    <span className={styles['head']}>
      <strong>
        <PersonName isLine>{chat?.name ?? ''}</PersonName>
      </strong>
      <time
        dateTime={new Date(at).toISOString()}
        data-tooltip={
          savedAt === null ? formats.full(at) : t('messages.favourites.saved', { when: formats.moment(savedAt) })
        }
      >
        {formats.brief(at, now)}
      </time>
    </span>
  );
}

function Said({ message }: Pick<Found, 'message'>): ReactNode {
  const t = useT();
  const words = useMessageWords();
  if (message === null) return <em className={styles['words']}>{t('messages.favourites.missing')}</em>;
  const picture = pictureOf(message);
  return (
    <span className={styles['said']}>
      {picture !== null && (
        <span className={styles['thumbnail']}>
          <PictureLayers blur={null} thumbnail={picture.thumbnail} url={null} alt="" />
        </span>
      )}
      <span className={styles['words']} dir="auto">
        {message.own && <>{t('chats.list.author', { name: t('common.you') })} </>}
        {words(message.body)}
      </span>
    </span>
  );
}
