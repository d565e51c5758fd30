import { FileArchive, FolderOpen } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import styles from './Importing.module.css';

export interface ChooseExportProps {
  /** What is to be chosen, in words. */
  readonly how: string;
  /** Endings of files that fit. */
  readonly accept: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** The two ways to an export: its file, or the folder it was unpacked to. */
export function ChooseExport({ how, accept, multiple = false, onFiles }: ChooseExportProps): ReactNode {
  const t = useT();
  const file = useRef<FileInputControl>(null);
  const folder = useRef<FileInputControl>(null);
  return (
    <>
      <p>{how}</p>
      <div className={styles['ways']}>
        <Button icon={<FileArchive aria-hidden />} onClick={() => file.current?.choose()}>
          {t('importing.choose.file')}
        </Button>
        <Button icon={<FolderOpen aria-hidden />} onClick={() => folder.current?.choose()}>
          {t('importing.choose.folder')}
        </Button>
      </div>
      <FileInput ref={file} accept={accept} multiple={multiple} onFiles={onFiles} />
      <FileInput ref={folder} accept="" folder onFiles={onFiles} />
    </>
  );
}
