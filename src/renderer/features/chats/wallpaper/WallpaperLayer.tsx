import { type CSSProperties, type ReactNode, useMemo } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import type { Wallpaper } from '@domain/preference/wallpaper.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { classNames } from '@ui/classNames.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useFile } from '../files/useFile.ts';
import { NOTHING_KEPT } from '../keeping/nothingKept.ts';
import styles from './Wallpaper.module.css';

/** What stands behind the messages of a chat: its own, else that of all chats. Nothing of it is read aloud. */
export function WallpaperLayer({ wallpaper }: { readonly wallpaper: Wallpaper | null }): ReactNode {
  const workspace = useWorkspace();
  const { wallpaper: common } = useQueryValue(
    useMemo(() => workspace.housekeeping(), [workspace]),
    NOTHING_KEPT,
  );
  const shown = wallpaper ?? common;
  return shown.kind === 'none' ? null : <WallpaperLook wallpaper={shown} className={styles['layer'] ?? ''} />;
}

export interface WallpaperLookProps {
  readonly wallpaper: Wallpaper;
  readonly className: string;
}

/** How a wallpaper looks, over the whole of what it is put into. */
export function WallpaperLook({ wallpaper, className }: WallpaperLookProps): ReactNode {
  if (wallpaper.kind === 'none') return <span className={className} aria-hidden />;
  if (wallpaper.kind === 'picture') return <PictureLook wallpaper={wallpaper} className={className} />;
  return (
    <span
      className={classNames(className, styles['pattern'])}
      data-pattern={wallpaper.pattern}
      data-tone={wallpaper.tone}
      aria-hidden
    />
  );
}

function PictureLook(props: {
  readonly wallpaper: Extract<Wallpaper, { kind: 'picture' }>;
  readonly className: string;
}): ReactNode {
  const { blob, size, mime, dim } = props.wallpaper;
  const file = useMemo(
    (): FileReference => ({ blob, size, mime, name: 'wallpaper', picture: null }),
    [blob, size, mime],
  );
  const { url } = useFile(file);
  const style: CSSProperties & { readonly '--dim': string } = { '--dim': `${dim}%` };
  return (
    <span className={classNames(props.className, styles['picture'])} style={style} aria-hidden>
      {url !== null && <img src={url} alt="" draggable={false} decoding="async" />}
    </span>
  );
}
