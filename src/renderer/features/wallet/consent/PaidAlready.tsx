import { type ReactNode, useMemo } from 'react';
import { cleanLine } from '@shared/cleanLine.ts';
import type { AccountId } from '@shared/ids.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { type MoneyUnit, useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, isolate } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Payment } from '@services/workspace/walletWorkspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { usePurposes } from '../payment/usePurposes.ts';
import { usePeople } from '../people/usePeople.ts';
import { paidJustNow } from './paidJustNow.ts';

export interface PaidAlreadyProps {
  readonly payee: AccountId | null;
  /** Minor units; null while it is none. */
  readonly amount: bigint | null;
  /** What is paid with; null while that is not chosen. */
  readonly source: { readonly unit: MoneyUnit } | null;
  /** As typed or asked; null where it is not kept with a payment. */
  readonly note: string | null;
  /** What one is asked by. */
  readonly request?: RecordId;
}

const NONE: readonly Payment[] = [];

/** Says before a payment is pressed that the same was paid a few minutes ago (PAY-UI-81); draws nothing where it was not. */
export function PaidAlready({ payee, amount, source, note, request }: PaidAlreadyProps): ReactNode {
  const money = useMoney();
  const formats = useFormats();
  const now = useNow();
  const personOf = usePeople();
  const purposeOf = usePurposes();
  const { wallet } = useWorkspace();
  const payments = useQueryValue(
    useMemo(() => wallet.activity(payee === null ? {} : { person: payee }), [wallet, payee]),
    NONE,
  );
  if (payee === null || amount === null || source === null) return null;
  const words = note === null ? null : cleanLine(note);
  const intended = { payee, amount, unit: source.unit, note: words, request: request ?? null };
  const before = paidJustNow(payments, intended, { now, purposeOf });
  if (before === undefined) return null;
  const values = {
    name: <PersonName>{personOf(payee).shownName}</PersonName>,
    amount: money.text(amount, source.unit),
    note: isolate(purposeOf(before)),
    ago: formats.ago(before.at, now),
  };
  const kind = request === undefined ? 'paid' : 'asked';
  return (
    <AlertBanner tone="warning">
      <T id={purposeOf(before) === '' ? `consent.again.${kind}` : `consent.again.${kind}.for`} values={values} />
    </AlertBanner>
  );
}
