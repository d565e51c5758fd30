import { Camera } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { classNames } from '../classNames.ts';
import { Button } from '../controls/Button.tsx';
import { VisuallyHidden } from '../display/VisuallyHidden.tsx';
import { Spinner } from '../feedback/Spinner.tsx';
import { Dialog } from '../overlays/Dialog.tsx';
import { FileInput, type FileInputControl } from './FileInput.tsx';
import styles from './Picture.module.css';
import { PictureCropper } from './PictureCropper.tsx';
import { type AvatarDraft, type OpenPictureFile, useAvatarDraft } from './useAvatarDraft.ts';
import { useFileIntake } from './useFileIntake.ts';

export interface AvatarEditorProps<Picture, Code extends string> {
  /** The avatar as it is now. */
  readonly children: ReactNode;
  readonly hasPicture: boolean;
  readonly labels: {
    readonly choose: string;
    readonly change: string;
    readonly remove: string;
    readonly cropTitle: string;
    readonly cropArea: string;
    readonly zoom: string;
    readonly use: string;
    readonly cancel: string;
  };
  readonly open: OpenPictureFile<Picture, Code>;
  /** The chosen picture, or null to go back to the drawn one. */
  readonly onChange: (picture: Picture | null) => void;
  /** Why a file was refused; null when a new try begins. */
  readonly onError: (code: Code | null) => void;
}

/** An avatar that takes a picture by choosing, dropping or pasting, and lets it be cut. */
export function AvatarEditor<Picture, Code extends string>(props: AvatarEditorProps<Picture, Code>): ReactNode {
  const { labels, hasPicture } = props;
  const input = useRef<FileInputControl>(null);
  const draft = useAvatarDraft(props);
  const drop = useFileIntake({ onFile: draft.take, disabled: draft.opened !== null || draft.isBusy });
  return (
    <div className={styles['editor']}>
      <button
        type="button"
        className={classNames(styles['avatar'], drop.isOver && styles['over'])}
        aria-busy={draft.isBusy || undefined}
        data-tooltip={hasPicture ? labels.change : labels.choose}
        onClick={() => input.current?.choose()}
        {...drop.handlers}
      >
        {props.children}
        <VisuallyHidden>{hasPicture ? labels.change : labels.choose}</VisuallyHidden>
        <span className={styles['badge']}>{draft.isBusy ? <Spinner /> : <Camera aria-hidden />}</span>
      </button>
      <FileInput ref={input} accept="image/png,image/jpeg,image/webp,image/gif" onFile={draft.take} />
      {hasPicture && (
        <Button size="small" variant="quiet" onClick={() => props.onChange(null)}>
          {labels.remove}
        </Button>
      )}
      <CropDialog draft={draft} labels={labels} />
    </div>
  );
}

function CropDialog<Picture>(props: {
  readonly draft: AvatarDraft<Picture>;
  readonly labels: AvatarEditorProps<Picture, string>['labels'];
}): ReactNode {
  const { draft, labels } = props;
  const { opened } = draft;
  return (
    <Dialog
      isOpen={opened !== null}
      title={labels.cropTitle}
      size="small"
      onClose={draft.cancel}
      footer={
        <>
          <Button onClick={draft.cancel}>{labels.cancel}</Button>
          <Button variant="primary" pending={draft.isBusy} onClick={draft.use}>
            {labels.use}
          </Button>
        </>
      }
    >
      {opened !== null && (
        <PictureCropper
          url={opened.picture.previewUrl}
          size={opened.picture}
          crop={opened.crop}
          onChange={draft.setCrop}
          label={labels.cropArea}
          zoomLabel={labels.zoom}
        />
      )}
    </Dialog>
  );
}
