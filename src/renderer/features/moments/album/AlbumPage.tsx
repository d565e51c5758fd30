import { type ReactNode, useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { PostFeed } from '../feed/PostFeed.tsx';
import { useSelf } from '../room/useSelf.ts';
import { AlbumLimit } from './AlbumLimit.tsx';
import { Cover } from './Cover.tsx';
import { useShownPerson } from './useShownPerson.ts';

/** The posts of one person by month, under their cover; null is oneself. */
export function AlbumPage({ account }: { readonly account: AccountId | null }): ReactNode {
  const self = useSelf();
  if (account === null && self === null) return null;
  const of = account ?? self?.account;
  return of === undefined ? null : <Album key={of} account={of} isOwn={of === self?.account} />;
}

function Album({ account, isOwn }: { readonly account: AccountId; readonly isOwn: boolean }): ReactNode {
  const t = useT();
  const shelf = useMemo(() => ({ of: 'person', account }) as const, [account]);
  const person = useShownPerson(isOwn ? null : account);
  const head = useMemo(
    () => (
      <>
        <Cover account={isOwn ? null : account} />
        <AlbumLimit account={isOwn ? null : account} />
      </>
    ),
    [account, isOwn],
  );
  const name = person?.name ?? '';
  const empty = useMemo(
    () => (
      <EmptyState illustration="nothing" title={isOwn ? t('moments.album.empty.own') : t('moments.album.empty')}>
        {isOwn ? t('moments.empty.text') : t('moments.album.empty.text', { name: isolate(name) })}
      </EmptyState>
    ),
    [t, isOwn, name],
  );
  return (
    <PostFeed
      shelf={shelf}
      label={isOwn ? t('moments.mine') : t('moments.album.of', { name: isolate(name) })}
      head={head}
      empty={empty}
      hasMonths
    />
  );
}
