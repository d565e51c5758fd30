import { useEffect } from 'react';
import { BroadcastTabChannel } from '@adapters/tabs/broadcastTabChannel.ts';
import type { ProgramDesk } from '../../features/programs/desk/desk.ts';
import { BesideChat } from './besideChat.ts';

let made: BesideChat | null = null;

/** What the windows of this profile give programs back to each other by. */
export function besideChat(): BesideChat {
  made ??= new BesideChat(new BroadcastTabChannel('banyan-beside'), navigator.locks);
  return made;
}

/** Takes programs back from windows of their own. */
export function useTakenBeside(desk: ProgramDesk, onOpenChat: (space: string) => void): void {
  useEffect(
    () =>
      besideChat().offer(({ instance, space }) => {
        onOpenChat(space);
        desk.setMode('beside');
        void desk.open(instance);
      }),
    [desk, onOpenChat],
  );
}
