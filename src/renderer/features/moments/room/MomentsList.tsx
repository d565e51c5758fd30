import { Bell, Bookmark, History, Images, SlidersHorizontal, SquarePen, Users } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useHashLocation } from 'wouter/use-hash-location';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Contact } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { Badge } from '@ui/display/Badge.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useFreshMoments, useUnseenNews } from './useFresh.ts';
import styles from './MomentsList.module.css';

export interface MomentsListProps {
  /** The tail of `#/moments/…`; null for the room itself. */
  readonly selected: string | null;
}

const NOBODY: readonly Contact[] = [];

/** The pages of the room, and everybody whose album can be looked at. */
export function MomentsList({ selected }: MomentsListProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const [, navigate] = useHashLocation();
  const fresh = useFreshMoments();
  const news = useUnseenNews();
  const page = selected ?? 'all';
  const shown = (count: number) =>
    count > 99 ? t('shell.moreThan', { count: formats.number(99) }) : formats.number(count);
  return (
    <section className={styles['list']} aria-labelledby="moments-title">
      <header className={styles['header']}>
        <h1 id="moments-title">{t('moments.title')}</h1>
        <IconButton
          label={t('moments.new')}
          icon={<SquarePen aria-hidden />}
          onClick={() => navigate('/moments/new/post')}
        />
      </header>
      <div className={styles['rows']}>
        <ul>
          <PageRow
            page="all"
            isSelected={/^(?:all$|new\/|share\/)/u.test(page)}
            icon={<Users aria-hidden />}
            title={t('moments.everyone')}
            trailing={fresh > 0 && <Badge label={t('moments.fresh', { count: fresh })}>{shown(fresh)}</Badge>}
          />
          <PageRow page="mine" isSelected={page === 'mine'} icon={<Images aria-hidden />} title={t('moments.mine')} />
          <PageRow
            page="news"
            isSelected={page === 'news'}
            icon={<Bell aria-hidden />}
            title={t('moments.news')}
            trailing={
              news > 0 && (
                <Badge tone="danger" label={t('moments.news.count', { count: news })}>
                  {shown(news)}
                </Badge>
              )
            }
          />
          <PageRow page="away" isSelected={page === 'away'} icon={<History aria-hidden />} title={t('moments.away')} />
          <PageRow
            page="saved"
            isSelected={page === 'saved'}
            icon={<Bookmark aria-hidden />}
            title={t('moments.saved')}
          />
          <PageRow
            page="choices"
            isSelected={page === 'choices'}
            icon={<SlidersHorizontal aria-hidden />}
            title={t('moments.choices')}
          />
        </ul>
        <People page={page} />
      </div>
    </section>
  );
}

interface PageRowProps {
  readonly page: string;
  readonly isSelected: boolean;
  readonly icon: ReactNode;
  readonly title: string;
  readonly trailing?: ReactNode;
}

function PageRow({ page, isSelected, icon, title, trailing }: PageRowProps): ReactNode {
  return (
    <li>
      <ListRow
        href={`#/moments/${page}`}
        selected={isSelected}
        leading={<span className={styles['tile']}>{icon}</span>}
        title={title}
        meta={trailing}
      />
    </li>
  );
}

/** Contacts by name: each is the way to their album. */
function People({ page }: { readonly page: string }): ReactNode {
  const t = useT();
  const { locale } = useIntl();
  const workspace = useWorkspace();
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    NOBODY,
  );
  const people = useMemo(() => {
    const byName = new Intl.Collator(locale);
    return contacts
      .filter(({ state, blocked }) => state === 'accepted' && !blocked)
      .toSorted((left, right) => byName.compare(left.name, right.name));
  }, [contacts, locale]);
  if (people.length === 0) return null;
  return (
    <section aria-labelledby="moments-people">
      <h2 id="moments-people" className={styles['heading']}>
        {t('moments.albums')}
      </h2>
      <ul>
        {people.map(({ account, name, avatar }) => (
          <li key={account}>
            <ListRow
              href={`#/moments/person/${account}`}
              selected={page === `person/${account}`}
              leading={<Avatar account={account} name={name} avatar={avatar} size="small" />}
              title={<PersonName>{name}</PersonName>}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
