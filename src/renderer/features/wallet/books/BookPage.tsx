import type { ReactNode } from 'react';
import { recordId } from '@domain/wallet/ids.ts';
import { T, useT } from '@i18n/useT.tsx';
import type { UnitBookView } from '@services/workspace/walletBooks.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { PlainHeader, WalletPage, WalletPageSkeleton } from '../room/layout/WalletPage.tsx';
import type { WalletPageProps } from '../room/pageProps.ts';
import { usePeople } from '../people/usePeople.ts';
import { BookHealthBanner } from './BookHealthBanner.tsx';
import { ClerkSection } from './ClerkSection.tsx';
import { CutSection } from './CutSection.tsx';
import { FaultSection } from './FaultSection.tsx';
import { LapseSection } from './LapseSection.tsx';
import { LogSection } from './LogSection.tsx';
import { OverdraftSection } from './OverdraftSection.tsx';
import { WitnessSection } from './WitnessSection.tsx';
import { useBook } from './useBooks.ts';

/** The book of a unit: who keeps it, who has a copy, what was written, and whether it fits together (BOOK-UI-1). */
export function BookPage({ rest }: WalletPageProps): ReactNode {
  const unit = recordId(rest);
  return unit.ok ? <KnownBook unit={unit.value} /> : <NoBook />;
}

function NoBook(): ReactNode {
  const t = useT();
  return <EmptyState title={t('books.missing')}>{t('books.missing.text')}</EmptyState>;
}

function KnownBook({ unit }: { readonly unit: UnitBookView['unit']['id'] }): ReactNode {
  const book = useBook(unit);
  if (book.status === 'loading') return <WalletPageSkeleton />;
  return book.status === 'failed' || book.value === null ? <NoBook /> : <Book book={book.value} />;
}

function Book({ book }: { readonly book: UnitBookView }): ReactNode {
  const t = useT();
  const personOf = usePeople();
  const parts = { book, personOf };
  const header = (
    <PlainHeader
      title={t('books.title')}
      text={<T id="books.of" values={{ unit: <bdi dir="auto">{book.unit.name}</bdi> }} />}
    />
  );
  return (
    <WalletPage label={t('books.title')} header={header}>
      <BookHealthBanner book={book} />
      <FaultSection book={book} />
      <ClerkSection {...parts} />
      <WitnessSection {...parts} />
      <CutSection {...parts} />
      <LogSection book={book} />
      <OverdraftSection {...parts} />
      <LapseSection book={book} />
    </WalletPage>
  );
}
