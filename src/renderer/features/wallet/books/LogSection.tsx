import { CircleCheck, CircleX, ScrollText } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { BookLine, UnitBookView } from '@services/workspace/walletBooks.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import styles from './Books.module.css';

/** How long the log is, what its clerk last said of it, and its newest lines (BOOK-UI-5). */
export function LogSection({ book }: { readonly book: UnitBookView }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const { entries, epoch, lastAt, recent } = book;
  const ordinal = formats.number(epoch);
  return (
    <Section title={t('books.log')} description={t('books.log.text')}>
      <Row
        icon={<ScrollText aria-hidden />}
        title={t('books.log.entries', { count: entries })}
        text={
          lastAt === null
            ? t('books.log.never', { ordinal })
            : t('books.log.last', { when: formats.brief(lastAt, Math.max(now, lastAt)), ordinal })
        }
      />
      <HeadRow book={book} />
      {recent.length > 0 && (
        <Plain>
          <details className={styles['more']}>
            <summary>{t('books.log.show')}</summary>
            <ol className={styles['lines']}>
              {recent.map((line) => (
                <Line key={line.id} line={line} unit={book.unit} now={now} />
              ))}
            </ol>
          </details>
        </Plain>
      )}
    </Section>
  );
}

function HeadRow({ book: { head } }: { readonly book: UnitBookView }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  if (head === null) return null;
  const when = formats.brief(head.at, Math.max(now, head.at));
  if (head.agrees === null) {
    return <Row title={t('books.log.head.ahead', { line: formats.number(head.seq), when })} />;
  }
  const Icon = head.agrees ? CircleCheck : CircleX;
  return (
    <Row icon={<Icon aria-hidden />} title={t(`books.log.head.${head.agrees ? 'agrees' : 'differs'}`, { when })} />
  );
}

interface LineProps {
  readonly line: BookLine;
  readonly unit: UnitBookView['unit'];
  readonly now: number;
}

function Line({ line, unit, now }: LineProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const formats = useFormats();
  const mark = line.isCut ? 'books.line.cut' : line.isReleased ? null : 'books.line.waiting';
  return (
    <li>
      <span>{t('books.line.place', { line: formats.number(line.seq) })}</span>
      <span>{t(`books.line.${line.op}`)}</span>
      <span>{money.text(line.amount, unit)}</span>
      <span>
        {formats.brief(line.at, Math.max(now, line.at))}
        {mark !== null && ` · ${t(mark)}`}
      </span>
    </li>
  );
}
