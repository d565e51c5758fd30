import { useMemo, useRef, useState } from 'react';
import { currencyDigits } from '@shared/currencyDigits.ts';
import { ok } from '@shared/result.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import type { MoneyUnit } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { Outcome } from '@services/workspace/workspace.ts';
import type { IssuedUnit, Unit } from '@services/workspace/walletWorkspace.ts';
import { useIssued, useWallet } from '../../room/useRoom.ts';
import { owedFirst } from './owedFirst.ts';
import { currencies, iouIn, likelyCurrency } from './currencies.ts';

/** A promise of one's own: one there is, or one in a currency that is made when it is needed. */
export type OwnPromise =
  | { readonly kind: 'unit'; readonly unit: Unit }
  | { readonly kind: 'new'; readonly currency: string };

/** What one promises in, and how it comes about. */
export interface OwnPromises {
  /** Null while it is not known what there is. */
  readonly units: readonly Unit[] | null;
  readonly currencies: readonly string[];
  readonly currency: string;
  readonly chooseCurrency: (currency: string) => void;
  /** The unit of a promise, made now where there is none yet. Making one moves nothing. */
  readonly unitOf: (promise: OwnPromise) => Outcome<{ readonly unit: UnitId }>;
}

/** Promises of one's own. */
export function useOwnPromises(): OwnPromises {
  const t = useT();
  const wallet = useWallet();
  const issued = useIssued();
  const likely = useMemo(() => likelyCurrency(navigator.languages), []);
  const [currency, chooseCurrency] = useState(likely);
  const all = useMemo(() => currencies(likely), [likely]);
  const units = useMemo(
    () => (issued.status === 'ready' ? ownUnits(issued.value) : issued.status === 'failed' ? [] : null),
    [issued],
  );
  // What asks for a PIN runs anew with what it knew before: what it made then is not made again.
  const made = useRef(new Map<string, UnitId>());
  const unitOf: OwnPromises['unitOf'] = async (promise) => {
    if (promise.kind === 'unit') return ok({ unit: promise.unit.id });
    const { currency: chosen } = promise;
    // Amounts were counted by the currency's digits: a unit that was made with others would make another sum of them.
    const isSame = ({ kind, currency: of, decimals }: Unit) =>
      kind === 'iou' && of === chosen && decimals === currencyDigits(chosen);
    const same = units?.find(isSame);
    const known = same?.id ?? made.current.get(chosen);
    if (known !== undefined) return ok({ unit: known });
    const words = { name: t('payments.own.name', { currency: chosen }), redeem: t('payments.own.redeem') };
    const created = await wallet.createUnit(iouIn(chosen, words), []);
    if (created.ok) made.current.set(chosen, created.value.unit);
    return created;
  };
  return { units, currencies: all, currency, chooseCurrency, unitOf };
}

function ownUnits(issued: readonly IssuedUnit[]): readonly Unit[] {
  return owedFirst(
    issued.map(({ unit }) => unit),
    (unit) => unit,
  );
}

/** What a promise counts in. */
export function moneyUnitOf(promise: OwnPromise): MoneyUnit {
  if (promise.kind === 'unit') return promise.unit;
  const { currency } = promise;
  return { code: currency, currency, decimals: currencyDigits(currency) };
}
