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
  /** It was said while one was out of the group: kept here, and shown to nobody. */
  readonly isUnsent?: boolean;
}

/** How far an own message has come, and no further than that. */
export function MessageStateIcon({ state, name, isGroup = false, isUnsent = false }: MessageStateIconProps): ReactNode {
  const t = useT();
  if (state === 'received') return null;
  const Icon = ICONS[state];
  return (
    <span
      className={styles['state']}
      data-state={state}
      role="img"
      aria-label={t(isUnsent ? 'chats.state.unsent' : `chats.state.${state}`)}
      data-tooltip={t(isUnsent ? 'chats.state.unsent.hint' : hintOf(state, isGroup), { name: isolate(name) })}
    >
      <Icon aria-hidden />
    </span>
  );
}

/** In a group a tick means someone, not everyone: the details of a message say who. */
function hintOf(state: Exclude<MessageState, 'received'>, isGroup: boolean) {
  if (!isGroup || state === 'queued' || state === 'failed') return `chats.state.${state}.hint` as const;
  return `groups.state.${state}` as const;
}
