import { CameraOff } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { Spinner } from '../feedback/Spinner.tsx';
import styles from './Code.module.css';
import type { CodeWords } from './codeWords.ts';
import { type CodeCamera, type OpenCamera, useCamera } from './useCamera.ts';

export interface CameraViewProps<Code> {
  readonly open: OpenCamera<Code>;
  readonly words: CodeWords;
  readonly errorText: (code: Code) => string;
  readonly onCode: (text: string) => void;
  readonly onStop: () => void;
}

/** The live picture of the camera until it sees a code. */
export function CameraView<Code>(props: CameraViewProps<Code>): ReactNode {
  const [attempt, setAttempt] = useState(0);
  return (
    <div className={styles['camera']}>
      <Viewfinder key={attempt} {...props} onAgain={() => setAttempt(attempt + 1)} />
    </div>
  );
}

function Viewfinder<Code>(props: CameraViewProps<Code> & { readonly onAgain: () => void }): ReactNode {
  const { words, errorText } = props;
  const camera = useCamera(props.open, props.onCode);
  if (camera.status === 'failed') return <Failure {...props} text={errorText(camera.code)} />;
  return (
    <>
      {camera.status === 'filming' ? (
        <LivePicture scan={camera.scan} label={words.live} />
      ) : (
        <div className={styles['viewfinder']}>
          <Spinner />
        </div>
      )}
      <p role="status">{camera.status === 'filming' ? words.hint : words.starting}</p>
      <Button icon={<CameraOff aria-hidden />} onClick={props.onStop}>
        {words.stop}
      </Button>
    </>
  );
}

function Failure(props: {
  readonly text: string;
  readonly words: CodeWords;
  readonly onAgain: () => void;
  readonly onStop: () => void;
}): ReactNode {
  return (
    <>
      <div className={styles['viewfinder']} role="alert">
        <CameraOff aria-hidden />
        <p>{props.text}</p>
      </div>
      <div className={styles['zoneActions']}>
        <Button onClick={props.onStop}>{props.words.back}</Button>
        <Button variant="primary" onClick={props.onAgain}>
          {props.words.retry}
        </Button>
      </div>
    </>
  );
}

function LivePicture<Code>({ scan, label }: { readonly scan: CodeCamera<Code>; readonly label: string }): ReactNode {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => (video.current === null ? undefined : scan.show(video.current)), [scan]);
  return (
    <div className={styles['live']}>
      <video ref={video} autoPlay muted playsInline aria-label={label} />
      <span aria-hidden />
    </div>
  );
}
