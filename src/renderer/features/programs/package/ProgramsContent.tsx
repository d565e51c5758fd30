import type { ReactNode } from 'react';
import { type BlobId, type EventId, blobId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { EditionLimits } from '../pane/EditionLimits.tsx';
import { PackagePage } from './PackagePage.tsx';
import styles from './Package.module.css';

export interface ProgramsContentProps {
  /** The package of the page to show, the tail of the address `#/programs/<package>`. */
  readonly selected: string | null;
  readonly onOpenProgram: (instance: EventId) => void;
  readonly onOpenPackage: (id: BlobId) => void;
}

/** The page of a package, or what the room is for. */
export function ProgramsContent({ selected, onOpenProgram, onOpenPackage }: ProgramsContentProps): ReactNode {
  const t = useT();
  const id = selected === null ? null : blobId(selected);
  if (id === null || !id.ok) {
    return (
      <div className={styles['choose']}>
        <EmptyState illustration="tree" title={t('programs.choose')}>
          {t('programs.choose.text')}
        </EmptyState>
        <EditionLimits />
      </div>
    );
  }
  return <PackagePage key={id.value} id={id.value} onOpenProgram={onOpenProgram} onOpenPackage={onOpenPackage} />;
}
