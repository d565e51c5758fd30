import { Camera, ImageUp, ScanQrCode } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { useT } from '@i18n/useT.tsx';
import type { MediaErrorCode } from '@ports/media.ts';
import { useMedia } from '@services/media/context.tsx';
import { classNames } from '@ui/classNames.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import { useFileIntake } from '@ui/picture/useFileIntake.ts';
import styles from './Add.module.css';
import { CameraView } from './CameraView.tsx';
import { LinkField } from './LinkField.tsx';

export interface TheirCodeProps {
  readonly onFound: (text: string) => void;
}

/** Brings in an invite: a pasted link, a picture of a code dropped, pasted or chosen, or the camera. */
export function TheirCode({ onFound }: TheirCodeProps): ReactNode {
  const t = useT();
  const [isFilming, setFilming] = useState(false);
  if (isFilming) return <CameraView onCode={onFound} onStop={() => setFilming(false)} />;
  return (
    <div className={styles['theirs']}>
      <LinkField onFound={onFound} />
      <p className={styles['or']}>
        <span>{t('contacts.theirs.or')}</span>
      </p>
      <PictureZone onFound={onFound} onFilm={() => setFilming(true)} />
    </div>
  );
}

function PictureZone({ onFound, onFilm }: TheirCodeProps & { readonly onFilm: () => void }): ReactNode {
  const t = useT();
  const errorText = useMediaErrorText();
  const media = useMedia();
  const input = useRef<FileInputControl>(null);
  const act = useAct<MediaErrorCode>();
  const read = (file: File) => act.run(() => media.readCode(file), onFound);
  const drop = useFileIntake({ onFile: read, onText: onFound, disabled: act.isPending });
  return (
    <>
      <div
        className={classNames(styles['zone'], drop.isOver && styles['over'])}
        role="group"
        aria-label={t('contacts.theirs.drop')}
        {...drop.handlers}
      >
        {act.isPending ? <Spinner /> : <ScanQrCode aria-hidden />}
        <p aria-live="polite">
          {act.isPending
            ? t('contacts.theirs.reading')
            : t(drop.isOver ? 'contacts.theirs.dropping' : 'contacts.theirs.drop')}
        </p>
        <div className={styles['zoneActions']}>
          <Button icon={<ImageUp aria-hidden />} onClick={() => input.current?.choose()}>
            {t('contacts.theirs.file')}
          </Button>
          <Button icon={<Camera aria-hidden />} onClick={onFilm}>
            {t('contacts.theirs.camera')}
          </Button>
        </div>
        <FileInput ref={input} accept="image/png,image/jpeg,image/webp,image/gif" onFile={read} />
      </div>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </>
  );
}
