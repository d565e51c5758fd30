import { Check, CheckCheck, CircleAlert, CircleCheck, Clock3 } from 'lucide-react';
import type { ReactNode } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { MessageState } from '@services/workspace/workspace.ts';
import styles from './MessageStateIcon.module.css';

const ICONS = { queued: Clock3, sent: Check, delivered: CheckCheck, read: CircleCheck, failed: CircleAlert } as const;

export interface MessageStateIconProps {
  readonly state: MessageState;
  /** The other person, or the group. */
  readonly name: string;
  readonly isGroup?: boolean;
  /** A file goes with it, which comes only when it is fetched: nothing is claimed of that. */
  readonly hasFile?: boolean;
  /** It was said while one was out of the group: kept here, and shown to nobody. */
  readonly isUnsent?: boolean;
}

/** How far an own message has come, and no further than that. */
export function MessageStateIcon(props: MessageStateIconProps): ReactNode {
  const { state, name } = props;
  const t = useT();
  if (state === 'received') return null;
  const Icon = ICONS[state];
  const words = wordsOf(state, props);
  return (
    <span
      className={styles['state']}
      data-state={state}
      role="img"
      aria-label={t(words.label)}
      data-tooltip={t(words.hint, { name: isolate(name) })}
    >
      <Icon aria-hidden />
    </span>
  );
}

type OwnState = Exclude<MessageState, 'received'>;

function wordsOf(state: OwnState, { isGroup = false, hasFile = false, isUnsent = false }: MessageStateIconProps) {
  if (isUnsent) return { label: 'chats.state.unsent', hint: 'chats.state.unsent.hint' } as const;
  if (hasFile && (state === 'delivered' || state === 'read')) {
    const label = `files.told.${state}` as const;
    return { label, hint: isGroup ? (`${label}.group` as const) : (`${label}.hint` as const) };
  }
  return { label: `chats.state.${state}` as const, hint: hintOf(state, isGroup) };
}

/** In a group a tick means someone, not everyone: the details of a message say who. */
function hintOf(state: OwnState, isGroup: boolean) {
  if (!isGroup || state === 'queued' || state === 'failed') return `chats.state.${state}.hint` as const;
  return `chats.groupState.${state}` as const;
}
