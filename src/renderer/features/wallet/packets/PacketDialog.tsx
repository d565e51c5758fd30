import type { ReactNode } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import type { WalletLinks } from '../walletProps.ts';
import { PacketDesk } from './PacketDesk.tsx';
import { useAudience } from './useAudience.ts';
import { usePacketSources } from './usePacketSources.ts';

export interface PacketDialogProps extends Pick<WalletLinks, 'onWallet'> {
  readonly space: SpaceId;
  readonly onDone: () => void;
}

/** Asks for a red packet into a conversation. */
export function PacketDialog({ space, onDone, onWallet }: PacketDialogProps): ReactNode {
  const t = useT();
  const audience = useAudience(space);
  const money = usePacketSources();
  if (audience === null || money === null) {
    return (
      <Dialog isOpen title={t('packets.new')} closeLabel={t('common.close')} onClose={onDone}>
        <Skeleton shape="block" />
      </Dialog>
    );
  }
  if (audience.length > 0 && money.sources.length > 0) {
    return <PacketDesk space={space} audience={audience} money={money} onDone={onDone} />;
  }
  const isAlone = audience.length === 0;
  return (
    <Dialog isOpen title={t('packets.new')} closeLabel={t('common.close')} onClose={onDone}>
      <EmptyState
        illustration={isAlone ? 'people' : 'tree'}
        title={t(isAlone ? 'packets.nobody' : 'packets.nothing')}
        actions={
          !isAlone && (
            <Button variant="primary" onClick={() => onWallet({ kind: 'new-unit' })}>
              {t('packets.nothing.make')}
            </Button>
          )
        }
      >
        {t(isAlone ? 'packets.nobody.text' : 'packets.nothing.text')}
      </EmptyState>
    </Dialog>
  );
}
