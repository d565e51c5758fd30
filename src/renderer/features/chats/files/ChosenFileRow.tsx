import { PencilLine, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cleanFileName, isRenamed, isRunnable } from '@domain/chat/fileName.ts';
import { clockOf } from '@i18n/clockOf.ts';
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
  /** Opens the picture to be edited. */
  readonly onEdit: () => void;
}

/** What may move is not edited: only one of its pictures would be left. */
const MOVING: ReadonlySet<string> = new Set(['image/gif', 'image/apng']);

/** A chosen file: as a picture, or as a line that says how it goes. */
export function ChosenFileRow({ chosen, asFile, onRemove, onEdit }: ChosenFileRowProps): ReactNode {
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
        <span className={styles['acts']}>
          {!MOVING.has(chosen.file.type) && (
            <IconButton
              size="small"
              label={t('pictures.edit', { name: isolate(name) })}
              icon={<PencilLine aria-hidden />}
              onClick={onEdit}
            />
          )}
          {remove}
        </span>
      </li>
    );
  }
  return <Line chosen={chosen} name={name} asFile={asFile} remove={remove} />;
}

interface LineProps {
  readonly chosen: ChosenFile;
  readonly name: string;
  readonly asFile: boolean;
  readonly remove: ReactNode;
}

function Line(props: LineProps): ReactNode {
  const { chosen, name, asFile } = props;
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
          <How chosen={chosen} asFile={asFile} />
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

function How({ chosen, asFile }: Pick<LineProps, 'chosen' | 'asFile'>): ReactNode {
  const t = useT();
  const formats = useFormats();
  if (chosen.video !== null && !asFile)
    return t('files.sheet.video', { length: clockOf(chosen.video.duration, formats.number) });
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
