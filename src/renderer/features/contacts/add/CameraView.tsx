import { CameraOff } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { useT } from '@i18n/useT.tsx';
import type { CameraScan } from '@ports/media.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import styles from './Add.module.css';
import { useCamera } from './useCamera.ts';

export interface CameraViewProps {
  readonly onCode: (text: string) => void;
  readonly onStop: () => void;
}

/** The live picture of the camera until it sees a code. */
export function CameraView({ onCode, onStop }: CameraViewProps): ReactNode {
  const t = useT();
  const [attempt, setAttempt] = useState(0);
  return (
    <div className={styles['camera']}>
      <Viewfinder key={attempt} onCode={onCode} onAgain={() => setAttempt(attempt + 1)} />
      <Button icon={<CameraOff aria-hidden />} onClick={onStop}>
        {t('contacts.camera.stop')}
      </Button>
    </div>
  );
}

function Viewfinder(props: { readonly onCode: (text: string) => void; readonly onAgain: () => void }): ReactNode {
  const t = useT();
  const errorText = useMediaErrorText();
  const camera = useCamera(props.onCode);
  if (camera.status === 'failed') {
    return (
      <div className={styles['viewfinder']} role="alert">
        <p>{errorText(camera.code)}</p>
        <Button onClick={props.onAgain}>{t('common.retry')}</Button>
      </div>
    );
  }
  if (camera.status === 'starting') {
    return (
      <div className={styles['viewfinder']}>
        <Spinner />
        <p role="status">{t('contacts.camera.starting')}</p>
      </div>
    );
  }
  return (
    <>
      <LivePicture scan={camera.scan} />
      <p role="status">{t('contacts.camera.hint')}</p>
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
