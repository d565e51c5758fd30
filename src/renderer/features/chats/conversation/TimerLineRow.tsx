import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { TimerLine } from '@services/workspace/messageWorkspace.ts';
import { useTalkActs } from '../talk/talkActs.ts';
import { timerChoiceOf } from '../timerChoices.ts';
import styles from '../groups/Groups.module.css';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A line in the talk: from here on words last so long. */
export function TimerLineRow({ line }: { readonly line: TimerLine }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { nameOf, self } = useTalkActs();
  const { life, by, at } = line;
  const choice = timerChoiceOf(life);
  const span = choice === 'other' ? otherSpan(life ?? 0) : { unit: choice, count: 0 };
  const who = { who: by === self ? 'byYou' : 'others', by: isolate(nameOf(by)) };
  return (
    <div className={styles['notice']} data-notice="" data-tooltip={formats.full(at)}>
      <span>{life === null ? t('messages.timer.off', who) : t('messages.timer.on', { ...who, ...span })}</span>
    </div>
  );
}

/** A span that is not among those that are offered, in its largest unit. */
function otherSpan(life: number): { readonly unit: string; readonly count: number } {
  if (life >= DAY) return { unit: 'days', count: Math.round(life / DAY) };
  return life >= HOUR
    ? { unit: 'hours', count: Math.round(life / HOUR) }
    : { unit: 'minutes', count: Math.max(1, Math.round(life / MINUTE)) };
}
