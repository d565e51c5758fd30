import { BookOpen, LockKeyhole, Newspaper } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { linkOfShared } from '@domain/channel/link.ts';
import type { PostCard } from '@domain/chat/postCard.ts';
import { PersonName, isolate, useT } from '@i18n/useT.tsx';
import { passedPost } from '@services/channels/passedPost.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useSteadyQuery } from '@ui/hooks/useQuery.ts';
import { PictureLayers } from '@ui/picture/PictureLayers.tsx';
import { tameMarks } from '@ui/text/tameMarks.ts';
import styles from './Cards.module.css';
import { useSaleText } from './useSaleText.ts';

export interface PostMessageProps {
  readonly card: PostCard;
  readonly isReachable: boolean;
}

/** A post of a channel that was passed on: as it is where it is here, else as who passed it on says. */
export function PostMessage({ card, isReachable }: PostMessageProps): ReactNode {
  const t = useT();
  const { channels } = useWorkspace();
  const { channel, post } = card.shared;
  const query = useSteadyQuery(useMemo(() => channels.channelPost(post), [channels, post]));
  const found = query.status === 'ready' ? query.value : null;
  // An id names one post of one channel: one of another is not what was passed on.
  const here = found?.channel === channel ? found : null;
  const { shared, lead, picture, sale } = here === null ? card : passedPost(here, null);
  const title = tameMarks(shared.title === '' ? shared.name : shared.title);
  return (
    <span className={styles['card']}>
      {picture === null ? (
        <span className={styles['pin']}>
          <Newspaper aria-hidden />
        </span>
      ) : (
        <span className={styles['cover']}>
          <PictureLayers blur={null} thumbnail={picture} url={null} alt="" />
        </span>
      )}
      <span className={styles['about']}>
        <strong>
          <PersonName isLine>{title}</PersonName>
        </strong>
        <span>
          <PersonName isLine>{tameMarks(shared.name)}</PersonName>
        </span>
      </span>
      {lead !== '' && (
        <span className={styles['lead']} dir="auto">
          {tameMarks(lead)}
        </span>
      )}
      {sale !== null && <Sold sale={sale} />}
      <a
        className={styles['act']}
        href={hrefOf(card.shared)}
        tabIndex={isReachable ? 0 : -1}
        aria-label={t('messages.post.openNamed', { title: isolate(title) })}
      >
        <BookOpen aria-hidden />
        {t('messages.post.open')}
      </a>
    </span>
  );
}

/** Its page, which says how to follow its channel where one does not: with the link it came with, which leads to that channel alone. */
function hrefOf(shared: PostCard['shared']): string {
  const [, payload] = linkOfShared(shared)?.split('#') ?? [];
  return `#/channels/${shared.channel}/post/${shared.post}${payload === undefined ? '' : `/${payload}`}`;
}

function Sold({ sale }: { readonly sale: NonNullable<PostCard['sale']> }): ReactNode {
  const saleText = useSaleText();
  return (
    <span className={styles['sold']}>
      <LockKeyhole aria-hidden />
      {saleText(sale)}
    </span>
  );
}
