import { Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { UnitBookView } from '@services/workspace/walletBooks.ts';
import { Row, Section } from '@ui/layout/Panel.tsx';

/** Of points that lapse: how many soon, and how many did (WAL-46). */
export function LapseSection({ book: { unit, lapsing, lapsed } }: { readonly book: UnitBookView }): ReactNode {
  const t = useT();
  const money = useMoney();
  if (unit.expiresDays === undefined) return null;
  const soon = lapsing > 0n ? t('books.lapse.soon', { amount: money.text(lapsing, unit) }) : t('books.lapse.none');
  return (
    <Section title={t('books.lapse')}>
      <Row
        icon={<Hourglass aria-hidden />}
        title={soon}
        text={t('books.lapse.so-far', { amount: money.text(lapsed, unit) })}
      />
    </Section>
  );
}
