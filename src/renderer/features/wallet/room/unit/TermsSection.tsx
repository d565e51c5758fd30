import { CalendarClock, Repeat, Tag } from 'lucide-react';
import type { ReactNode } from 'react';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import type { ShownPerson } from '../../people/usePeople.ts';
import styles from './Unit.module.css';

export interface TermsSectionProps {
  readonly unit: Unit;
  readonly issuer: ShownPerson;
}

/** What a unit is, in its issuer's words and in ours. None of it can change (WAL-20). */
export function TermsSection({ unit, issuer }: TermsSectionProps): ReactNode {
  const t = useT();
  const { kind, redeem, transferable, expiresDays, code, currency } = unit;
  return (
    <Section title={t('wallet.terms')}>
      <Plain>
        <figure className={styles['words']}>
          <figcaption>
            {issuer.standing === 'self' ? (
              t('wallet.terms.own')
            ) : (
              <T id="wallet.terms.of" values={{ name: <PersonName>{issuer.shownName}</PersonName> }} />
            )}
          </figcaption>
          <blockquote dir="auto">{redeem}</blockquote>
        </figure>
      </Plain>
      <Row icon={<Tag aria-hidden />} title={t(`wallet.kind.${kind}`)} text={t(`wallet.kind.${kind}.text`)}>
        <bdi className={styles['code']} dir="ltr">
          {currency === undefined ? code : `${code} · ${currency}`}
        </bdi>
      </Row>
      <Row
        icon={<Repeat aria-hidden />}
        title={t(transferable ? 'wallet.terms.transferable' : 'wallet.terms.bound')}
        text={t(transferable ? 'wallet.terms.transferable.text' : 'wallet.terms.bound.text')}
      />
      {expiresDays !== undefined && (
        <Row icon={<CalendarClock aria-hidden />} title={t('wallet.terms.lapse', { days: expiresDays })} />
      )}
    </Section>
  );
}
