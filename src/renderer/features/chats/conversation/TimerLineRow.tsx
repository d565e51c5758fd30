import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { TimerLine } from '@services/workspace/messageWorkspace.ts';
import { useTalkActs } from '../talk/talkActs.ts';
import { otherSpan, timerChoiceOf } from '../timerChoices.ts';
import styles from '../groups/Groups.module.css';

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
