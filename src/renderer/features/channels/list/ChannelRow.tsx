import { BellOff, Rss } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import { Badge } from '@ui/display/Badge.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { ChannelAvatar } from '../ChannelAvatar.tsx';
import { channelHref } from '../channelPlace.ts';
import styles from './ChannelsList.module.css';

export interface ChannelRowProps {
  readonly channel: ChannelView;
  readonly isSelected: boolean;
}

/** A channel in the list: its newest words, when, how many posts are new. */
export function ChannelRow({ channel, isSelected }: ChannelRowProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const { newest, unread, muted, role, feed } = channel;
  return (
    <ListRow
      href={channelHref(channel.id)}
      selected={isSelected}
      leading={<ChannelAvatar channel={channel} />}
      title={<PersonName>{channel.name}</PersonName>}
      meta={
        newest === null ? undefined : (
          <time dateTime={new Date(newest.at).toISOString()}>{formats.brief(newest.at, now)}</time>
        )
      }
      subtitle={
        newest === null ? (
          <span className={styles['faint']}>
            {t(role === null ? 'channels.list.nothing' : 'channels.list.ownNothing')}
          </span>
        ) : (
          <PersonName isLine>{newest.text.slice(0, 160).replaceAll(/\s+/gu, ' ')}</PersonName>
        )
      }
      trailing={
        <span className={styles['end']}>
          {feed !== null && <Rss aria-label={t('feeds.badge')} role="img" />}
          {muted && <BellOff aria-label={t('channels.muted')} role="img" />}
          {unread > 0 && (
            <Badge tone={muted ? 'neutral' : 'accent'} label={t('channels.unread', { count: unread })}>
              {unread > 99 ? t('shell.moreThan', { count: formats.number(99) }) : formats.number(unread)}
            </Badge>
          )}
        </span>
      }
    />
  );
}
