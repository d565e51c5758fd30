import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { CameraScan, MediaErrorCode } from '@ports/media.ts';
import { useMedia } from '@services/media/context.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { ArmedButton } from '@ui/controls/ArmedButton.tsx';
import { PromptDialog } from './PromptDialog.tsx';
import styles from './Prompts.module.css';
import type { PromptProps } from './promptProps.ts';

/** The camera films only after a press here; the program gets the text of a code, after a second one, and no picture ever. */
export function ScanPrompt({ prompt, program }: PromptProps<'scan'>): ReactNode {
  const t = useT();
  const { answer } = prompt;
  const [isFilming, setFilming] = useState(false);
  const [found, setFound] = useState<string | null>(null);
  return (
    <PromptDialog
      program={program}
      prompt={prompt}
      title={t('programs.prompt.scan', { name: isolate(program.name) })}
      onClose={() => answer(null)}
      action={
        found !== null ? (
          <ArmedButton asked={found} onClick={() => answer(found)}>
            {t('programs.prompt.handOver')}
          </ArmedButton>
        ) : (
          <ArmedButton asked={prompt} disabled={isFilming} onClick={() => setFilming(true)}>
            {t('programs.prompt.film')}
          </ArmedButton>
        )
      }
    >
      {found !== null ? (
        <pre className={styles['text']} dir="auto">
          {found}
        </pre>
      ) : isFilming ? (
        <Viewfinder onFound={setFound} />
      ) : (
        <p>{t('programs.prompt.scan.text')}</p>
      )}
    </PromptDialog>
  );
}

function Viewfinder({ onFound }: { readonly onFound: (text: string) => void }): ReactNode {
  const t = useT();
  const media = useMedia();
  const errorText = useMediaErrorText();
  const video = useRef<HTMLVideoElement>(null);
  const [error, setError] = useState<MediaErrorCode | null>(null);
  const [scan, setScan] = useState<CameraScan | null>(null);
  useEffect(() => {
    let isOver = false;
    let running: CameraScan | null = null;
    void media.scanCamera().then((opened) => {
      if (!opened.ok) {
        setError(opened.error.code);
        return;
      }
      if (isOver) opened.value.stop();
      else {
        running = opened.value;
        setScan(running);
      }
    });
    return () => {
      isOver = true;
      running?.stop();
    };
  }, [media]);
  useEffect(() => {
    if (scan === null || video.current === null) return undefined;
    const hide = scan.show(video.current);
    const stop = scan.seen.subscribe(() => {
      const seen = scan.seen.get();
      if (!seen.ok) setError(seen.error.code);
      else if (seen.value !== null) onFound(seen.value);
    });
    return () => {
      stop();
      hide();
    };
  }, [scan, onFound]);
  if (error !== null) return <AlertBanner tone="danger">{errorText(error)}</AlertBanner>;
  return (
    <div className={styles['film']}>
      <video ref={video} autoPlay muted playsInline aria-label={t('media.camera.label')} />
      {scan === null && <Spinner label={t('media.camera.starting')} />}
    </div>
  );
}
