import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { MomentShelf } from '@services/workspace/momentsWorkspace.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import styles from './Feed.module.css';
import { PostFeed } from './PostFeed.tsx';

const SAVED: MomentShelf = { of: 'saved' };
const HEAD = <Head />;
const EMPTY = <NothingSaved />;

/** What one saved, newest first. */
export function SavedPage(): ReactNode {
  const t = useT();
  return <PostFeed shelf={SAVED} label={t('moments.saved')} head={HEAD} empty={EMPTY} />;
}

function Head(): ReactNode {
  const t = useT();
  return (
    <header className={styles['title']}>
      <h1>{t('moments.saved')}</h1>
      <p>{t('moments.saved.text')}</p>
    </header>
  );
}

function NothingSaved(): ReactNode {
  const t = useT();
  return (
    <EmptyState illustration="nothing" title={t('moments.saved.empty')}>
      {t('moments.saved.empty.text')}
    </EmptyState>
  );
}
