import { type LucideIcon, HandCoins, IdCard, Star, Ticket } from 'lucide-react';
import type { ReactNode } from 'react';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useMoney } from '@i18n/useMoney.ts';
import type { Holding, IssuedUnit, Unit } from '@services/workspace/walletWorkspace.ts';
import { Badge } from '@ui/display/Badge.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { PersonFace } from '../../people/PersonMark.tsx';
import type { ShownPerson } from '../../people/usePeople.ts';
import styles from './WalletList.module.css';

/** The picture of each kind of unit. */
export const KIND_ICONS: Readonly<Record<Unit['kind'], LucideIcon>> = {
  iou: HandCoins,
  prepaid: Ticket,
  points: Star,
  credit: IdCard,
};

export interface HoldingRowProps {
  readonly holding: Holding;
  readonly issuer: ShownPerson;
  readonly isSelected: boolean;
}

/** What one has of one unit, and who promises it: never without (WAL-UI-1). */
export function HoldingRow({ holding, issuer, isSelected }: HoldingRowProps): ReactNode {
  const money = useMoney();
  const { unit, balance } = holding;
  return (
    <li>
      <ListRow
        href={`#/wallet/unit/${unit.id}`}
        selected={isSelected}
        leading={<PersonFace person={issuer} />}
        title={<bdi dir="auto">{unit.name}</bdi>}
        meta={<span className={styles['amount']}>{money.text(balance, unit)}</span>}
        subtitle={<T id="wallet.by" values={{ name: <PersonName>{issuer.shownName}</PersonName> }} />}
        trailing={<HoldingMarks holding={holding} />}
      />
    </li>
  );
}

/** What is out of the ordinary about it; the gravest alone. */
function HoldingMarks({ holding }: { readonly holding: Holding }): ReactNode {
  const t = useT();
  const money = useMoney();
  if (holding.faults.length > 0) return <Badge tone="danger">{t('wallet.mark.fault')}</Badge>;
  if (holding.isOverLimit) return <Badge tone="danger">{t('wallet.mark.overLimit')}</Badge>;
  if (holding.note.stance === 'stopped') return <Badge tone="neutral">{t('wallet.mark.stopped')}</Badge>;
  if (holding.arriving === 0n) return null;
  return <Badge>{t('wallet.mark.arriving', { amount: money.number(holding.arriving, holding.unit) })}</Badge>;
}

export interface IssuedRowProps {
  readonly issued: IssuedUnit;
  readonly isSelected: boolean;
}

/** What one promised, and how much of it is out. */
export function IssuedRow({ issued, isSelected }: IssuedRowProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const { unit } = issued;
  const Icon = KIND_ICONS[unit.kind];
  return (
    <li>
      <ListRow
        href={`#/wallet/issued/${unit.id}`}
        selected={isSelected}
        leading={
          <span className={styles['tile']}>
            <Icon aria-hidden />
          </span>
        }
        title={<bdi dir="auto">{unit.name}</bdi>}
        meta={<span className={styles['amount']}>{money.text(issued.outstanding, unit)}</span>}
        subtitle={t('wallet.issued.holders', { count: issued.holders.length })}
        trailing={<IssuedMarks issued={issued} />}
      />
    </li>
  );
}

function IssuedMarks({ issued }: { readonly issued: IssuedUnit }): ReactNode {
  const t = useT();
  if (issued.faults.length > 0) return <Badge tone="danger">{t('wallet.mark.fault')}</Badge>;
  if (issued.waiting === 0) return null;
  return <Badge label={t('wallet.mark.waiting', { count: issued.waiting })}>{issued.waiting}</Badge>;
}
