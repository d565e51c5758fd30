import { useEffect, useState } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Packet } from '@services/workspace/walletPackets.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useAct } from '@ui/hooks/useAct.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import type { OpeningSceneProps } from '@ui/packet/OpeningScene.tsx';
import { notePacketOpened } from '@ui/packet/openedPackets.ts';

/** The coin turns at least so long, ms: a surprise takes a breath. */
const SPIN = 700;

/** How far the opening of a packet got. */
export interface Opening {
  readonly phase: OpeningSceneProps['phase'];
  /** It was pressed here and now: what follows is a surprise. */
  readonly isPressed: boolean;
  /** It can be opened no more. */
  readonly isOver: boolean;
  readonly error: WorkspaceErrorCode | null;
  readonly open: () => void;
}

/** Opens a packet: asks for the share, lets the coin turn, and remembers that it was looked into once the share is there. */
export function useOpening(packet: Packet, isLookedInto: boolean): Opening {
  const { wallet } = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const now = useNow();
  const [isPressed, setPressed] = useState(false);
  const isSpun = useSpun(isPressed);
  const { id, mine } = packet;
  const hasShare = mine.stage === 'dealt';
  const isFound = isSpun && hasShare && !act.isPending && act.error === null;
  useEffect(() => {
    if (isFound) notePacketOpened(id);
  }, [isFound, id]);
  const isWaiting = mine.stage === 'noted' || (isPressed && act.error === null);
  return {
    phase: hasShare && isLookedInto ? 'open' : isWaiting ? 'waiting' : 'closed',
    isPressed,
    isOver: isOver(packet, now),
    error: act.error,
    open: () => {
      setPressed(true);
      act.run(() => wallet.claimPacket(id));
    },
  };
}

function isOver({ mine, hasEnded, until }: Packet, now: number): boolean {
  return mine.stage === 'open' && (hasEnded || now > until);
}

/** Whether the coin has turned long enough since it was pressed; at once where people asked for less motion. */
function useSpun(isPressed: boolean): boolean {
  const [isSpun, setSpun] = useState(false);
  useEffect(() => {
    if (!isPressed) return;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const timer = setTimeout(() => setSpun(true), isStill ? 0 : SPIN);
    return () => clearTimeout(timer);
  }, [isPressed]);
  return isSpun;
}
