import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { Program, ProgramStorage } from '@services/workspace/programWorkspace.ts';
import styles from './Package.module.css';

export interface StorageFiguresProps {
  readonly program: Program;
  readonly storage: ProgramStorage;
}

/** What a program takes on this device, part by part. */
export function StorageFigures({ program, storage }: StorageFiguresProps): ReactNode {
  const t = useT();
  const { bytes } = useFormats();
  const { updates, documents, own } = storage;
  return (
    <dl className={styles['facts']}>
      <Figure name={t('programs.storage.own')}>{own === null ? t('programs.storage.unknown') : bytes(own)}</Figure>
      <Figure name={t('programs.storage.updates')}>{bytes(updates)}</Figure>
      {documents > 0 && <Figure name={t('programs.storage.documents')}>{bytes(documents)}</Figure>}
      <Figure name={t('programs.storage.package')}>{bytes(program.size)}</Figure>
    </dl>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
