import type { CSSProperties, ReactNode } from 'react';
import { use } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Message } from '@services/workspace/messageViews.ts';
import { MessageWords } from '../conversation/MessageWords.tsx';
import { Coming, Layers } from '../files/PictureCard.tsx';
import type { FileBody } from '../files/FileMessage.tsx';
import { useDragOut } from '../files/useDragOut.ts';
import { useFile } from '../files/useFile.ts';
import { ViewerContext } from '../viewer/viewerContext.ts';
import { albumShape, type AlbumTile } from './albumShape.ts';
import styles from './Media.module.css';
import { ALBUM_WIDTH } from './albumRows.ts';

export interface AlbumMessageProps {
  readonly messages: readonly Message[];
  /** Whether Tab comes to the pictures. */
  readonly isReachable: boolean;
}

/** Pictures that were sent together, as one mosaic; their words below. */
export function AlbumMessage({ messages, isReachable }: AlbumMessageProps): ReactNode {
  const t = useT();
  const pictures = messages.flatMap((message) => {
    const { body } = message;
    return body.kind === 'file' && body.file.picture !== null ? [{ message, body, picture: body.file.picture }] : [];
  });
  const shape = albumShape(pictures.map(({ picture }) => picture.width / picture.height));
  return (
    <>
      <span
        role="group"
        className={styles['album']}
        style={{ inlineSize: `${ALBUM_WIDTH}rem`, aspectRatio: String(1 / shape.height) }}
        aria-label={t('messages.album', { count: pictures.length })}
      >
        {pictures.map(({ message, body, picture }, index) => (
          <Tile
            key={message.id}
            message={message}
            file={body.file}
            picture={picture}
            isReachable={isReachable}
            place={{ tile: shape.tiles[index], shape: shape.height, index, count: pictures.length }}
          />
        ))}
      </span>
      {pictures.map(({ message, body }) =>
        body.caption === '' ? null : (
          <span key={message.id} className={styles['caption']} data-words="">
            <MessageWords text={body.caption} mentions={message.mentions} />
          </span>
        ),
      )}
    </>
  );
}

interface TileProps {
  readonly message: Message;
  readonly file: FileBody['file'];
  readonly picture: NonNullable<FileBody['file']['picture']>;
  readonly isReachable: boolean;
  readonly place: {
    readonly tile: AlbumTile | undefined;
    readonly shape: number;
    readonly index: number;
    readonly count: number;
  };
}

function Tile({ message, file, picture, isReachable, place }: TileProps): ReactNode {
  const t = useT();
  const open = use(ViewerContext);
  const shown = useFile(file);
  const drag = useDragOut(file, shown.url);
  return (
    <span className={styles['tile']} style={styleOf(place)} data-part={message.id} {...drag}>
      <Layers picture={picture} url={shown.url} />
      {shown.url !== null && (
        <button
          type="button"
          className={styles['open']}
          aria-label={t('messages.album.open', { place: place.index + 1, count: place.count })}
          tabIndex={isReachable ? 0 : -1}
          onClick={() => open(message.id)}
        />
      )}
      {shown.state.state !== 'here' && <Coming shown={shown} />}
      {message.reactions !== undefined && (
        <span className={styles['signs']} aria-hidden>
          {message.reactions.map(({ sign }) => sign).join(' ')}
        </span>
      )}
    </span>
  );
}

function styleOf({ tile, shape }: TileProps['place']): CSSProperties {
  if (tile === undefined) return {};
  return {
    insetInlineStart: `${tile.left * 100}%`,
    insetBlockStart: `${(tile.top / shape) * 100}%`,
    inlineSize: `${tile.width * 100}%`,
    blockSize: `${(tile.height / shape) * 100}%`,
  };
}
