import { CircleCheck, CircleDashed, RefreshCw } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { PeerSync } from '@services/workspace/deliveryWorkspace.ts';
import type { Contact } from '@services/workspace/workspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Row } from '@ui/layout/Panel.tsx';

const ICONS = { synced: CircleCheck, behind: RefreshCw, away: CircleDashed, never: CircleDashed } as const;

/** How far the two of them are apart, in plain words; "up to date" only when it was compared. */
export function SyncRow({ contact }: { readonly contact: Contact }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const sync = useQueryValue<PeerSync | null>(
    useMemo(() => workspace.peerSync(contact.account), [workspace, contact.account]),
    null,
  );
  const when = useLastSeen(sync);
  if (sync === null || contact.state !== 'accepted') return null;
  const Icon = ICONS[sync.state];
  const waiting = sync.waiting === 0 ? '' : t('delivery.sync.waiting', { count: sync.waiting });
  return (
    <Row
      icon={<Icon aria-hidden />}
      title={t(`delivery.sync.${sync.state}`)}
      text={[t(`delivery.sync.${sync.state}.text`, { when }), waiting].filter((part) => part !== '').join(' ')}
    />
  );
}

function useLastSeen(sync: PeerSync | null): string {
  const formats = useFormats();
  const [now] = useState(() => Date.now());
  const at = sync?.lastSeenAt ?? null;
  return at === null ? '' : formats.ago(at, Math.max(now, at));
}
