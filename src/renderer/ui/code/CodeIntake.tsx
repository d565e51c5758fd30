import { Camera, ImageUp, ScanQrCode } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { classNames } from '../classNames.ts';
import { Button } from '../controls/Button.tsx';
import { AlertBanner } from '../feedback/AlertBanner.tsx';
import { Spinner } from '../feedback/Spinner.tsx';
import { useAct } from '../hooks/useAct.ts';
import { FileInput, type FileInputControl } from '../picture/FileInput.tsx';
import { useFileIntake } from '../picture/useFileIntake.ts';
import { CameraView } from './CameraView.tsx';
import styles from './Code.module.css';
import type { CodeWords } from './codeWords.ts';
import { LinkField } from './LinkField.tsx';
import type { OpenCamera } from './useCamera.ts';

/** What codes are read with; the media port is one. */
export interface CodeMeans<Code extends string> {
  readonly readCode: (
    file: File,
  ) => Promise<
    { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: { readonly code: Code } }
  >;
  readonly scanCamera: OpenCamera<Code>;
}

export interface CodeIntakeProps<Code extends string> {
  readonly means: CodeMeans<Code>;
  readonly words: CodeWords;
  readonly errorText: (code: Code) => string;
  readonly onFound: (text: string) => void;
}

/** Brings in a code: a pasted link, a picture of it dropped, pasted or chosen, or the camera. */
export function CodeIntake<Code extends string>(props: CodeIntakeProps<Code>): ReactNode {
  const { means, words, errorText, onFound } = props;
  const [isFilming, setFilming] = useState(false);
  if (isFilming) {
    return (
      <CameraView open={means.scanCamera} {...{ words, errorText }} onCode={onFound} onStop={() => setFilming(false)} />
    );
  }
  return (
    <div className={styles['intake']}>
      <LinkField words={words} onFound={onFound} />
      <p className={styles['or']}>
        <span>{words.or}</span>
      </p>
      <PictureZone {...props} onFilm={() => setFilming(true)} />
    </div>
  );
}

function PictureZone<Code extends string>(props: CodeIntakeProps<Code> & { readonly onFilm: () => void }): ReactNode {
  const { means, words, errorText, onFound } = props;
  const input = useRef<FileInputControl>(null);
  const act = useAct<Code>();
  const read = (file: File) => act.run(() => means.readCode(file), onFound);
  const drop = useFileIntake({ onFile: read, onText: onFound, disabled: act.isPending });
  return (
    <>
      <div
        className={classNames(styles['zone'], drop.isOver && styles['over'])}
        role="group"
        aria-label={words.drop}
        {...drop.handlers}
      >
        {act.isPending ? <Spinner /> : <ScanQrCode aria-hidden />}
        <p aria-live="polite">{act.isPending ? words.reading : drop.isOver ? words.dropping : words.drop}</p>
        <div className={styles['zoneActions']}>
          <Button icon={<ImageUp aria-hidden />} onClick={() => input.current?.choose()}>
            {words.file}
          </Button>
          <Button icon={<Camera aria-hidden />} onClick={props.onFilm}>
            {words.camera}
          </Button>
        </div>
        <FileInput ref={input} accept="image/png,image/jpeg,image/webp,image/gif" onFile={read} />
      </div>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </>
  );
}
