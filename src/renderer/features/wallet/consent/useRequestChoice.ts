import { useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { countsLike } from '@domain/wallet/readings/answers.ts';
import { readAmount } from '@i18n/readAmount.ts';
import type { IssuedUnit, PaymentRequest, Unit } from '@services/workspace/walletWorkspace.ts';
import { useIssued } from '../room/useRoom.ts';
import { type MoneySource, sourcesOf } from './sources.ts';
import type { ConsentFacts } from './useConsentFacts.ts';

/** Why a request cannot be paid by oneself now. */
export type Obstacle = 'own' | 'other' | 'paying' | 'done' | 'over' | 'nothing';

/** What the person decides about a request. */
export interface RequestChoice {
  readonly typed: string;
  readonly type: (text: string) => void;
  /** Null while there is none. */
  readonly amount: bigint | null;
  readonly sources: readonly MoneySource[];
  readonly source: MoneySource | null;
  readonly choose: (unit: UnitId) => void;
  readonly obstacle: Obstacle | null;
  /** There is nothing to decide any more, or not for oneself. */
  readonly isOver: boolean;
  readonly canPay: boolean;
  /** It could be paid, and there is not enough of anything that is taken. */
  readonly isShort: boolean;
}

/** Amount and money for a request, as far as they are for the payer to choose. */
export function useRequestChoice(request: PaymentRequest, facts: ConsentFacts): RequestChoice {
  const [typed, type] = useState('');
  const [wanted, choose] = useState<UnitId | null>(null);
  const amount = request.amount ?? amountOf(typed, request.decimals);
  const sources = useSources(request, facts, amount);
  const source = sources.find(({ unit }) => unit.id === wanted) ?? sources[0] ?? null;
  const obstacle = obstacleOf(request, facts, source);
  const canPay = obstacle === null && amount !== null && source?.isEnough === true;
  const isOver = obstacle !== null && obstacle !== 'nothing';
  const isShort = !isOver && sources.every(({ isEnough }) => !isEnough);
  return { typed, type, amount, sources, source, choose, obstacle, isOver, canPay, isShort };
}

function useSources(request: PaymentRequest, facts: ConsentFacts, amount: bigint | null): readonly MoneySource[] {
  const issued = useIssued();
  const { self } = facts;
  if (self === null) return [];
  const promises = issued.status === 'ready' ? answersOf(request, self, issued.value) : [];
  return sourcesOf([...request.units, ...promises], { ...facts, self, amount });
}

/** Promises of one's own that count in the same as what is asked for: for who is asked in person (WAL-54). */
function answersOf(request: PaymentRequest, self: AccountId, issued: readonly IssuedUnit[]): readonly Unit[] {
  if (request.payer !== self) return [];
  const named = new Set(request.units.map(({ id }) => id));
  const others = issued.map(({ unit }) => unit).filter(({ id }) => !named.has(id));
  return others.filter((unit) => request.units.some((each) => countsLike(each, unit)));
}

function amountOf(typed: string, decimals: number): bigint | null {
  const read = readAmount(typed, decimals);
  return read.ok ? read.value : null;
}

function obstacleOf(request: PaymentRequest, { self }: ConsentFacts, source: MoneySource | null): Obstacle | null {
  if (self === null) return null;
  return wrongPayer(request, self) ?? lateness(request) ?? (source === null ? 'nothing' : null);
}

function wrongPayer(request: PaymentRequest, self: AccountId): Obstacle | null {
  if (request.own) return 'own';
  return request.payer === null || request.payer === self ? null : 'other';
}

function lateness({ stage }: PaymentRequest): Obstacle | null {
  switch (stage) {
    case 'asked':
      return null;
    case 'paying':
      return 'paying';
    case 'cancelled':
    case 'expired':
      return 'over';
    default:
      return 'done';
  }
}
