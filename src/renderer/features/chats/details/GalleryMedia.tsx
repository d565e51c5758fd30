import { Film } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { SentFile } from '@services/workspace/pastWorkspace.ts';
import type { Conversation, FoundMessage } from '@services/workspace/workspace.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { Lightbox } from '@ui/overlays/Lightbox.tsx';
import { VideoMessage } from '../media/VideoMessage.tsx';
import { FileCard } from '../files/FileCard.tsx';
import { Layers } from '../files/PictureCard.tsx';
import { useFile } from '../files/useFile.ts';
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
  const [open, setOpen] = useState<SentFile['message'] | null>(null);
  const place = files.findIndex(({ message }) => message === open);
  const go = (step: number) => setOpen(files[place + step]?.message ?? open);
  const shown = files[place];
  return (
    <div ref={grid} role="presentation" onKeyDown={(event) => moveInGrid(event, grid.current)}>
      <GalleryMonths things={files}>
        {(those) => (
          <ul className={styles['grid']}>
            {those.map((file) => (
              <li key={file.message}>
                <Tile space={space} file={file} onOpen={() => setOpen(file.message)} />
              </li>
            ))}
          </ul>
        )}
      </GalleryMonths>
      {shown !== undefined && (
        <Large
          key={shown.message}
          space={space}
          file={shown}
          place={{ index: place, count: files.length }}
          onGo={go}
          onClose={() => setOpen(null)}
        />
      )}
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
  const picture = lookOf(body);
  if (picture === null) return null;
  return <Layers picture={picture} url={body.file.picture === null ? null : url} />;
}

interface LargeProps {
  readonly space: Conversation['space'];
  readonly file: SentFile;
  readonly place: { readonly index: number; readonly count: number };
  readonly onGo: (step: number) => void;
  readonly onClose: () => void;
}

function Large({ space, file, ...rest }: LargeProps): ReactNode {
  const body = useFileBody(space, file.message);
  return body === null ? null : <LargeFile body={body} at={file.at} {...rest} />;
}

type LargeFileProps = Omit<LargeProps, 'space' | 'file'> & { readonly body: FileBody; readonly at: number };

function LargeFile({ body, at, place, onGo, onClose }: LargeFileProps): ReactNode {
  const formats = useFormats();
  const media = useMedia();
  const labels = useLabels(body.file, place);
  const { url, name } = useFile(body.file);
  const { index, count } = place;
  const picture = lookOf(body);
  return (
    <Lightbox
      labels={{ ...labels, title: formats.full(at) }}
      picture={{ ...sizeOf(picture), url: body.file.picture === null ? null : url, alt: labels.alt }}
      placeholder={<Placeholder body={body} />}
      caption={body.caption}
      onPrevious={index > 0 ? () => onGo(-1) : null}
      onNext={index < count - 1 ? () => onGo(1) : null}
      onSave={url === null ? null : () => media.saveFrom(url, name)}
      onClose={onClose}
    />
  );
}

/** How a file looks: itself where it is a picture, a frame of a film. */
function lookOf({ file, media }: FileBody): FileBody['file']['picture'] {
  return file.picture ?? (media?.kind === 'video' ? media.poster : null);
}

function sizeOf(picture: FileBody['file']['picture']): { readonly width: number; readonly height: number } {
  return { width: picture?.width ?? 320, height: picture?.height ?? 180 };
}

/** What stands there while there is no picture: a film with its button, or the small look of a picture. */
function Placeholder({ body }: { readonly body: FileBody }): ReactNode {
  const { file, media } = body;
  if (file.picture === null && media?.kind === 'video')
    return <VideoMessage file={file} poster={media.poster} duration={media.duration} isReachable />;
  const picture = lookOf(body);
  if (picture === null) return <FileCard file={file} isOwn={false} />;
  return (
    <span className={styles['small']} style={{ aspectRatio: `${picture.width} / ${picture.height}` }}>
      <Layers picture={picture} url={null} />
    </span>
  );
}

function useLabels(file: FileBody['file'], { index, count }: LargeProps['place']) {
  const t = useT();
  return {
    close: t('files.viewer.close'),
    previous: t('files.viewer.previous'),
    next: t('files.viewer.next'),
    zoomIn: t('files.viewer.zoomIn'),
    zoomOut: t('files.viewer.zoomOut'),
    save: t('files.saveAs', { name: isolate(file.name) }),
    place: count > 1 ? t('files.viewer.place', { place: index + 1, count }) : '',
    missing: t('files.viewer.missing'),
    alt: t('files.photo'),
  };
}
