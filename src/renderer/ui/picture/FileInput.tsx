import { type ReactNode, type Ref, useImperativeHandle, useRef } from 'react';
import styles from './Picture.module.css';

/** Opens the system's file chooser. */
export interface FileInputControl {
  readonly choose: () => void;
}

export interface FileInputProps {
  readonly accept: string;
  readonly onFile: (file: File) => void;
  readonly ref: Ref<FileInputControl>;
}

/** A file chooser without a face of its own; a button beside it opens it. */
export function FileInput({ accept, onFile, ref }: FileInputProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => ({ choose: () => input.current?.click() }), []);
  return (
    <input
      ref={input}
      type="file"
      className={styles['file']}
      accept={accept}
      tabIndex={-1}
      aria-hidden
      onChange={(event) => {
        const file = event.target.files?.[0];
        // Emptied, so that choosing the same file again is a change.
        event.target.value = '';
        if (file !== undefined) onFile(file);
      }}
    />
  );
}
