import { type ReactNode, type Ref, useImperativeHandle, useRef } from 'react';
import styles from './Picture.module.css';

/** Opens the system's file chooser. */
export interface FileInputControl {
  readonly choose: () => void;
}

export interface FileInputProps {
  /** Types offered first; empty offers all. */
  readonly accept: string;
  readonly multiple?: boolean;
  /** Lets a folder be chosen, with all that is in it. */
  readonly folder?: boolean;
  readonly onFile?: (file: File) => void;
  /** Every chosen file, where several may be chosen. */
  readonly onFiles?: (files: readonly File[]) => void;
  /** The chooser was left with nothing chosen. */
  readonly onCancel?: () => void;
  readonly ref: Ref<FileInputControl>;
}

/** A file chooser without a face of its own; a button beside it opens it. */
export function FileInput(props: FileInputProps): ReactNode {
  const { accept, multiple = false, folder = false, onFile, onFiles, onCancel, ref } = props;
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => ({ choose: () => input.current?.click() }), []);
  return (
    <input
      ref={input}
      type="file"
      className={styles['file']}
      accept={accept}
      multiple={multiple || folder}
      {...(folder && { webkitdirectory: '' })}
      tabIndex={-1}
      aria-hidden
      {...(onCancel !== undefined && { onCancel })}
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        // Emptied, so that choosing the same file again is a change.
        event.target.value = '';
        const [file] = files;
        if (file === undefined) return;
        onFile?.(file);
        onFiles?.(files);
      }}
    />
  );
}
