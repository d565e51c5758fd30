import { type ReactNode, Suspense, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import type { AwayDigest, StoryShelf } from '@services/workspace/momentsWorkspace.ts';
import { Avatar } from '@ui/display/Avatar.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { lazy } from '@ui/loading/lazy.ts';
import { newsLines } from '../news/newsLines.ts';
import { NewsRow } from '../news/NewsRow.tsx';
import { Face } from '../room/Face.tsx';
import styles from './Away.module.css';
import { AwaySummary } from './AwaySummary.tsx';
import { useAway } from './useAway.ts';

const StoryViewer = lazy(() =>
  import('../stories/StoryViewer.tsx').then((module) => ({ default: module.StoryViewer })),
);

/** What one missed, one by one: each line leads to it. Who was not away is told of the last week. */
export function AwayPage(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const away = useAway(true);
  if (away === 'loading') {
    return (
      <div className={styles['page']} aria-busy="true">
        <div className={styles['column']}>
          <Skeleton shape="block" />
        </div>
      </div>
    );
  }
  if (away === null) {
    return (
      <EmptyState illustration="people" title={t('moments.away.empty')} level={1}>
        {t('moments.away.empty.text')}
      </EmptyState>
    );
  }
  const { digest, stories, channels } = away;
  return (
    <div className={styles['page']}>
      <div className={styles['column']}>
        <header className={styles['title']}>
          <h1>{t('moments.away')}</h1>
          <p>{t('moments.away.since', { when: formats.date(digest.since) })}</p>
        </header>
        <AwaySummary away={away} />
        <Unanswered news={digest.unanswered} />
        <Stories shelves={stories} />
        <People people={digest.people} />
        <Channels channels={channels} />
      </div>
    </div>
  );
}

interface PartProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

function Part({ id, title, children }: PartProps): ReactNode {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles['heading']}>
        {title}
      </h2>
      <ul className={styles['rows']}>{children}</ul>
    </section>
  );
}

function Unanswered({ news }: { readonly news: AwayDigest['unanswered'] }): ReactNode {
  const t = useT();
  if (news.length === 0) return null;
  return (
    <Part id="away-unanswered" title={t('moments.away.unanswered')}>
      {newsLines(news).map((line) => (
        <li key={line.key}>
          <NewsRow line={line} />
        </li>
      ))}
    </Part>
  );
}

function Stories({ shelves }: { readonly shelves: readonly StoryShelf[] }): ReactNode {
  const t = useT();
  // As they were when the first was opened: one that was looked at is new no more, and must not go from under the eye.
  const [open, setOpen] = useState<{ readonly start: AccountId; readonly shelves: readonly StoryShelf[] } | null>(null);
  if (shelves.length === 0 && open === null) return null;
  return (
    <>
      {shelves.length > 0 && (
        <Part id="away-stories" title={t('moments.stories')}>
          {shelves.map((shelf) => (
            <li key={shelf.person.account}>
              <ListRow
                leading={<Face person={shelf.person} />}
                title={<PersonName>{shelf.person.name}</PersonName>}
                subtitle={t('moments.away.storyCount', { count: shelf.stories.length })}
                onPress={() => setOpen({ start: shelf.person.account, shelves })}
              />
            </li>
          ))}
        </Part>
      )}
      {open !== null && (
        <Suspense fallback={null}>
          <StoryViewer shelves={open.shelves} start={open.start} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}

function People({ people }: { readonly people: AwayDigest['people'] }): ReactNode {
  const t = useT();
  if (people.length === 0) return null;
  return (
    <Part id="away-people" title={t('moments.audience.people')}>
      {people.map(({ person, posts }) => (
        <li key={person.account}>
          <ListRow
            href={`#/moments/person/${person.account}`}
            leading={<Face person={person} />}
            title={<PersonName>{person.name}</PersonName>}
            subtitle={t('moments.away.count', { count: posts })}
          />
        </li>
      ))}
    </Part>
  );
}

function Channels({ channels }: { readonly channels: readonly ChannelView[] }): ReactNode {
  const t = useT();
  if (channels.length === 0) return null;
  return (
    <Part id="away-channels" title={t('moments.away.inChannels')}>
      {channels.map(({ id, name, picture, unread, newest }) => (
        <li key={id}>
          <ListRow
            href={`#/channels/${id}`}
            leading={
              <Avatar
                account={id}
                name={name}
                isGroup
                avatar={picture === null ? { kind: 'generated' } : { kind: 'url', url: picture }}
              />
            }
            title={<bdi>{name}</bdi>}
            meta={t('moments.away.count', { count: unread })}
            subtitle={newest === null ? undefined : <bdi>{newest.text}</bdi>}
          />
        </li>
      ))}
    </Part>
  );
}
