import { CameraOff } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { useT } from '@i18n/useT.tsx';
import type { CameraScan, MediaErrorCode } from '@ports/media.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import styles from './Add.module.css';
import { useCamera } from './useCamera.ts';

export interface CameraViewProps {
  readonly onCode: (text: string) => void;
  readonly onStop: () => void;
}

/** The live picture of the camera until it sees a code. */
export function CameraView(props: CameraViewProps): ReactNode {
  const [attempt, setAttempt] = useState(0);
  return (
    <div className={styles['camera']}>
      <Viewfinder key={attempt} {...props} onAgain={() => setAttempt(attempt + 1)} />
    </div>
  );
}

function Viewfinder(props: CameraViewProps & { readonly onAgain: () => void }): ReactNode {
  const t = useT();
  const camera = useCamera(props.onCode);
  if (camera.status === 'failed') return <Failure {...props} code={camera.code} />;
  return (
    <>
      {camera.status === 'filming' ? (
        <LivePicture scan={camera.scan} />
      ) : (
        <div className={styles['viewfinder']}>
          <Spinner />
        </div>
      )}
      <p role="status">{t(camera.status === 'filming' ? 'contacts.camera.hint' : 'contacts.camera.starting')}</p>
      <Button icon={<CameraOff aria-hidden />} onClick={props.onStop}>
        {t('contacts.camera.stop')}
      </Button>
    </>
  );
}

function Failure(props: {
  readonly code: MediaErrorCode;
  readonly onAgain: () => void;
  readonly onStop: () => void;
}): ReactNode {
  const t = useT();
  const errorText = useMediaErrorText();
  return (
    <>
      <div className={styles['viewfinder']} role="alert">
        <CameraOff aria-hidden />
        <p>{errorText(props.code)}</p>
      </div>
      <div className={styles['zoneActions']}>
        <Button onClick={props.onStop}>{t('common.back')}</Button>
        <Button variant="primary" onClick={props.onAgain}>
          {t('common.retry')}
        </Button>
      </div>
    </>
  );
}

function LivePicture({ scan }: { readonly scan: CameraScan }): ReactNode {
  const t = useT();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => (video.current === null ? undefined : scan.show(video.current)), [scan]);
  return (
    <div className={styles['live']}>
      <video ref={video} autoPlay muted playsInline aria-label={t('contacts.camera.label')} />
      <span aria-hidden />
    </div>
  );
}
