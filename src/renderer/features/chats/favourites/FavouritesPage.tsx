import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Tabs } from '@ui/overlays/Tabs.tsx';
import { FavouritesList } from './FavouritesList.tsx';
import styles from './Favourites.module.css';
import { MentionsList } from './MentionsList.tsx';

/** Messages put by for later, and those that name oneself, of all chats. */
export function FavouritesPage({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT();
  const [tab, setTab] = useState<'favourites' | 'mentions'>('favourites');
  return (
    <section className={styles['page']} aria-label={t('chats.list.favourites')}>
      <header className={styles['header']}>
        <span className={styles['back']}>
          <IconButton label={t('common.back')} icon={<ArrowLeft aria-hidden />} directional onClick={onClose} />
        </span>
        <h1>{t('chats.list.favourites')}</h1>
      </header>
      <div className={styles['body']}>
        <Tabs
          label={t('chats.list.favourites')}
          selected={tab}
          onChange={setTab}
          tabs={[
            { id: 'favourites', label: t('messages.favourites'), content: <FavouritesList /> },
            { id: 'mentions', label: t('messages.mentions'), content: <MentionsList /> },
          ]}
        />
      </div>
    </section>
  );
}
