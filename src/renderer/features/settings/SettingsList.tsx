import { type ReactNode, useMemo } from 'react';
import { PersonName, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { PageList } from '@ui/layout/PageList.tsx';
import styles from './SettingsList.module.css';
import { type SettingsPageId, settingsPageOf, settingsPages } from './settingsPages.ts';

export interface SettingsListProps {
  /** The tail of the address `#/settings/<page>`; null before a page was chosen. */
  readonly selected: string | null;
}

/** The pages of Settings, oneself on top. */
export function SettingsList({ selected }: SettingsListProps): ReactNode {
  const t = useT();
  const current = settingsPageOf(selected);
  return (
    <PageList label={t('settings.pages')} title={t('settings.title')}>
      <OwnRow isSelected={current === 'profile'} />
      <ul>
        {settingsPages
          .filter(({ id }) => id !== 'profile')
          .map(({ id, icon: Icon }) => (
            <li key={id}>
              <ListRow
                href={addressOf(id)}
                selected={id === current}
                leading={
                  <span className={styles['tile']} data-page={id}>
                    <Icon aria-hidden />
                  </span>
                }
                title={t(`settings.${id}`)}
                subtitle={t(`settings.${id}.hint`)}
              />
            </li>
          ))}
      </ul>
    </PageList>
  );
}

function addressOf(id: SettingsPageId): string {
  return `#/settings/${id}`;
}

function OwnRow({ isSelected }: { readonly isSelected: boolean }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const own = useQuery(useMemo(() => workspace.ownProfile(), [workspace]));
  if (own.status !== 'ready') return null;
  const { account, profile } = own.value;
  return (
    <ListRow
      href={addressOf('profile')}
      selected={isSelected}
      className={styles['own'] ?? ''}
      leading={<Avatar account={account} name={profile.name} avatar={profile.avatar} />}
      title={<PersonName>{profile.name}</PersonName>}
      subtitle={t('settings.profile.hint')}
    />
  );
}
