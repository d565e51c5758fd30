import { useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { toggled } from '@shared/toggled.ts';
import { readAmount } from '@i18n/readAmount.ts';
import type { MoneyUnit } from '@i18n/useMoney.ts';
import type { Circle } from '../useCircle.ts';
import { type Division, divide, type SplitMode } from './shares.ts';

/** The state of the dialog. */
export interface SplitForm {
  readonly typed: string;
  readonly setTyped: (text: string) => void;
  readonly mode: SplitMode;
  readonly setMode: (mode: SplitMode) => void;
  readonly note: string;
  readonly setNote: (note: string) => void;
  readonly values: ReadonlyMap<AccountId, string>;
  readonly setValue: (account: AccountId, value: string) => void;
  readonly isIn: (account: AccountId) => boolean;
  readonly toggle: (account: AccountId) => void;
  readonly total: bigint | null;
  readonly division: Division;
  /** Whether somebody else is asked for something, and all is given away. */
  readonly isReady: boolean;
}

/** What is typed into the dialog, and what it comes to. */
export function useSplitForm(circle: Circle, unit: MoneyUnit): SplitForm {
  const [typed, setTyped] = useState('');
  const [mode, changeMode] = useState<SplitMode>('equal');
  const [note, setNote] = useState('');
  const [out, setOut] = useState<ReadonlySet<AccountId>>(new Set());
  const [values, setValues] = useState<ReadonlyMap<AccountId, string>>(new Map());
  const { self } = circle;
  const everyone = [...(self === null ? [] : [self]), ...circle.people.map(({ account }) => account)];
  const people = everyone.filter((account) => !out.has(account));
  const read = readAmount(typed, unit.decimals);
  const total = read.ok ? read.value : null;
  const division = divide({ mode, total, decimals: unit.decimals, people, values });
  const isAsking = [...division.shares].some(([account, share]) => account !== self && share > 0n);
  return {
    ...{ typed, setTyped, mode, note, setNote, values, total, division },
    setMode: (next) => {
      changeMode(next);
      setValues(new Map());
    },
    setValue: (account, value) => setValues(new Map([...values, [account, value]])),
    isIn: (account) => !out.has(account),
    toggle: (account) => setOut(toggled(out, account)),
    isReady: division.isWhole && isAsking,
  };
}
