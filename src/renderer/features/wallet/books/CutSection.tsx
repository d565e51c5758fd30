import { Scissors, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { accountOfHolder } from '@domain/wallet/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { useWallet } from '../room/useRoom.ts';
import type { BookPartProps } from './ClerkSection.tsx';
import { useDeed } from './useBooks.ts';

/** What a stolen device's cut took: payments that are contested, and promises its issuer can let count again (WAL-102). */
export function CutSection({ book, personOf }: BookPartProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const wallet = useWallet();
  const errorText = useErrorText();
  const deed = useDeed();
  const { contested, cutPromises, isOwn, clerk, unit } = book;
  if (contested.length === 0 && cutPromises.length === 0) return null;
  return (
    <Section title={t('books.cut')} {...(isOwn && cutPromises.length > 0 && { description: t('books.cut.text') })}>
      {contested.length > 0 && (
        <Row
          icon={<TriangleAlert aria-hidden />}
          title={t('books.contested', { count: contested.length })}
          text={t(isOwn ? 'books.contested.own' : 'books.contested.text')}
        />
      )}
      {deed.error !== null && (
        <Plain>
          <AlertBanner tone="danger">{errorText(deed.error)}</AlertBanner>
        </Plain>
      )}
      {cutPromises.map(({ id, to, amount }) => (
        <Row
          key={id}
          icon={<Scissors aria-hidden />}
          title={
            <T
              id="books.cut.to"
              values={{
                amount: money.text(amount, unit),
                name: <PersonName>{personOf(accountOfHolder(to)).shownName}</PersonName>,
              }}
            />
          }
        >
          {isOwn && clerk.isHere && (
            <Button
              size="small"
              pending={deed.isPending}
              onClick={() => deed.run(() => wallet.admitPromise(id), 'books.cut.admitted')}
            >
              {t('books.cut.admit')}
            </Button>
          )}
        </Row>
      ))}
    </Section>
  );
}
