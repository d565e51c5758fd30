import { useEffect, useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { FoundMessage, Message } from '@services/workspace/messageViews.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { keptId, wordsOf } from '../talk/messageFacts.ts';
import { useTalk, useWriting } from '../talk/talkContext.ts';
import { unfinishedEdits } from '../talk/unfinishedEdits.ts';

const NOBODY: ReturnType<ReturnType<typeof useWorkspace>['message']> = {
  subscribe: () => () => undefined,
};

/** Ends an edit whose message was taken back elsewhere, or whose words were saved after its field went (CHAT-UI-198). */
export function useEndedEdit(space: SpaceId, messages: readonly Message[]): void {
  const t = useT();
  const toast = useToast();
  const workspace = useWorkspace();
  const talk = useTalk();
  const writing = useWriting();
  const edited = writing.kind === 'edit' ? keptId(writing.message) : null;
  // It may stand further up than what is loaded.
  const found: FoundMessage | null = useQueryValue(
    useMemo(() => (edited === null ? NOBODY : workspace.message(space, edited)), [workspace, space, edited]),
    null,
  );
  const message = useMemo(() => messages.find(({ id }) => id === edited) ?? found, [messages, edited, found]);
  useEffect(() => {
    if (writing.kind !== 'edit' || message === null || message.id !== writing.message.id) return;
    const isRemoved = message.body.kind === 'recalled';
    const begun = unfinishedEdits.wordsFor(space, message)?.trim();
    const isSaved = begun === wordsOf(message) && begun !== wordsOf(writing.message);
    if (!isRemoved && !isSaved) return;
    unfinishedEdits.drop(space);
    talk.writeNew();
    if (isRemoved) toast({ text: t('messages.edit.gone') });
  }, [t, toast, talk, space, writing, message]);
}
