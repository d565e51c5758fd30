import { Film, Music2, X } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { cleanFileName } from '@domain/chat/fileName.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ChosenFile } from '@services/media/chosenDesk.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { chordOf } from '@ui/keys/chord.ts';
import { feedKeys } from '@ui/keys/feedKeys.ts';
import styles from './Compose.module.css';

export interface PhotoTrayProps {
  readonly files: readonly ChosenFile[];
  readonly onMove: (id: number, to: number) => void;
  readonly onRemove: (id: number) => void;
}

/** Type under which a photo is dragged: a file from outside has another. */
const DRAGGED = 'application/x-banyan-photo';

/** What was chosen, in the order in which it will stand: dragged, or moved with the arrow keys. */
export function PhotoTray({ files, onMove, onRemove }: PhotoTrayProps): ReactNode {
  const t = useT();
  const [over, setOver] = useState<number | null>(null);
  const hint = useId();
  if (files.length === 0) return null;
  const drop = (event: DragEvent, to: number) => {
    setOver(null);
    const id = Number(event.dataTransfer.getData(DRAGGED));
    if (!event.dataTransfer.types.includes(DRAGGED)) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(id, to);
  };
  return (
    <>
      <ul className={styles['tray']} aria-label={t('moments.compose.chosen')}>
        {files.map((chosen, index) => (
          <li key={chosen.id}>
            <div
              role="presentation"
              className={styles['tile']}
              draggable
              data-over={over === index || undefined}
              onDragStart={(event) => event.dataTransfer.setData(DRAGGED, String(chosen.id))}
              onDragOver={(event) => {
                if (!event.dataTransfer.types.includes(DRAGGED)) return;
                event.preventDefault();
                setOver(index);
              }}
              onDragLeave={() => setOver(null)}
              onDrop={(event) => drop(event, index)}
            >
              <Tile
                chosen={chosen}
                place={{ index, count: files.length }}
                hint={hint}
                onMove={(to) => onMove(chosen.id, to)}
                onRemove={() => onRemove(chosen.id)}
              />
            </div>
          </li>
        ))}
      </ul>
      <p id={hint} className={styles['hint']} hidden={files.length < 2}>
        {t('moments.compose.move')}
      </p>
    </>
  );
}

interface TileProps {
  readonly chosen: ChosenFile;
  readonly place: { readonly index: number; readonly count: number };
  /** Id of what says how to move it. */
  readonly hint: string;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

function Tile({ chosen, place, hint, onMove, onRemove }: TileProps): ReactNode {
  const t = useT();
  const name = isolate(cleanFileName(chosen.file.name));
  const { index, count } = place;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
    const step = stepOf(event.key, isRightToLeft);
    if (chordOf(event) === feedKeys.removePhoto) onRemove();
    else if (step !== 0) onMove(Math.min(count - 1, Math.max(0, index + step)));
    else return;
    event.preventDefault();
  };
  return (
    <>
      <button
        type="button"
        className={styles['shown']}
        aria-label={t('moments.compose.place', { name, place: index + 1, count })}
        aria-describedby={count > 1 ? hint : undefined}
        onKeyDown={onKeyDown}
      >
        <Look chosen={chosen} />
      </button>
      <IconButton size="small" label={t('files.sheet.remove', { name })} icon={<X aria-hidden />} onClick={onRemove} />
    </>
  );
}

function stepOf(key: string, isRightToLeft: boolean): -1 | 0 | 1 {
  if (key === 'ArrowUp' || key === (isRightToLeft ? 'ArrowRight' : 'ArrowLeft')) return -1;
  return key === 'ArrowDown' || key === (isRightToLeft ? 'ArrowLeft' : 'ArrowRight') ? 1 : 0;
}

function Look({ chosen }: { readonly chosen: ChosenFile }): ReactNode {
  if (chosen.preview !== null) return <img src={chosen.preview.previewUrl} alt="" draggable={false} />;
  if (chosen.kind === 'reading') return <Spinner />;
  return (
    <span className={styles['plain']}>
      {chosen.file.type.startsWith('audio/') ? <Music2 aria-hidden /> : <Film aria-hidden />}
      <bdi dir="ltr">{cleanFileName(chosen.file.name)}</bdi>
    </span>
  );
}
