import { ArrowUpRight, Pin, PinOff } from 'lucide-react';
import { type ReactNode, useCallback } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group } from '@services/workspace/groupWorkspace.ts';
import type { Message } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useOpened } from '@ui/hooks/useOpened.ts';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { useDeed } from '../useDeed.ts';
import styles from './GroupPage.module.css';

/** What is pinned, newest first. */
export function PinnedSection(props: {
  readonly group: Group;
  readonly onOpenChat: (space: string) => void;
}): ReactNode {
  const { group } = props;
  const t = useT();
  const messages = useNewest(group.space);
  if (group.pinned.length === 0) {
    if (!group.rights.pin) return null;
    return (
      <Section title={t('groups.pinned')}>
        <Plain>{t('groups.pinned.none')}</Plain>
      </Section>
    );
  }
  return (
    <Section title={t('groups.pinned')}>
      {group.pinned.map((id) => (
        <PinRow key={id} {...props} id={id} message={messages.find((one) => one.id === id)} />
      ))}
    </Section>
  );
}

function PinRow(props: {
  readonly group: Group;
  readonly id: string;
  readonly message: Message | undefined;
  readonly onOpenChat: (space: string) => void;
}): ReactNode {
  const { group, id, message } = props;
  const t = useT();
  const formats = useFormats();
  const unpin = useUnpin(group);
  const author = [...group.former, ...group.members].find(({ account }) => account === message?.author)?.name;
  return (
    <div className={styles['pin']}>
      <Pin aria-hidden />
      <span>
        <bdi>{wordsOf(message) ?? t('groups.pinned.older')}</bdi>
        {message !== undefined && (
          <small>{`${isolate(author ?? t('groups.author.unknown'))} · ${formats.full(message.at)}`}</small>
        )}
      </span>
      <IconButton
        label={t('groups.pinned.show')}
        icon={<ArrowUpRight aria-hidden />}
        onClick={() => props.onOpenChat(group.space)}
      />
      {group.rights.pin && (
        <IconButton label={t('groups.unpin')} icon={<PinOff aria-hidden />} onClick={() => unpin(id)} />
      )}
    </div>
  );
}

function wordsOf(message: Message | undefined): string | null {
  if (message?.body.kind === 'text') return message.body.text.slice(0, 200);
  return message?.body.kind === 'file' ? message.body.caption || message.body.file.name : null;
}

function useUnpin(group: Group): (id: string) => void {
  const t = useT();
  const toast = useToast();
  const deed = useDeed();
  const workspace = useWorkspace();
  const pin = (id: string, pinned: boolean, then?: () => void) =>
    deed(() => workspace.pinMessage(group.space, id, pinned), then);
  return (id) =>
    pin(id, false, () =>
      toast({
        text: t('groups.unpin.done'),
        action: { label: t('common.undo'), onAction: () => pin(id, true) },
      }),
    );
}

const NONE: readonly Message[] = [];

/** The newest messages of a group, as far as a window onto them holds. */
function useNewest(space: SpaceId): readonly Message[] {
  const workspace = useWorkspace();
  const open = useOpened(useCallback(() => workspace.openMessages(space), [workspace, space]));
  return open?.state.messages ?? NONE;
}
