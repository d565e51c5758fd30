import { BookOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { Section } from '@ui/layout/Panel.tsx';
import type { IssuedUnitPartProps, UnitPartProps } from '../room/partProps.ts';
import styles from './Books.module.css';

/** From the page of a unit one issues to its book. */
export function OwnBookLink({ issued }: IssuedUnitPartProps): ReactNode {
  const t = useT();
  return (
    <Section>
      <ListRow
        leading={<BookOpen className={styles['mark']} aria-hidden />}
        title={t('books.open')}
        subtitle={t('books.open.text')}
        href={`#/wallet/book/${issued.unit.id}`}
      />
    </Section>
  );
}

/** From the page of a unit one has to its issuer's book. */
export function IssuerBookLink({ holding }: UnitPartProps): ReactNode {
  const t = useT();
  return (
    <Section>
      <ListRow
        leading={<BookOpen className={styles['mark']} aria-hidden />}
        title={t('books.open.other')}
        subtitle={t('books.open.other.text')}
        href={`#/wallet/book/${holding.unit.id}`}
      />
    </Section>
  );
}
