import { memo, type ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Reaction } from '@services/workspace/messageViews.ts';
import { classNames } from '@ui/classNames.ts';
import styles from './Reactions.module.css';

export interface ReactionRowProps {
  readonly reactions: readonly Reaction[];
  readonly nameOf: (account: AccountId) => string;
  /** Whether Tab comes to the signs: to those of the message that has the focus. */
  readonly isReachable: boolean;
  /** Puts the own sign there, or takes it back; null where one may not. */
  readonly onSign: ((sign: string) => void) | null;
}

/** Most names under a pointer. */
const MOST_NAMES = 12;

/** The signs below a message: how many of each, who on hover; a press joins in or takes the own one back. */
export const ReactionRow = memo(function ReactionRow(props: ReactionRowProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { reactions, nameOf, onSign } = props;
  return (
    <ul className={styles['row']} aria-label={t('messages.reactions')}>
      {reactions.map(({ sign, people, own }) => {
        const named = people.slice(0, MOST_NAMES).map((account) => isolate(nameOf(account)));
        const rest = people.length - named.length;
        const others = rest > 0 ? [t('messages.reactions.more', { count: rest })] : [];
        const names = formats.list([...named, ...others]);
        return (
          <li key={sign}>
            <button
              type="button"
              className={classNames(styles['chip'], own && styles['own'])}
              aria-pressed={own}
              aria-label={t('messages.reactions.by', { sign, names })}
              data-tooltip={names}
              tabIndex={props.isReachable ? 0 : -1}
              aria-disabled={onSign === null || undefined}
              onClick={() => onSign?.(sign)}
            >
              <span aria-hidden>{sign}</span>
              {people.length > 1 && <span aria-hidden>{formats.number(people.length)}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
});
