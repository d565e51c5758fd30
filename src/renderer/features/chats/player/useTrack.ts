import { use, useMemo } from 'react';
import type { Track } from '@ui/voice/stage.ts';
import { ConversationContext } from '../talk/useNames.ts';

/** Where what a message carries was said, so that it goes on when the chat is left; undefined outside a talk, where it stops. */
export function useTrack(message: string): Track | undefined {
  const chat = use(ConversationContext)?.space;
  return useMemo(() => (chat === undefined ? undefined : { chat, message }), [chat, message]);
}
