import { Link2, Newspaper, Plus } from 'lucide-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { wordSearch } from '@i18n/wordSearch.ts';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { moveFocus } from '@ui/controls/moveFocus.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';
import { ChannelAvatar } from '../ChannelAvatar.tsx';
import { channelOf } from '../channelPlace.ts';
import { FollowDialog } from '../open/FollowDialog.tsx';
import { NewChannelDialog } from '../open/NewChannelDialog.tsx';
import { useChannels } from '../useChannels.ts';
import { ChannelRow } from './ChannelRow.tsx';
import { FeedListMenu } from './FeedListMenu.tsx';
import styles from './ChannelsList.module.css';

export interface ChannelsListProps {
  /** What is open, the tail of `#/channels/…`. */
  readonly selected: string | null;
  readonly onOpenChannel: (page: string) => void;
}

type Asked = { readonly kind: 'new' } | { readonly kind: 'follow'; readonly link: string | null };

/** Own and followed channels, and those people one knows speak for. */
export function ChannelsList({ selected, onOpenChannel }: ChannelsListProps): ReactNode {
  const t = useT();
  const channels = useChannels();
  const query = useQuery(useMemo(() => channels.channels(), [channels]));
  const [filter, setFilter] = useState('');
  const [asked, setAsked] = useState<Asked | null>(null);
  const rows = useRef<HTMLDivElement>(null);
  return (
    <div className={styles['list']}>
      <header className={styles['header']}>
        <div className={styles['title']}>
          <h1>{t('channels.title')}</h1>
          <span className={styles['actions']}>
            <IconButton
              label={t('channels.follow.by')}
              icon={<Link2 aria-hidden />}
              onClick={() => setAsked({ kind: 'follow', link: null })}
            />
            <IconButton
              label={t('channels.new')}
              icon={<Plus aria-hidden />}
              onClick={() => setAsked({ kind: 'new' })}
            />
            <FeedListMenu />
          </span>
        </div>
        <SearchField
          label={t('channels.search')}
          clearLabel={t('common.clear')}
          value={filter}
          onChange={setFilter}
          onArrowDown={() => rows.current?.querySelector('a')?.focus()}
        />
      </header>
      <div
        className={styles['rows']}
        role="presentation"
        ref={rows}
        onKeyDown={(event) => moveFocus(event, 'li > a, li > button')}
      >
        {query.status === 'failed' && <Failed />}
        {query.status === 'ready' && (
          <Rows channels={query.value} filter={filter} selected={selected} onAsk={setAsked} />
        )}
        {filter === '' && <FromPeople onFollow={(link) => setAsked({ kind: 'follow', link })} />}
      </div>
      <AskedDialog asked={asked} onClose={() => setAsked(null)} onOpen={onOpenChannel} />
    </div>
  );
}

interface AskedDialogProps {
  readonly asked: Asked | null;
  readonly onClose: () => void;
  readonly onOpen: (channel: string) => void;
}

function AskedDialog({ asked, onClose, onOpen }: AskedDialogProps): ReactNode {
  if (asked === null) return null;
  if (asked.kind === 'new') return <NewChannelDialog onClose={onClose} onOpened={onOpen} />;
  return <FollowDialog link={asked.link} onClose={onClose} onFollowed={onOpen} />;
}

interface RowsProps {
  readonly channels: readonly ChannelView[];
  readonly filter: string;
  readonly selected: string | null;
  readonly onAsk: (asked: Asked) => void;
}

function Rows({ channels, filter, selected, onAsk }: RowsProps): ReactNode {
  const t = useT();
  const shown = useMemo(() => {
    const matches = wordSearch(filter);
    return channels.filter(({ name, description }) => matches(`${name} ${description}`));
  }, [channels, filter]);
  const open = channelOf(selected);
  if (channels.length === 0) return <Empty onAsk={onAsk} />;
  if (shown.length === 0) {
    return (
      <EmptyState illustration="nothing" title={t('channels.noMatch')}>
        {t('channels.noMatch.text')}
      </EmptyState>
    );
  }
  return (
    <ul aria-label={t('channels.title')}>
      {filter === '' && (
        <li>
          <ListRow
            href="#/channels/all"
            selected={selected === 'all'}
            leading={
              <span className={styles['all']}>
                <Newspaper aria-hidden />
              </span>
            }
            title={t('channels.all')}
            subtitle={t('channels.all.text')}
          />
        </li>
      )}
      {shown.map((channel) => (
        <li key={channel.id}>
          <ChannelRow channel={channel} isSelected={channel.id === open} />
        </li>
      ))}
    </ul>
  );
}

function FromPeople({ onFollow }: { readonly onFollow: (link: string) => void }): ReactNode {
  const t = useT();
  const channels = useChannels();
  const known = useQueryValue(
    useMemo(() => channels.channels(), [channels]),
    [],
  );
  const seen = useQueryValue(
    useMemo(() => channels.channelsFromPeople(), [channels]),
    [],
  ).filter(({ id }) => !known.some((one) => one.id === id));
  if (seen.length === 0) return null;
  return (
    <section className={styles['section']} aria-label={t('channels.people')}>
      <h2>{t('channels.people')}</h2>
      <ul>
        {seen.map(({ id, name, link, people }) => (
          <li key={id}>
            <ListRow
              leading={<ChannelAvatar channel={{ id, name, picture: null }} />}
              title={<PersonName>{name}</PersonName>}
              subtitle={t('channels.people.count', { count: people.length })}
              onPress={() => onFollow(link)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Empty({ onAsk }: { readonly onAsk: (asked: Asked) => void }): ReactNode {
  const t = useT();
  return (
    <EmptyState
      illustration="people"
      title={t('channels.empty')}
      actions={
        <>
          <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => onAsk({ kind: 'new' })}>
            {t('channels.new')}
          </Button>
          <Button icon={<Link2 aria-hidden />} onClick={() => onAsk({ kind: 'follow', link: null })}>
            {t('channels.follow.by')}
          </Button>
        </>
      }
    >
      {t('channels.empty.text')}
    </EmptyState>
  );
}

function Failed(): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  return (
    <EmptyState illustration="nothing" title={t('channels.failed')}>
      {errorText('storage-failed')}
    </EmptyState>
  );
}
