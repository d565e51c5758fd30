import { Film } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, use, useMemo, useRef } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { SentFile } from '@services/workspace/pastWorkspace.ts';
import type { Conversation, FoundMessage } from '@services/workspace/workspace.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { Layers } from '../files/PictureCard.tsx';
import { useFile } from '../files/useFile.ts';
import { pictureOf } from '../reply/pictureOf.ts';
import { ViewerContext } from '../viewer/viewerContext.ts';
import styles from './Gallery.module.css';
import { GalleryMonths } from './GalleryMonths.tsx';

export interface GalleryMediaProps {
  readonly space: Conversation['space'];
  readonly files: readonly SentFile[];
}

type FileBody = Extract<FoundMessage['body'], { kind: 'file' }>;

/** Photos and films as a grid. Arrows go through it, Enter looks at one large. */
export function GalleryMedia({ space, files }: GalleryMediaProps): ReactNode {
  const grid = useRef<HTMLDivElement>(null);
  const open = use(ViewerContext);
  return (
    <div ref={grid} role="presentation" onKeyDown={(event) => moveInGrid(event, grid.current)}>
      <GalleryMonths things={files}>
        {(those) => (
          <ul className={styles['grid']}>
            {those.map((file) => (
              <li key={file.message}>
                <Tile space={space} file={file} onOpen={() => open(file.message)} />
              </li>
            ))}
          </ul>
        )}
      </GalleryMonths>
    </div>
  );
}

/** The arrows go from tile to tile, to the side and to the next row. */
function moveInGrid(event: KeyboardEvent<HTMLElement>, grid: HTMLElement | null): void {
  if (!event.key.startsWith('Arrow') || grid === null) return;
  const tiles = [...grid.querySelectorAll<HTMLElement>('[data-tile]')];
  const from = tiles.findIndex((tile) => tile === document.activeElement);
  const current = tiles[from];
  if (current === undefined) return;
  const isAcross = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
  const target = isAcross
    ? tiles[from + (isForward(event) ? 1 : -1)]
    : nextRow(tiles, current, event.key === 'ArrowDown' ? 1 : -1);
  if (target === undefined) return;
  event.preventDefault();
  target.focus();
}

function isForward({ key, currentTarget }: KeyboardEvent<HTMLElement>): boolean {
  return (key === 'ArrowRight') === (getComputedStyle(currentTarget).direction !== 'rtl');
}

/** The tile of the next row that is nearest to this one's middle. */
function nextRow(tiles: readonly HTMLElement[], current: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const here = current.getBoundingClientRect();
  const rows = tiles
    .map((tile) => ({ tile, box: tile.getBoundingClientRect() }))
    .filter(({ box }) => (step === 1 ? box.top > here.bottom - 1 : box.bottom < here.top + 1));
  const edge = step === 1 ? Math.min(...rows.map(({ box }) => box.top)) : Math.max(...rows.map(({ box }) => box.top));
  const distance = (box: DOMRect) => Math.abs(box.left + box.width / 2 - (here.left + here.width / 2));
  return rows.filter(({ box }) => box.top === edge).toSorted((one, other) => distance(one.box) - distance(other.box))[0]
    ?.tile;
}

/** The message of a file; null while it is read, or where it is no file any more. */
function useFileBody(space: Conversation['space'], message: SentFile['message']): FileBody | null {
  const workspace = useWorkspace();
  const found = useQuery(useMemo(() => workspace.message(space, message), [workspace, space, message]));
  return found.status === 'ready' && found.value?.body.kind === 'file' ? found.value.body : null;
}

interface TileProps {
  readonly space: Conversation['space'];
  readonly file: SentFile;
  readonly onOpen: () => void;
}

function Tile({ space, file, onOpen }: TileProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const body = useFileBody(space, file.message);
  const label = t(file.isPicture ? 'keeping.gallery.photo' : 'keeping.gallery.film', { when: formats.full(file.at) });
  return (
    <button type="button" className={styles['tile']} data-tile="" aria-label={label} onClick={onOpen}>
      {body !== null && <Look body={body} />}
      {!file.isPicture && <Film aria-hidden className={styles['film']} />}
    </button>
  );
}

function Look({ body }: { readonly body: FileBody }): ReactNode {
  const { url } = useFile(body.file);
  const picture = pictureOf({ body });
  if (picture === null) return null;
  return <Layers picture={picture} url={body.file.picture === null ? null : url} />;
}
