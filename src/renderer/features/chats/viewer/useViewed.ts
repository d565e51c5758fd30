import { useEffect, useMemo, useState } from 'react';
import { type EventId, eventId } from '@shared/ids.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { allQueries } from '@services/workspace/liveQueries.ts';
import type { SentFile } from '@services/workspace/pastWorkspace.ts';
import type { Conversation, FoundMessage } from '@services/workspace/workspace.ts';
import { useQuery, useSteadyQuery } from '@ui/hooks/useQuery.ts';
import { mediaInOrder, placeNow } from './viewerPlaces.ts';

/** What is looked at, and what stands beside it. */
export interface Viewed {
  /** Null while it is read. */
  readonly message: FoundMessage | null;
  readonly index: number;
  readonly count: number;
  /** What one comes to next, on either side. */
  readonly ahead: readonly FoundMessage[];
  readonly go: (step: number) => void;
}

const NOTHING: readonly SentFile[] = [];

/** Follows the photos and films of a chat from one of them on. Where none is left, `onGone` is told. */
export function useViewed(space: Conversation['space'], first: string, onGone: () => void): Viewed {
  const workspace = useWorkspace();
  const files = useQuery(useMemo(() => workspace.sentFiles(space), [workspace, space]));
  const [wanted, setWanted] = useState(first);
  const [before, setBefore] = useState<SentFile | null>(null);
  const sent = files.status === 'ready' ? files.value : NOTHING;
  const media = useMemo(() => mediaInOrder(sent), [sent]);
  const index = placeNow(media, wanted, before);
  const shown = media[index] ?? null;
  if (shown !== null && shown.message !== before?.message) setBefore(shown);
  const isGone = shown === null && files.status !== 'loading';
  useEffect(() => {
    if (isGone) onGone();
  }, [isGone, onGone]);

  const id = shown?.message ?? wanted;
  const beside = [media[index + 1], media[index - 1]].flatMap((one) => one?.message ?? []);
  const around = useMessages(space, [id, ...beside]);
  return {
    message: around.get(id) ?? null,
    index: Math.max(0, index),
    count: Math.max(1, media.length),
    ahead: beside.flatMap((one) => around.get(one) ?? []),
    go: (step) => setWanted(media[index + step]?.message ?? id),
  };
}

/** Messages by their ids. What was read before stays until what is read now is there: the next one is shown at once. */
function useMessages(space: Conversation['space'], ids: readonly string[]): ReadonlyMap<string, FoundMessage> {
  const workspace = useWorkspace();
  const wanted = ids.flatMap((id) => parsed(id) ?? []).join(' ');
  const query = useMemo(
    () =>
      allQueries(
        wanted
          .split(' ')
          .flatMap((id) => parsed(id) ?? [])
          .map((id) => workspace.message(space, id)),
      ),
    [workspace, space, wanted],
  );
  const found = useSteadyQuery(query);
  return useMemo(() => {
    const messages = found.status === 'ready' ? found.value : [];
    return new Map(messages.flatMap((message) => (message === null ? [] : [[message.id, message]])));
  }, [found]);
}

function parsed(id: string): EventId | null {
  const read = eventId(id);
  return read.ok ? read.value : null;
}
