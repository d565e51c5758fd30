import type { ReactNode } from 'react';
import { ChipSelect } from './ChipSelect.tsx';
import { DayFields } from './DayFields.tsx';

export interface TimeChipsProps<Since extends string> {
  readonly words: {
    readonly since: string;
    readonly first: string;
    readonly last: string;
    /** How far back, any time first. */
    readonly options: readonly { readonly value: Since; readonly label: string }[];
  };
  /** The option that asks for days. */
  readonly between: Since;
  /** Days as `2026-05-31`; empty for none. */
  readonly value: TimeOf<Since>;
  readonly onChange: (value: TimeOf<Since>) => void;
}

interface TimeOf<Since extends string> {
  readonly since: Since;
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Of when, as a chip: lately, or from one day to another in two more. */
export function TimeChips<Since extends string>(props: TimeChipsProps<Since>): ReactNode {
  const { words, between, value, onChange } = props;
  return (
    <>
      <ChipSelect
        label={words.since}
        value={value.since}
        options={words.options}
        onChange={(since) => onChange({ ...value, since })}
      />
      {value.since === between && (
        <DayFields
          firstLabel={words.first}
          lastLabel={words.last}
          first={value.firstDay}
          last={value.lastDay}
          onChange={({ first, last }) => onChange({ ...value, firstDay: first, lastDay: last })}
        />
      )}
    </>
  );
}
