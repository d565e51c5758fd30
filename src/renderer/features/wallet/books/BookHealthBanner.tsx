import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { UnitBookView } from '@services/workspace/walletBooks.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner, type AlertBannerProps } from '@ui/feedback/AlertBanner.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useMemo } from 'react';
import type { Holding } from '@services/workspace/walletWorkspace.ts';
import { useWallet } from '../room/useRoom.ts';
import { useDeed } from './useBooks.ts';

const TONES: Readonly<Record<UnitBookView['health'], AlertBannerProps['tone']>> = {
  contradicted: 'danger',
  'clerk-frozen': 'danger',
  incomplete: 'warning',
  'witness-behind': 'warning',
  'single-copy': 'warning',
  sound: 'info',
};

/** How the book is, in plain words, and what to do about it (BOOK-UI-2). */
export function BookHealthBanner({ book }: { readonly book: UnitBookView }): ReactNode {
  const t = useT();
  const { health, isOwn } = book;
  return (
    <AlertBanner
      tone={TONES[health]}
      title={t(health === 'contradicted' && isOwn ? 'books.faults' : `books.health.${health}`)}
      actions={health === 'contradicted' && !isOwn ? <StopButton book={book} /> : undefined}
    >
      {textOf(t, book)}
    </AlertBanner>
  );
}

function textOf(t: ReturnType<typeof useT>, { health, isOwn, unseen, clerk }: UnitBookView): string | undefined {
  const whose = isOwn ? 'own' : 'other';
  switch (health) {
    case 'contradicted':
      return isOwn ? t('books.health.contradicted.own') : undefined;
    case 'clerk-frozen':
      return t(`books.health.clerk-frozen.${whose}`);
    case 'single-copy':
      return t(`books.health.single-copy.${isOwn && !clerk.isHere ? 'elsewhere' : whose}`);
    default:
      return t(`books.health.${health}.text`, { count: unseen });
  }
}

const NONE: readonly Holding[] = [];

function StopButton({ book: { unit } }: { readonly book: UnitBookView }): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const deed = useDeed();
  const holdings = useQueryValue(
    useMemo(() => wallet.holdings(), [wallet]),
    NONE,
  );
  if (holdings.find((holding) => holding.unit.id === unit.id)?.note.stance === 'stopped') return t('books.stopped');
  return (
    <Button
      size="small"
      pending={deed.isPending}
      onClick={() => deed.run(() => wallet.noteUnit(unit.id, { stance: 'stopped' }), 'books.stopped')}
    >
      {t('books.stop')}
    </Button>
  );
}
