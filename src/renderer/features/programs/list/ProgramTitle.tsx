import type { ReactNode } from 'react';
import { PersonName } from '@i18n/useT.tsx';

export interface ProgramTitleProps {
  readonly name: string;
  /** What the program calls what it shows; it never stands in place of the name. */
  readonly document: string | null;
}

/** A program with what it calls its document, on one line: a row makes a line of each name that is its own child. */
export function ProgramTitle({ name, document }: ProgramTitleProps): ReactNode {
  if (document === null) return <PersonName>{name}</PersonName>;
  return (
    <span>
      <PersonName>{name}</PersonName>
      {' · '}
      <PersonName>{document}</PersonName>
    </span>
  );
}
