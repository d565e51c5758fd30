import { type ReactNode, Suspense } from 'react';
import { ImagePlus, PenLine } from 'lucide-react';
import { useHashLocation } from 'wouter/use-hash-location';
import type { EventId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import type { MomentShelf } from '@services/workspace/momentsWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { lazy } from '@ui/loading/lazy.ts';
import { Cover } from '../album/Cover.tsx';
import { AwayCard } from '../away/AwayCard.tsx';
import { UploadRows } from '../compose/UploadRows.tsx';
import { useSelf } from '../room/useSelf.ts';
import { StoriesRow } from '../stories/StoriesRow.tsx';
import styles from './Feed.module.css';
import { PostFeed } from './PostFeed.tsx';

const ComposeDialog = lazy(() =>
  import('../compose/ComposeDialog.tsx').then((module) => ({ default: module.ComposeDialog })),
);

const EVERYONE: MomentShelf = { of: 'everyone' };
/** Made once: what stands above the posts follows its own data, and must not be rendered for each of theirs. */
const HEAD = <FeedHead />;
const EMPTY = <NoPosts />;

export interface FeedPageProps {
  /** What is being written; null while nothing is. */
  readonly composing: 'post' | 'story' | null;
  /** A post of a channel that is passed on with it; null without one. */
  readonly sharing: EventId | null;
  readonly onComposed: () => void;
}

/** Posts of everybody, newest first, under one's own cover and the stories of now. */
export function FeedPage({ composing, sharing, onComposed }: FeedPageProps): ReactNode {
  const t = useT();
  return (
    <>
      <PostFeed shelf={EVERYONE} label={t('moments.everyone')} head={HEAD} empty={EMPTY} isCounting />
      {composing !== null && (
        <Suspense fallback={null}>
          <ComposeDialog key={sharing ?? composing} kind={composing} sharing={sharing} onClose={onComposed} />
        </Suspense>
      )}
    </>
  );
}

function FeedHead(): ReactNode {
  return (
    <>
      <Cover account={null} />
      <StoriesRow />
      <AwayCard />
      <ComposeRow />
      <UploadRows />
    </>
  );
}

/** The way to say something, where the eye is. */
function ComposeRow(): ReactNode {
  const t = useT();
  const self = useSelf();
  const [, navigate] = useHashLocation();
  return (
    <button type="button" className={styles['compose']} onClick={() => navigate('/moments/new/post')}>
      {self !== null && (
        <Avatar account={self.account} name={self.profile.name} avatar={self.profile.avatar} size="small" />
      )}
      <span>{t('moments.compose.ask')}</span>
      <ImagePlus aria-hidden />
    </button>
  );
}

function NoPosts(): ReactNode {
  const t = useT();
  const [, navigate] = useHashLocation();
  return (
    <EmptyState
      illustration="people"
      title={t('moments.empty')}
      actions={
        <Button variant="primary" icon={<PenLine aria-hidden />} onClick={() => navigate('/moments/new/post')}>
          {t('moments.empty.first')}
        </Button>
      }
    >
      {t('moments.empty.text')}
    </EmptyState>
  );
}
