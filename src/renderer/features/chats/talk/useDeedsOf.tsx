import { type ReactNode, useMemo } from 'react';
import { type EventId, type SpaceId, eventId } from '@shared/ids.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { LeavingDesk, UNDO_TIME } from '@services/undo/leavingDesk.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Message } from '@services/workspace/messageViews.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useOnLeave } from '@ui/hooks/useOnLeave.ts';
import { useForwarding } from '../forward/useForwarding.tsx';
import { useCopy } from '../useCopy.ts';
import { useReport } from '../useReport.ts';
import type { Deeds } from './deedsContext.ts';
import { keptId, wordsOf } from './messageFacts.ts';
import { useNames } from './useNames.ts';

/** The deeds of a talk, and what they show. */
export function useDeedsOf(space: SpaceId): { readonly deeds: Deeds; readonly dialogs: ReactNode } {
  const forwarding = useForwarding(space);
  const remove = useRemoval(space);
  const { recall, leaving } = useRecall(space);
  const setFavourite = useFavourite(space);
  const copy = useCopyMessages();
  const { forward } = forwarding;
  const deeds = useMemo(
    () => ({ forward, copy, setFavourite, recall, remove, leaving }),
    [forward, copy, setFavourite, recall, remove, leaving],
  );
  return { deeds, dialogs: forwarding.dialog };
}

function useRemoval(space: SpaceId): Deeds['remove'] {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const report = useReport();
  return useMemo(() => {
    const remove = async (messages: readonly Message[]) => {
      const ids: string[] = [];
      for (const { id } of messages) {
        if (!(await report(workspace.deleteMessage(space, id)))) break;
        ids.push(id);
      }
      if (ids.length === 0) return;
      // What was not kept has nothing that could be brought back.
      const kept = ids.filter((id) => eventId(id).ok);
      if (kept.length === 0) return toast({ text: t('messages.deleted.unkept') });
      const restore = async () => {
        for (const id of kept) await report(workspace.restoreMessage(space, id));
      };
      toast({
        text: ids.length === 1 ? t('chats.deleted') : t('messages.deleted', { count: ids.length }),
        action: { label: t('common.undo'), onAction: () => void restore() },
      });
    };
    return (messages) => void remove(messages);
  }, [t, workspace, toast, report, space]);
}

/** Nothing is asked of anybody before the time to take it back is over, or the talk is left. */
function useRecall(space: SpaceId): Pick<Deeds, 'recall' | 'leaving'> {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const report = useReport();
  const desk = useMemo(
    () => new LeavingDesk<EventId>((id) => report(workspace.recallMessage(space, id))),
    [workspace, report, space],
  );
  useOnLeave(desk.finishAll);
  return useMemo(
    () => ({
      leaving: desk.leaving,
      recall: (messages) => {
        const ids = messages.flatMap((message) => keptId(message) ?? []);
        for (const id of ids) desk.leave(id);
        toast({
          text: t('messages.recall.soon', { count: ids.length }),
          duration: UNDO_TIME,
          action: {
            label: t('common.undo'),
            onAction: () => {
              for (const id of ids) desk.takeBack(id);
            },
          },
        });
      },
    }),
    [t, toast, desk],
  );
}

function useFavourite(space: SpaceId): Deeds['setFavourite'] {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const report = useReport();
  return useMemo(() => {
    const set = async (messages: readonly Message[], isFavourite: boolean) => {
      for (const message of messages) {
        const id = keptId(message);
        if (id !== null && !(await report(workspace.setFavourite(space, id, isFavourite)))) return;
      }
      toast({ text: t(isFavourite ? 'messages.favourite.added' : 'messages.favourite.removed'), duration: 2500 });
    };
    return (messages, isFavourite) => void set(messages, isFavourite);
  }, [t, workspace, toast, report, space]);
}

/** One message as it is, several with who said them. */
function useCopyMessages(): Deeds['copy'] {
  const copy = useCopy();
  const nameOf = useNames();
  return useMemo(
    () => (messages) => {
      const said = messages.flatMap((message) => {
        const words = wordsOf(message);
        return words === null ? [] : [{ name: nameOf(message.author), words }];
      });
      const [first] = said;
      if (first === undefined) return;
      copy(said.length === 1 ? first.words : said.map(({ name, words }) => `${isolate(name)}: ${words}`).join('\n'));
    },
    [copy, nameOf],
  );
}
