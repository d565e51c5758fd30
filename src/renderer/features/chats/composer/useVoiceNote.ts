import { useCallback, useEffect, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { VoiceDesk, type VoiceState } from '@services/media/voiceDesk.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { SendExtras } from '@services/workspace/messageWorkspace.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { stage } from '@ui/voice/stage.ts';

/** A voice note being made for a chat. */
export interface VoiceNoteDraft {
  readonly state: VoiceState;
  readonly desk: VoiceDesk;
  readonly send: () => void;
}

export interface VoiceNoteOptions {
  readonly conversation: Pick<Conversation, 'space'>;
  /** Gives what the note answers, once. */
  readonly takeExtras: () => SendExtras;
  /** Something was sent. */
  readonly onSend: () => void;
}

/** Makes voice notes; why one cannot be made is said in a notice. With the chat that is left a recording ends, and is not kept. */
export function useVoiceNote({ conversation, takeExtras, onSend }: VoiceNoteOptions): VoiceNoteDraft {
  const t = useT();
  const media = useMedia();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const { space } = conversation;
  const [desk] = useState(() => new VoiceDesk(media));
  const state = useSnapshot(desk.state);
  useEffect(() => desk.discard, [desk, space]);
  const isAsking = state.step === 'asking';
  useEffect(() => {
    // Else what plays is heard in what is recorded.
    if (isAsking) stage.rest();
  }, [isAsking]);
  useEffect(() => {
    if (state.step !== 'failed') return;
    toast({ tone: 'danger', text: t(`media.error.${state.code}`) });
    desk.discard();
  }, [state, desk, toast, t]);
  const send = useCallback(async () => {
    const note = await desk.take();
    if (note === null) return;
    const { file, duration, levels } = note;
    const outgoing = { file, asFile: true, caption: '', media: { kind: 'voice', duration, levels } } as const;
    const sent = await workspace.sendFiles(space, [outgoing], takeExtras());
    if (sent.ok) onSend();
    else toast({ tone: 'danger', text: errorText(sent.error.code) });
  }, [desk, workspace, space, takeExtras, onSend, toast, errorText]);
  return { state, desk, send: () => void send() };
}
