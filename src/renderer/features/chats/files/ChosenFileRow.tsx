import { TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cleanFileName, isRenamed, isRunnable } from '@domain/chat/fileName.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { FileName } from './FileCard.tsx';
import { FileIcon } from './FileIcon.tsx';
import styles from './SendSheet.module.css';
import type { ChosenFile } from '@services/media/chosenDesk.ts';

export interface ChosenFileRowProps {
  readonly chosen: ChosenFile;
  readonly asFile: boolean;
  readonly onRemove: () => void;
}

/** A chosen file: as a picture, or as a line that says how it goes. */
export function ChosenFileRow({ chosen, asFile, onRemove }: ChosenFileRowProps): ReactNode {
  const t = useT();
  const name = cleanFileName(chosen.file.name);
  const remove = (
    <IconButton
      size="small"
      label={t('files.sheet.remove', { name: isolate(name) })}
      icon={<X aria-hidden />}
      onClick={onRemove}
    />
  );
  if (chosen.preview !== null && !asFile) {
    return (
      <li className={styles['tile']}>
        <img src={chosen.preview.previewUrl} alt={name} />
        {remove}
      </li>
    );
  }
  return <Line chosen={chosen} name={name} remove={remove} />;
}

function Line(props: { readonly chosen: ChosenFile; readonly name: string; readonly remove: ReactNode }): ReactNode {
  const { chosen, name } = props;
  const t = useT();
  const formats = useFormats();
  return (
    <li className={styles['line']}>
      <FileIcon name={name} />
      <span className={styles['about']}>
        <FileName name={name} />
        <span className={styles['how']}>
          {formats.bytes(chosen.file.size)}
          {' · '}
          <How chosen={chosen} />
        </span>
        {isRenamed(chosen.file.name) && <span className={styles['how']}>{t('files.sheet.renamed')}</span>}
        {isRunnable(name) && (
          <span className={styles['runs']}>
            <TriangleAlert aria-hidden />
            {t('files.sheet.runs')}
          </span>
        )}
      </span>
      {props.remove}
    </li>
  );
}

function How({ chosen }: { readonly chosen: ChosenFile }): ReactNode {
  const t = useT();
  if (chosen.kind === 'reading') return t('files.sheet.reading');
  if (chosen.kind === 'too-large') return t('files.sheet.tooLarge');
  switch (chosen.why) {
    case 'picture-too-large':
    case 'picture-too-many-pixels':
    case 'picture-unreadable':
      return t('files.sheet.plain.picture', { why: t(`files.why.${chosen.why}`) });
    default:
      return t('files.sheet.plain');
  }
}
