import { type DragEvent, useEffect, useState } from 'react';
import { useLatest } from '../hooks/useLatest.ts';

export interface FileDropOptions {
  readonly onFiles: (files: readonly File[]) => void;
  readonly isDisabled: boolean;
}

/** Handlers for an element that files are dropped on, and whether some hover over it now. */
export interface FileDrop {
  readonly isOver: boolean;
  readonly handlers: {
    readonly onDragEnter: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/** Takes all files dropped on an element or pasted anywhere while it is shown. Text goes where it always goes. */
export function useFileDrop({ onFiles, isDisabled }: FileDropOptions): FileDrop {
  const [isOver, setOver] = useState(false);
  const latest = useLatest({ onFiles, isDisabled });
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = event.clipboardData === null ? [] : pastedFiles(event.clipboardData);
      if (files.length === 0 || latest.current.isDisabled) return;
      event.preventDefault();
      latest.current.onFiles(files);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [latest]);
  const take = (event: DragEvent): boolean => {
    if (!event.dataTransfer.types.includes('Files')) return false;
    event.preventDefault();
    event.dataTransfer.dropEffect = isDisabled ? 'none' : 'copy';
    return true;
  };
  return {
    isOver: isOver && !isDisabled,
    handlers: {
      onDragEnter: (event) => setOver(take(event)),
      onDragOver: (event) => void take(event),
      onDragLeave: (event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
      },
      onDrop: (event) => {
        setOver(false);
        const files = take(event) ? droppedFiles(event.dataTransfer) : [];
        if (files.length > 0 && !isDisabled) onFiles(files);
      },
    },
  };
}

/** A word processor puts a picture of the text beside the text: then the text is meant. */
function pastedFiles(data: DataTransfer): readonly File[] {
  return data.getData('text/plain') === '' ? [...data.files] : [];
}

/** Folders come as files that can't be read: they are left out. */
function droppedFiles(data: DataTransfer): readonly File[] {
  const items = [...data.items].filter(({ kind }) => kind === 'file');
  if (items.length === 0) return [...data.files];
  return items.flatMap((item) => {
    const file = item.webkitGetAsEntry()?.isDirectory === true ? null : item.getAsFile();
    return file === null ? [] : [file];
  });
}
