import { Download, Pause, Play, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import { endingStart, isRunnable } from '@domain/chat/fileName.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useVoiceTexts } from '@i18n/useVoiceTexts.ts';
import type { FileState } from '@services/workspace/fileWorkspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import type { Playing, Track } from '@ui/voice/stage.ts';
import { FileIcon } from './FileIcon.tsx';
import styles from './Files.module.css';
import { TransferButton } from './TransferButton.tsx';
import { useDragOut } from './useDragOut.ts';
import { useFile } from './useFile.ts';
import { useSaveFile } from './useSaveFile.ts';
import { type Sound, useSound } from './useSound.ts';

export interface FileCardProps {
  readonly file: FileReference;
  readonly isOwn: boolean;
  /** Where it was said: with it, a sound goes on when its chat is left. */
  readonly track?: Track | undefined;
}

/** A file that is no picture: what it is, how large, how far it has come. A sound plays where it stands. */
export function FileCard({ file, isOwn, track }: FileCardProps): ReactNode {
  const t = useT();
  const save = useSaveFile();
  const shown = useFile(file);
  const { name, state, url } = shown;
  const drag = useDragOut(file, url);
  const sound = useSound(name, url, track);
  return (
    <span className={styles['card']} data-state={state.state} {...drag}>
      <span className={styles['symbol']}>
        {url === null ? (
          <TransferButton shown={shown} idleIcon={<Download aria-hidden />} />
        ) : sound === null ? (
          <FileIcon name={name} />
        ) : (
          <PlayButton name={name} sound={sound} />
        )}
      </span>
      <span className={styles['about']}>
        <FileName name={name} />
        {sound === null || sound.playing === null ? <Where state={state} /> : <Played playing={sound.playing} />}
        {isRunnable(name) && (
          <span className={styles['warning']}>
            <TriangleAlert aria-hidden />
            {isOwn ? t('files.sheet.runs') : t('files.runs')}
          </span>
        )}
      </span>
      {url !== null && (
        <IconButton
          label={t('files.saveAs', { name: isolate(name) })}
          icon={<Download aria-hidden />}
          onClick={() => save(file, url)}
        />
      )}
      {(state.state === 'waiting' || state.state === 'loading') && (
        <IconButton label={t('files.cancel')} icon={<X aria-hidden />} onClick={shown.cancel} />
      )}
    </span>
  );
}

function PlayButton({ name, sound }: { readonly name: string; readonly sound: Sound }): ReactNode {
  const t = useT();
  const isPlaying = sound.playing?.isPlaying === true;
  return (
    <IconButton
      className={styles['transferButton'] ?? ''}
      label={t(isPlaying ? 'player.rest' : 'player.play', { name: isolate(name) })}
      icon={isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
      onClick={sound.toggle}
    />
  );
}

/** How far a sound has played; where it cannot be, that. */
function Played({ playing }: { readonly playing: Playing }): ReactNode {
  const texts = useVoiceTexts().player;
  const { position, duration, isBroken } = playing;
  const told = duration === null ? texts.time(position) : texts.place(position, duration);
  return <span className={styles['where']}>{isBroken ? texts.broken : told}</span>;
}

/** How much of the name before its ending is always seen: "holiday in the mountains (2).jpg" is told by its end. */
const TAIL = 6;
/** Names up to this length are not cut apart: they fit, or are cut at the ending alone. */
const SHORT = 18;

/** A name whose ending is always seen, with a few letters before it: what does not fit is left out in the middle. */
export function FileName({ name }: { readonly name: string }): ReactNode {
  const ending = endingStart(name);
  const stem = letters(name.slice(0, ending));
  const cut = stem.length > SHORT ? stem.slice(0, -TAIL).join('').length : ending;
  return (
    // Set from left to right: an ending must not seem to stand before the name.
    <bdi className={styles['name']} dir="ltr" title={name}>
      <span>{name.slice(0, cut)}</span>
      <span>{name.slice(cut)}</span>
    </bdi>
  );
}

function Where({ state }: { readonly state: FileState }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const held = formats.bytes(state.held);
  const size = formats.bytes(state.size);
  switch (state.state) {
    case 'absent':
      return (
        <span className={styles['where']}>
          {state.held > 0
            ? t('files.state.paused', { held, size })
            : t(state.isLetGo === true ? 'files.state.letGo' : 'files.state.absent', { size })}
        </span>
      );
    case 'waiting':
      return <span className={styles['where']}>{t('files.state.waiting')}</span>;
    case 'loading':
      return (
        <span className={styles['where']}>
          {state.sources > 1
            ? t('files.state.loading.sources', { held, size, count: state.sources })
            : t('files.state.loading', { held, size })}
        </span>
      );
    case 'failed':
      return <span className={styles['where']}>{t('files.state.failed')}</span>;
    case 'here':
      return <span className={styles['where']}>{t('files.state.here', { size })}</span>;
  }
}

/** As a person counts them: never half of an emoji or of a letter with its accents. */
function letters(text: string): readonly string[] {
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}
