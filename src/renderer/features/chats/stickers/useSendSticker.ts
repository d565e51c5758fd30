import { useCallback } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import type { KeptSticker } from '@domain/sticker/kept.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useTakeReply } from '../reply/useWritingBar.tsx';

/** Sends a sticker that is at hand; it is the answer where one is being written. */
export function useSendSticker(space: SpaceId, onSent: () => void): (sticker: KeptSticker) => void {
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const takeReply = useTakeReply();
  const send = useCallback(
    async ({ file, emoji }: KeptSticker) => {
      const sent = await workspace.sendSticker(space, { file, emoji }, takeReply());
      if (sent.ok) onSent();
      else toast({ tone: 'danger', text: errorText(sent.error.code) });
    },
    [workspace, space, takeReply, onSent, toast, errorText],
  );
  return useCallback((sticker) => void send(sticker), [send]);
}
