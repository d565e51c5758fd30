import { CircleAlert, CircleCheck, CircleDashed, CircleSlash } from 'lucide-react';
import type { ReactNode } from 'react';
import { PersonName, useT } from '@i18n/useT.tsx';
import { classNames } from '@ui/classNames.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import styles from './WalletCards.module.css';

/** How sure what a card says is: what its colour and sign go by. */
export type CardTone = 'sure' | 'open' | 'ended' | 'warning';

const SIGNS = { sure: CircleCheck, open: CircleDashed, ended: CircleSlash, warning: CircleAlert } as const;

export interface CardFrameProps {
  readonly title: ReactNode;
  /** The sum, large; left out where none is known. */
  readonly amount?: string;
  /** Whose promise it is: never left out where an amount stands. */
  readonly issuer?: ReactNode;
  readonly note: string;
  readonly status?: { readonly tone: CardTone; readonly text: ReactNode };
  /** Opens the page that shows all of it. */
  readonly onOpen?: (() => void) | undefined;
  readonly children?: ReactNode;
}

/** What all cards of the wallet look like: what, how much and by whom, how it stands, what can be done. */
export function CardFrame({ title, amount, issuer, note, status, onOpen, children }: CardFrameProps): ReactNode {
  const t = useT();
  return (
    <span className={styles['card']} data-wallet-card={status?.tone ?? 'open'}>
      <span className={styles['title']}>{title}</span>
      {amount !== undefined && <strong className={styles['amount']}>{amount}</strong>}
      {issuer !== undefined && <span className={styles['issuer']}>{issuer}</span>}
      {note !== '' && (
        <span className={styles['note']}>
          <PersonName>{note}</PersonName>
        </span>
      )}
      {status !== undefined && <Status {...status} />}
      {children}
      {onOpen !== undefined && (
        <Button variant="quiet" size="small" className={styles['details'] ?? ''} onClick={onOpen}>
          {t('payments.card.details')}
        </Button>
      )}
    </span>
  );
}

/** A line with a sign: colour is never the only difference. */
export function Status({ tone, text }: { readonly tone: CardTone; readonly text: ReactNode }): ReactNode {
  const Sign = SIGNS[tone];
  return (
    <span className={styles['status']} data-tone={tone}>
      <Sign aria-hidden />
      <span>{text}</span>
    </span>
  );
}

/** While it is read: as high as most cards, so that a log moves little when they come. */
export function CardSkeleton(): ReactNode {
  return (
    <span className={classNames(styles['card'], styles['coming'])} aria-busy="true">
      <Skeleton />
    </span>
  );
}
