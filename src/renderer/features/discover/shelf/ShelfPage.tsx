import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useFormats } from '@i18n/useFormats.ts';
import type { AccountId } from '@shared/ids.ts';
import type { SeenPackage } from '@services/workspace/programWorkspace.ts';
import type { Contact } from '@services/workspace/workspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Newspaper } from 'lucide-react';
import styles from '../Discover.module.css';
import type { DiscoverLinks } from '../discoverLinks.ts';

const NO_PROGRAMS: readonly SeenPackage[] = [];
const NO_CHANNELS: readonly {
  readonly id: string;
  readonly name: string;
  readonly link: string;
  readonly people: readonly { readonly name: string }[];
}[] = [];
const NO_CONTACTS: readonly Contact[] = [];

/** Programs and channels among the people one knows. Nothing is recommended by anybody else. */
export function ShelfPage({ onCode }: Pick<DiscoverLinks, 'onCode'>): ReactNode {
  const t = useT();
  const { programs, channels } = useWorkspace();
  const seen = useQueryValue(
    useMemo(() => programs.programsFromPeople(), [programs]),
    NO_PROGRAMS,
  );
  const vouched = useQueryValue(
    useMemo(() => channels.channelsFromPeople(), [channels]),
    NO_CHANNELS,
  );
  const people = usePeopleText();
  return (
    <section className={styles['page']} aria-labelledby="shelf-title">
      <div className={styles['column']}>
        <h1 id="shelf-title" className={styles['title']}>
          {t('discover.shelf.title')}
        </h1>
        {seen.length + vouched.length === 0 && (
          <EmptyState illustration="nothing" title={t('discover.shelf.empty')}>
            {t('discover.shelf.empty.text')}
          </EmptyState>
        )}
        {seen.length > 0 && (
          <section className={styles['group']} aria-labelledby="shelf-programs">
            <h2 id="shelf-programs">{t('discover.kind.program')}</h2>
            <ul>
              {seen.map(({ package: id, name, icon, people: of }) => (
                <li key={id}>
                  <ListRow
                    href={`#/programs/${id}`}
                    leading={<ProgramIcon picture={icon} name={name} />}
                    title={<bdi dir="auto">{name}</bdi>}
                    subtitle={people(of)}
                  />
                </li>
              ))}
            </ul>
          </section>
        )}
        {vouched.length > 0 && (
          <section className={styles['group']} aria-labelledby="shelf-channels">
            <h2 id="shelf-channels">{t('discover.kind.channel')}</h2>
            <ul>
              {vouched.map(({ id, name, link, people: of }) => (
                <li key={id}>
                  <ListRow
                    onPress={() => onCode(link)}
                    leading={
                      <span className={styles['tile']} data-kind="channel">
                        <Newspaper aria-hidden />
                      </span>
                    }
                    title={<bdi dir="auto">{name}</bdi>}
                    subtitle={t('discover.shelf.by', { names: of.map((person) => person.name).join(', ') })}
                  />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </section>
  );
}

/** Says who uses something, by name. */
function usePeopleText(): (of: readonly AccountId[]) => string {
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    NO_CONTACTS,
  );
  return (of) => {
    const names = contacts.filter(({ account }) => of.includes(account)).map(({ name }) => name);
    return names.length === 0 ? '' : t('discover.shelf.by', { names: formats.list(names) });
  };
}
