import { useCallback, useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import type { ChannelsWorkspace, ChannelView } from '@services/workspace/channelWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Outcome } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { type QueryResult, useQuery } from '@ui/hooks/useQuery.ts';

/** What screens may do with channels. */
export function useChannels(): ChannelsWorkspace {
  return useWorkspace().channels;
}

/** One channel, followed live; `ready` with null where it is not on this device. */
export function useChannel(id: SpaceId): QueryResult<ChannelView | null> {
  const channels = useChannels();
  return useQuery(useMemo(() => channels.channel(id), [channels, id]));
}

/** Waits for an act and tells the person how it failed; null then, else what it gave. */
export function useReport(): <T>(outcome: Outcome<T>) => Promise<{ readonly value: T } | null> {
  const toast = useToast();
  const errorText = useErrorText();
  return useCallback(
    async (outcome) => {
      const result = await outcome;
      if (result.ok) return { value: result.value };
      toast({ tone: 'danger', text: errorText(result.error.code) });
      return null;
    },
    [toast, errorText],
  );
}
