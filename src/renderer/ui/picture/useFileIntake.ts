import { type DragEvent, useEffect, useState } from 'react';
import { useLatest } from '../hooks/useLatest.ts';

/** What was brought in: a file, or text where the receiver takes text. */
export interface Intake {
  readonly onFile: (file: File) => void;
  readonly onText?: ((text: string) => void) | undefined;
  /** Stops listening, for example while something is read. */
  readonly disabled?: boolean;
}

/** Handlers for an element that files are dropped on, and whether one hovers over it now. */
export interface DropTarget {
  readonly isOver: boolean;
  readonly handlers: {
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/** Takes the first file, or else the text, of what is dropped on an element or pasted anywhere while it is shown. */
export function useFileIntake(intake: Intake): DropTarget {
  const latest = useLatest(intake);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (event.clipboardData !== null && take(event.clipboardData, latest.current, event.target))
        event.preventDefault();
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [latest]);
  return {
    isOver,
    handlers: {
      onDragOver: (event) => {
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
      },
      onDrop: (event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer, latest.current, null);
      },
    },
  };
}

function take(data: DataTransfer, intake: Intake, target: EventTarget | null): boolean {
  if (intake.disabled === true) return false;
  const [file] = data.files;
  if (file !== undefined) {
    intake.onFile(file);
    return true;
  }
  // Text pasted into a field belongs to the field.
  if (intake.onText === undefined || isEditable(target)) return false;
  const text = data.getData('text/plain').trim();
  if (text === '') return false;
  intake.onText(text);
  return true;
}

function isEditable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;
}
