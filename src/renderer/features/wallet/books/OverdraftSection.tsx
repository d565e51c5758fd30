import { HandCoins } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { type HolderId, accountOfHolder } from '@domain/wallet/ids.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import type { BookPartProps } from './ClerkSection.tsx';
import { OverdraftDialog } from './OverdraftDialog.tsx';

/** Who may spend more than they have of a unit of one's own (BOOK-UI-6). */
export function OverdraftSection({ book, personOf }: BookPartProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const [asked, setAsked] = useState<HolderId | 'anybody' | null>(null);
  const { isOwn, unit, overdrafts } = book;
  if (!isOwn || unit.kind === 'points') return null;
  const allow = (
    <Button size="small" onClick={() => setAsked('anybody')}>
      {t('books.overdraft.set')}
    </Button>
  );
  return (
    <Section title={t('books.overdrafts')} description={t('books.overdrafts.text')}>
      {overdrafts.map(({ holder, max, balance }) => (
        <Row
          key={holder}
          icon={<HandCoins aria-hidden />}
          title={<PersonName>{personOf(accountOfHolder(holder)).shownName}</PersonName>}
          text={t('books.overdraft.of', { amount: money.text(max, unit), balance: money.text(balance, unit) })}
        >
          <Button size="small" onClick={() => setAsked(holder)}>
            {t('books.overdraft.change')}
          </Button>
        </Row>
      ))}
      <Row
        icon={<HandCoins aria-hidden />}
        title={t(overdrafts.length === 0 ? 'books.overdrafts.none' : 'books.overdrafts.others')}
      >
        {allow}
      </Row>
      {asked !== null && (
        <OverdraftDialog book={book} holder={asked === 'anybody' ? null : asked} onClose={() => setAsked(null)} />
      )}
    </Section>
  );
}
