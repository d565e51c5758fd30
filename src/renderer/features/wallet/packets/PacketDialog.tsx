import type { ReactNode } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { FirstPromise } from './FirstPromise.tsx';
import { PacketDesk } from './PacketDesk.tsx';
import { useAudience } from './useAudience.ts';
import { usePacketSources } from './usePacketSources.ts';

export interface PacketDialogProps {
  readonly space: SpaceId;
  readonly onDone: () => void;
}

/** Asks for a red packet into a conversation. */
export function PacketDialog({ space, onDone }: PacketDialogProps): ReactNode {
  const t = useT();
  const audience = useAudience(space);
  const money = usePacketSources();
  const isRead = audience !== null && money !== null;
  if (isRead && audience.length > 0 && money.sources.length > 0) {
    return <PacketDesk space={space} audience={audience} money={money} onDone={onDone} />;
  }
  return (
    <Dialog isOpen title={t('packets.new')} closeLabel={t('common.close')} onClose={onDone}>
      {isRead ? <Missing isAlone={audience.length === 0} /> : <Skeleton shape="block" />}
    </Dialog>
  );
}

/** What has to be there first: somebody to open it, and something to put in. */
function Missing({ isAlone }: { readonly isAlone: boolean }): ReactNode {
  const t = useT();
  if (!isAlone) return <FirstPromise />;
  return (
    <EmptyState illustration="people" title={t('packets.nobody')}>
      {t('packets.nobody.text')}
    </EmptyState>
  );
}
