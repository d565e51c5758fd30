import { useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { type AmountProblem, readAmount } from '@i18n/readAmount.ts';
import type { MoneyUnit } from '@i18n/useMoney.ts';
import type { Holding } from '@services/workspace/walletWorkspace.ts';
import { useHoldings } from '../../room/useRoom.ts';
import { type OwnPromises, moneyUnitOf, useOwnPromises } from '../own/useOwnPromise.ts';
import { type PaySource, paySources, sourceKey } from './paySources.ts';

const NOTHING: readonly Holding[] = [];

/** What a person typed into the dialog, and what it comes to. */
export interface PayForm {
  readonly person: AccountId | null;
  readonly setPerson: (person: AccountId) => void;
  readonly promises: OwnPromises;
  /** Whether what there is to pay with is known: until then nothing is chosen. */
  readonly isLoaded: boolean;
  readonly sources: readonly PaySource[];
  readonly source: PaySource;
  readonly choose: (key: string) => void;
  readonly unit: MoneyUnit;
  readonly typed: string;
  readonly setTyped: (text: string) => void;
  /** Null while it is none. */
  readonly amount: bigint | null;
  readonly problem: AmountProblem | 'too-much' | null;
  readonly note: string;
  readonly setNote: (note: string) => void;
}

/** What a pay dialog begins with. */
export interface PayStart {
  readonly person: AccountId | null;
  readonly unit: UnitId | null;
}

/** The state of the dialog. */
export function usePayForm(start: PayStart): PayForm {
  const [person, setPerson] = useState(start.person);
  const [chosen, choose] = useState<string | null>(start.unit);
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const promises = useOwnPromises();
  const held = useHoldings();
  const sources = paySources(person, {
    holdings: held.status === 'ready' ? held.value : NOTHING,
    units: promises.units ?? [],
    currency: promises.currency,
  });
  const source = sourceOf(sources, chosen, promises);
  const unit = source.kind === 'promise' ? moneyUnitOf(source.promise) : source.unit;
  const isLoaded = promises.units !== null && held.status !== 'loading';
  const { amount, problem } = sumOf(typed, source, unit);
  return {
    person,
    setPerson,
    promises,
    isLoaded,
    sources,
    source,
    choose,
    unit,
    typed,
    setTyped,
    amount,
    problem,
    note,
    setNote,
  };
}

function sumOf(typed: string, source: PaySource, unit: MoneyUnit): Pick<PayForm, 'amount' | 'problem'> {
  const read = readAmount(typed, unit.decimals);
  if (!read.ok) return { amount: null, problem: read.error };
  const isTooMuch = source.kind !== 'promise' && read.value > source.available;
  return isTooMuch ? { amount: null, problem: 'too-much' } : { amount: read.value, problem: null };
}

function sourceOf(sources: readonly PaySource[], chosen: string | null, { currency }: OwnPromises): PaySource {
  const found = sources.find((each) => sourceKey(each) === chosen) ?? sources[0];
  return found ?? { kind: 'promise', promise: { kind: 'new', currency } };
}
