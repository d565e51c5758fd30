import { type ReactNode, useMemo } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { ChatTimer } from '@services/workspace/messageWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { Select } from '@ui/controls/Select.tsx';
import { useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';
import { Plain } from '@ui/layout/Panel.tsx';
import { useTold } from '../keeping/useChoose.ts';
import { type TimerChoice, lifeOf, otherSpan, timerChoiceOf, timerChoices } from '../timerChoices.ts';

const NO_TIMER: ChatTimer = { life: null, by: null, at: 0 };

/** How long words said from now on last. In a group who runs it sets it. */
export function TimerRow(props: { readonly conversation: Conversation; readonly icon: ReactNode }): ReactNode {
  const { conversation } = props;
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const told = useTold();
  const { space } = conversation;
  const timer = useQueryValue(
    useMemo(() => workspace.chatTimer(space), [workspace, space]),
    NO_TIMER,
  );
  const group = useQuery(useMemo(() => workspace.group(space), [workspace, space]));
  const role = group.status === 'ready' ? (group.value?.role ?? null) : null;
  const maySet = conversation.kind === 'direct' ? isTalking(conversation) : role === 'owner' || role === 'admin';
  const chosen = timerChoiceOf(timer.life);
  const labelOf = (choice: TimerChoice) => {
    if (choice === 'other') return t('keeping.timer.span', { ...otherSpan(timer.life ?? 0) });
    return t(`keeping.timer.${choice}`);
  };
  return (
    <Plain>
      <Select
        label={t('keeping.timer.label')}
        description={
          maySet
            ? timer.at === 0
              ? t('keeping.timer.never')
              : t('keeping.timer.since', { when: formats.moment(timer.at) })
            : t('keeping.timer.notYou')
        }
        disabled={!maySet}
        value={chosen}
        options={timerChoices(chosen).map((value) => ({ value, label: labelOf(value) }))}
        onChange={(choice) => void told(() => workspace.setTimer(space, lifeOf(choice, timer.life)))}
      />
    </Plain>
  );
}

function isTalking({ blocked, contactState }: Conversation): boolean {
  return !blocked && contactState === 'accepted';
}
