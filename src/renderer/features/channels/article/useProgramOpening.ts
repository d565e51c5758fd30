import { use, useEffect, useMemo, useState } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import type { ProgramCard } from '@domain/mini/card.ts';
import { ChannelLinksContext } from '../channelLinks.ts';
import { usePicture } from './usePicture.ts';

/** The way to a mini program of a post: its package is fetched first where it is not here. */
export function useProgramOpening({ package: blob, size, name }: Pick<ProgramCard, 'package' | 'size' | 'name'>): {
  readonly isPending: boolean;
  readonly open: () => void;
} {
  const { onOpenPackage } = use(ChannelLinksContext);
  const file = useMemo<FileReference>(
    () => ({ blob, size, name: cleanFileName(`${name}.xdc`), mime: 'application/octet-stream', picture: null }),
    [blob, size, name],
  );
  const { url, isComing, fetch } = usePicture(file);
  const [isWanted, setWanted] = useState(false);
  const isHere = url !== null;
  useEffect(() => {
    if (isWanted && isHere) onOpenPackage(blob);
  }, [isWanted, isHere, blob, onOpenPackage]);
  const open = () => {
    setWanted(true);
    if (!isHere) fetch();
  };
  return { isPending: isWanted && !isHere && isComing, open };
}
