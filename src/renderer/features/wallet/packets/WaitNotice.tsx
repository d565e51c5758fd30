import type { ReactNode } from 'react';
import { PersonName, T } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Packet } from '@services/workspace/walletPackets.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import styles from './Packets.module.css';
import type { usePacketPeople } from './usePacketPeople.ts';

export interface WaitNoticeProps {
  readonly packet: Packet;
  readonly people: ReturnType<typeof usePacketPeople>;
}

/**
 * One asked for a share and has none yet. That the dealer is off is only said of contacts: one is linked with them whenever both are there, while a
 * stranger of a group may be linked with others.
 */
export function WaitNotice({ packet: { from, mode }, people }: WaitNoticeProps): ReactNode {
  const { presence } = useWorkspace();
  const isHere = useSnapshot(presence).has(from);
  const person = people(from);
  const name = <PersonName>{person.shownName}</PersonName>;
  const isOff = !isHere && person.standing === 'contact';
  const id = mode === 'everyone' ? 'packets.coming' : isOff ? 'packets.noted.off' : 'packets.noted';
  return (
    <p className={styles['wait']} role="status">
      <T id={id} values={{ name }} />
    </p>
  );
}
