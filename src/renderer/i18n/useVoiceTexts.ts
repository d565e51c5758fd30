import { useMemo } from 'react';
import { clockOf } from './clockOf.ts';
import { useFormats } from './useFormats.ts';
import { useT } from './useT.tsx';

/** The words of recording and of playing voice notes, for the parts of the kit that do. */
export function useVoiceTexts() {
  const t = useT();
  const { number } = useFormats();
  return useMemo(() => {
    const time = (ms: number) => clockOf(ms, number);
    return {
      label: t('voice.label'),
      asking: t('voice.asking'),
      recording: t('voice.recording'),
      paused: t('voice.paused'),
      discard: t('voice.discard'),
      pause: t('voice.pause'),
      resume: t('voice.resume'),
      stop: t('voice.stop'),
      send: t('voice.send'),
      player: {
        play: t('voice.play'),
        pause: t('voice.rest'),
        position: t('voice.position'),
        place: (position: number, duration: number) =>
          t('voice.place', { position: time(position), duration: time(duration) }),
        time,
        speed: (speed: number) => t('voice.speed.of', { speed: number(speed) }),
        speedLabel: (speed: number) => t('voice.speed', { speed: t('voice.speed.of', { speed: number(speed) }) }),
        broken: t('voice.broken'),
      },
    };
  }, [t, number]);
}
