import { type ReactNode, useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { openedPackets } from '@ui/packet/openedPackets.ts';
import type { WalletLinks } from '../walletProps.ts';
import { OpeningMoment } from './OpeningMoment.tsx';
import { PacketResult } from './PacketResult.tsx';
import { usePacketPeople } from './usePacketPeople.ts';

export interface OpenPacketDialogProps extends Pick<WalletLinks, 'onOpenWallet'> {
  readonly packet: RecordId;
  readonly space: SpaceId | null;
  /** What its sender wrote on it. */
  readonly greeting: string;
  readonly onDone: () => void;
}

/** A packet somebody pressed: it is opened here, and who got what is shown. */
export function OpenPacketDialog(props: OpenPacketDialogProps): ReactNode {
  const { packet: id, space, greeting, onDone, onOpenWallet } = props;
  const t = useT();
  const { wallet } = useWorkspace();
  const state = useQuery(useMemo(() => wallet.packet(id), [wallet, id]));
  const people = usePacketPeople(space);
  const isLookedInto = useSnapshot(openedPackets).has(id);
  const packet = state.status === 'ready' ? state.value : null;
  const openWallet = (page: string) => {
    onDone();
    onOpenWallet(page);
  };
  return (
    <Dialog isOpen size="small" title={t('packets.title')} closeLabel={t('common.close')} onClose={onDone}>
      {state.status === 'loading' ? (
        <Skeleton shape="block" />
      ) : packet === null ? (
        <EmptyState illustration="nothing" title={t('packets.missing')}>
          {t('packets.missing.text')}
        </EmptyState>
      ) : (
        <>
          {packet.mine.stage !== 'none' && (
            <OpeningMoment packet={packet} greeting={greeting} people={people} isLookedInto={isLookedInto} />
          )}
          {(isLookedInto || packet.mine.stage === 'none') && (
            <PacketResult packet={packet} people={people} greeting={greeting} onOpenWallet={openWallet} />
          )}
        </>
      )}
    </Dialog>
  );
}
