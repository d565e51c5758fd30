import { BadgeCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { WalletPerson } from '@services/workspace/walletWorkspace.ts';
import { Avatar } from '@ui/display/Avatar.tsx';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import styles from './Consent.module.css';

const GENERATED = { kind: 'generated' } as const;

export interface PayeeProps {
  readonly account: AccountId;
  readonly person: WalletPerson | undefined;
  /** Whether one has paid them before. */
  readonly isKnownPayee: boolean;
}

/** Whom it goes to, as one knows them oneself: nobody can name themselves here. */
export function Payee({ account, person, isKnownPayee }: PayeeProps): ReactNode {
  const t = useT();
  const name = person?.name ?? '';
  return (
    <>
      <div className={styles['payee']}>
        <Avatar account={account} name={name} avatar={person?.avatar ?? GENERATED} size="large" />
        <div>
          <span className={styles['muted']}>{t('consent.to')}</span>
          <strong>
            {name === '' ? t('consent.stranger') : <PersonName>{name}</PersonName>}
            {isVerifiedContact(person) && <VerifiedMark />}
          </strong>
        </div>
      </div>
      {isStranger(person) && <AlertBanner tone="danger">{t('consent.stranger.text')}</AlertBanner>}
      {!isStranger(person) && !isKnownPayee && (
        <AlertBanner tone="warning">
          <T id="consent.firstTime" values={{ name: <PersonName>{name}</PersonName> }} />
        </AlertBanner>
      )}
    </>
  );
}

function isStranger(person: WalletPerson | undefined): boolean {
  return person === undefined || person.standing === 'stranger';
}

function isVerifiedContact(person: WalletPerson | undefined): boolean {
  return person?.standing === 'contact' && person.isVerified;
}

function VerifiedMark(): ReactNode {
  const t = useT();
  return (
    <span className={styles['verified']} data-tooltip={t('contacts.verified')}>
      <BadgeCheck aria-hidden />
      <VisuallyHidden>{t('contacts.verified')}</VisuallyHidden>
    </span>
  );
}

export interface ReasonProps {
  /** Whose words these are. */
  readonly label: ReactNode;
  /** Cleaned already. */
  readonly words: string;
}

/** What for, as somebody else says: set apart from what the app says. */
export function Reason({ label, words }: ReasonProps): ReactNode {
  if (words === '') return null;
  return (
    <figure className={styles['reason']}>
      <figcaption className={styles['muted']}>{label}</figcaption>
      {/* The bar stays where lines of the app begin; only the words go by their own direction. */}
      <blockquote>
        <bdi>{words}</bdi>
      </blockquote>
    </figure>
  );
}
