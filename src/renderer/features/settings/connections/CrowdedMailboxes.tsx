import { Inbox } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { CrowdedPerson } from '@services/workspace/deliveryWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { Row } from '@ui/layout/Panel.tsx';

/** Between whom and us a mailbox is full, and what to do; nothing while none is. */
export function CrowdedMailboxes(): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const asked = useQuery(useMemo(() => workspace.crowdedMail(), [workspace]));
  const nameOf = ({ name, isOwn }: CrowdedPerson) =>
    isOwn ? t('mailbox.crowded.own') : (name ?? t('mailbox.crowded.somebody'));
  return (asked.status === 'ready' ? asked.value : []).map((person) => (
    <Row
      key={`${person.way} ${person.account}`}
      icon={<Inbox aria-hidden />}
      title={t(`mailbox.crowded.${person.way}`, { name: nameOf(person) })}
      text={t(`mailbox.crowded.${person.way}.text`)}
    />
  ));
}
