import { Pause, Play, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { ProgressRing } from '@ui/feedback/ProgressRing.tsx';
import styles from './Files.module.css';
import type { ShownFile } from './useFile.ts';

export interface TransferButtonProps {
  readonly shown: Pick<ShownFile, 'name' | 'state' | 'fetch' | 'pause'>;
  /** What stands in the button before anything was asked for. */
  readonly idleIcon: ReactNode;
}

/** Fetches, pauses, goes on or tries again, inside a ring that says how far it has come. */
export function TransferButton({ shown, idleIcon }: TransferButtonProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { name, state } = shown;
  const isGoing = state.state === 'loading' || state.state === 'waiting';
  const isPaused = state.state === 'absent' && state.held > 0;
  const acts = {
    going: { label: t('files.pause'), icon: <Pause aria-hidden />, onClick: shown.pause },
    paused: { label: t('files.resume'), icon: <Play aria-hidden />, onClick: shown.fetch },
    failed: { label: t('files.retry'), icon: <RotateCw aria-hidden />, onClick: shown.fetch },
    idle: {
      label: t('files.fetch.label', { name: isolate(name), size: formats.bytes(state.size) }),
      icon: idleIcon,
      onClick: shown.fetch,
    },
  };
  const act = isGoing ? 'going' : isPaused ? 'paused' : state.state === 'failed' ? 'failed' : 'idle';
  return (
    <span className={styles['transfer']}>
      {(isGoing || isPaused) && (
        <ProgressRing
          label={t('files.progress', { name: isolate(name), percent: percentOf(state.held, state.size) })}
          value={state.held}
          most={state.size}
          isWaiting={state.state === 'waiting'}
        />
      )}
      <IconButton {...acts[act]} className={styles['transferButton'] ?? ''} />
    </span>
  );
}

function percentOf(held: number, size: number): number {
  return size === 0 ? 100 : Math.floor((held / size) * 100);
}
