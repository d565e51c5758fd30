import { useRef } from 'react';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { ok } from '@shared/result.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { NewPacket } from '@services/workspace/walletPackets.ts';
import type { Outcome } from '@services/workspace/workspace.ts';

/** A packet and what is written on it. */
export interface PacketToSend extends Omit<NewPacket, 'members' | 'group'> {
  readonly members: readonly AccountId[];
  readonly greeting: string;
}

/** Makes a packet and puts its card into the conversation. Where only the card failed, the next try sends that alone. */
export function useSendPacket(space: SpaceId): (packet: PacketToSend) => Outcome {
  const workspace = useWorkspace();
  const made = useRef<RecordId | null>(null);
  return async ({ greeting, ...packet }) => {
    const sent =
      made.current === null
        ? await workspace.wallet.sendPacket({ ...packet, group: space })
        : ok({ packet: made.current });
    if (!sent.ok) return sent;
    made.current = sent.value.packet;
    const told = await workspace.sendWalletCard(space, {
      about: 'packet',
      records: [sent.value.packet],
      note: greeting.trim(),
    });
    return told.ok ? ok() : told;
  };
}
