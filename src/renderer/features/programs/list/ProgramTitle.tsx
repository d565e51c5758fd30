import type { ReactNode } from 'react';
import { PersonName } from '@i18n/useT.tsx';

export interface ProgramTitleProps {
  readonly name: string;
  /** What the program calls what it shows; it never stands in place of the name. */
  readonly document: string | null;
}

/** A program with what it calls its document. */
export function ProgramTitle({ name, document }: ProgramTitleProps): ReactNode {
  return (
    <>
      <PersonName>{name}</PersonName>
      {document !== null && (
        <>
          {' · '}
          <PersonName>{document}</PersonName>
        </>
      )}
    </>
  );
}
