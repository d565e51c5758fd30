import { useCallback, useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Message } from '@services/workspace/workspace.ts';
import { useOpened } from '@ui/hooks/useOpened.ts';

/** A file of the chat that is here whole. */
export interface RecentFile {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

const NOTHING: readonly Message[] = [];

/** The files among the newest messages of a chat, newest first. */
export function useRecentFiles(space: SpaceId): readonly RecentFile[] {
  const workspace = useWorkspace();
  const opened = useOpened(useCallback(() => workspace.openMessages(space), [workspace, space]));
  const messages = opened?.state.messages ?? NOTHING;
  return useMemo(
    () =>
      messages
        .flatMap(({ id, body }): RecentFile[] => {
          if (body.kind !== 'file') return [];
          const url = workspace.fileUrl(body.file);
          if (url === null || workspace.fileState(body.file).get().state !== 'here') return [];
          const { name, mime, size } = body.file;
          const read = async () => (await fetch(url)).arrayBuffer();
          return [{ key: id, name: cleanFileName(name), type: mime, size, arrayBuffer: read }];
        })
        .toReversed(),
    [messages, workspace],
  );
}
