import { ArrowUp, CircleCheckBig } from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { useT } from '@i18n/useT.tsx';
import type { PostWindowState } from '@services/workspace/feedViews.ts';
import type { MomentShelf, MomentView } from '@services/workspace/momentsWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { LogScroller, type LogScrollerHandle } from '@ui/scroll/LogScroller.tsx';
import { useLeavingPosts } from '../post/LeavingScope.tsx';
import { PostCard } from '../post/PostCard.tsx';
import { PostSkeleton } from '../post/PostSkeleton.tsx';
import styles from './Feed.module.css';
import { estimateFeedRow, type FeedRow, feedRows } from './feedRows.ts';
import { useCaughtUp } from './useCaughtUp.ts';
import { useFeedKeys } from './useFeedKeys.ts';
import { useFeedPlace } from './useFeedPlace.ts';
import { useFeedWindow } from './useFeedWindow.ts';

export interface PostFeedProps {
  /** The same object as long as the feed is the same. */
  readonly shelf: MomentShelf;
  readonly label: string;
  /** What stands above the posts. */
  readonly head: ReactNode;
  /** What stands in their place where there are none. */
  readonly empty: ReactNode;
  /** Whether posts stand under their months. */
  readonly hasMonths?: boolean;
  /** Whether to look at it makes what is new seen. */
  readonly isCounting?: boolean;
}

/** Posts of a shelf, newest first; only those near the view are in the DOM, whatever their number. */
export function PostFeed(props: PostFeedProps): ReactNode {
  const t = useT();
  const open = useFeedWindow(props.shelf);
  const state = open?.state;
  if (state === undefined || state.status === 'loading') {
    return (
      <div className={styles['waiting']} aria-busy="true">
        {props.head}
        <PostSkeleton />
        <PostSkeleton />
      </div>
    );
  }
  if (state.status === 'failed') {
    return (
      <EmptyState illustration="nothing" title={t('moments.failed')} level={1}>
        {t('moments.failed.text')}
      </EmptyState>
    );
  }
  return <OpenFeed {...props} state={state} showOlder={open?.opened.showOlder} showNewest={open?.opened.showNewest} />;
}

interface OpenFeedProps extends PostFeedProps {
  readonly state: PostWindowState<MomentView>;
  readonly showOlder: (() => void) | undefined;
  readonly showNewest: (() => void) | undefined;
}

const nothing = () => undefined;

function OpenFeed(props: OpenFeedProps): ReactNode {
  const { state, shelf, head, empty, hasMonths = false, isCounting = false, showOlder, showNewest } = props;
  const handle = useRef<LogScrollerHandle>(null);
  const caughtUp = useCaughtUp(state, isCounting);
  const leaving = useLeavingPosts();
  const rows = useMemo(() => {
    const posts = state.posts.filter(({ id }) => !leaving.has(id));
    return feedRows({ posts, hasOlder: state.hasOlder, caughtUp: caughtUp.at, hasMonths });
  }, [state.posts, state.hasOlder, leaving, caughtUp.at, hasMonths]);
  const place = useFeedPlace(shelf, rows);
  const keys = useFeedKeys({ rows, handle });
  const { hasOlder } = state;
  const askOlder = useCallback(() => {
    if (hasOlder) showOlder?.();
  }, [hasOlder, showOlder]);
  const toNewest = () => {
    caughtUp.renew();
    showNewest?.();
    if (handle.current?.element) handle.current.element.scrollTop = 0;
  };
  const { activeKey } = keys;
  const count = state.hasOlder ? -1 : state.posts.length;
  const renderRow = useCallback(
    (row: FeedRow) => <Row row={row} head={head} empty={empty} count={count} isActive={row.key === activeKey} />,
    [head, empty, count, activeKey],
  );
  return (
    <div className={styles['feed']} role="presentation" onFocus={keys.onFocus}>
      <LogScroller
        rows={rows}
        estimate={estimateFeedRow}
        openAt={place.openAt}
        isEndNewest={false}
        hasOlder={false}
        onNearStart={nothing}
        onNearEnd={askOlder}
        onView={place.onView}
        renderRow={renderRow}
        role="region"
        label={props.label}
        isBusy={false}
        handle={handle}
      />
      {state.fresh > 0 && <Fresh count={state.fresh} onPress={toNewest} />}
    </div>
  );
}

interface RowProps {
  readonly row: FeedRow;
  readonly head: ReactNode;
  readonly empty: ReactNode;
  readonly count: number;
  readonly isActive: boolean;
}

function Row({ row, head, empty, count, isActive }: RowProps): ReactNode {
  switch (row.kind) {
    case 'head':
      return <div className={styles['head']}>{head}</div>;
    case 'post':
      return (
        <div className={styles['row']}>
          <PostCard post={row.post} place={row.index} count={count} isReachable={isActive} />
        </div>
      );
    case 'month':
      return <Month at={row.at} />;
    case 'caught-up':
      return <CaughtUpLine />;
    case 'more':
      return (
        <div className={styles['row']}>
          <PostSkeleton />
        </div>
      );
    case 'empty':
      return <div className={styles['empty']}>{empty}</div>;
    case 'end':
      return <End />;
  }
}

function Month({ at }: { readonly at: number }): ReactNode {
  const { locale } = useIntl();
  const [format] = useState(() => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }));
  return <h2 className={styles['month']}>{format.format(at)}</h2>;
}

function CaughtUpLine(): ReactNode {
  const t = useT();
  return (
    <p className={styles['caughtUp']}>
      <span>
        <CircleCheckBig aria-hidden />
        {t('moments.caughtUp')}
      </span>
    </p>
  );
}

function End(): ReactNode {
  const t = useT();
  return <p className={styles['end']}>{t('moments.end')}</p>;
}

function Fresh({ count, onPress }: { readonly count: number; readonly onPress: () => void }): ReactNode {
  const t = useT();
  return (
    <div className={styles['fresh']}>
      <Button variant="primary" icon={<ArrowUp aria-hidden />} onClick={onPress}>
        {t('moments.fresh', { count })}
      </Button>
    </div>
  );
}
