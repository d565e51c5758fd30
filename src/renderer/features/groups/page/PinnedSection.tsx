import { ArrowUpRight, Pin, PinOff } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { EventId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, type Translate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group } from '@services/workspace/groupWorkspace.ts';
import type { FoundMessage } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useSteadyQuery } from '@ui/hooks/useQuery.ts';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { useDeed } from '../useDeed.ts';
import styles from './GroupPage.module.css';

/** What is pinned, newest first. */
export function PinnedSection(props: {
  readonly group: Group;
  readonly onOpenChat: (space: string, message?: string) => void;
}): ReactNode {
  const { group } = props;
  const t = useT();
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
        <PinRow key={id} {...props} id={id} />
      ))}
    </Section>
  );
}

function PinRow(props: {
  readonly group: Group;
  readonly id: EventId;
  readonly onOpenChat: (space: string, message?: string) => void;
}): ReactNode {
  const { group, id } = props;
  const t = useT();
  const formats = useFormats();
  const unpin = useUnpin(group);
  const workspace = useWorkspace();
  const found = useSteadyQuery(useMemo(() => workspace.message(group.space, id), [workspace, group.space, id]));
  const message = found.status === 'ready' ? found.value : null;
  const author = [...group.former, ...group.members].find(({ account }) => account === message?.author)?.name;
  return (
    <div className={styles['pin']}>
      <Pin aria-hidden />
      <span>
        <bdi>{found.status === 'ready' ? (wordsOf(message, t) ?? t('groups.pin.missing')) : '\u00a0'}</bdi>
        {message !== null && (
          <small>{`${isolate(author ?? t('chats.author.unknown'))} · ${formats.full(message.at)}`}</small>
        )}
      </span>
      <IconButton
        label={t('groups.pinned.show')}
        icon={<ArrowUpRight aria-hidden />}
        onClick={() => props.onOpenChat(group.space, id)}
      />
      {group.rights.pin && (
        <IconButton label={t('groups.unpin')} icon={<PinOff aria-hidden />} onClick={() => unpin(id)} />
      )}
    </div>
  );
}

function wordsOf(message: FoundMessage | null, t: Translate): string | null {
  if (message?.body.kind === 'text') return message.body.text.slice(0, 200);
  if (message?.body.kind === 'wallet') return message.body.card.note || t(`chats.wallet.${message.body.card.about}`);
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
