import { type DragEvent, type PointerEvent, useRef } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** For the element that can be dragged. */
export interface DragOut {
  readonly draggable?: true;
  readonly onPointerDown?: (event: PointerEvent) => void;
  readonly onDragStart?: (event: DragEvent<HTMLElement>) => void;
}

/** Lets a file that is here be dragged to the desktop, or into another program, under its cleaned name. What slides in it is not dragged. */
export function useDragOut(file: FileReference, url: string | null): DragOut {
  const t = useT();
  const toast = useToast();
  const { dragFile } = useWorkspace();
  const pressed = useRef<EventTarget | null>(null);
  if (url === null) return {};
  const begin = async (drag: NonNullable<typeof dragFile>) => {
    const begun = await drag(file);
    if (!begun.ok) toast({ tone: 'danger', text: t('share.dragFailed') });
  };
  return {
    draggable: true,
    onPointerDown: ({ target }) => {
      pressed.current = target;
    },
    onDragStart: (event) => {
      const isSliding =
        pressed.current instanceof Element && pressed.current.closest('[role="slider"], input') !== null;
      if (isSliding || dragFile !== null) event.preventDefault();
      if (isSliding) return;
      if (dragFile === null) offerDownload(event.dataTransfer, { file, url });
      else void begin(dragFile);
    },
  };
}

/** What Chromium makes a file of where it is dropped: its type, its name, and where it is. */
function offerDownload(
  transfer: DataTransfer,
  { file, url }: { readonly file: FileReference; readonly url: string },
): void {
  const name = cleanFileName(file.name);
  transfer.effectAllowed = 'copy';
  transfer.setData('DownloadURL', `${file.mime}:${name}:${new URL(url, location.href).href}`);
  transfer.setData('text/plain', name);
}
