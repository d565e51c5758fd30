import { useMemo } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { useReport } from '../useChannels.ts';

/** A picture of a post as far as it is here. */
export interface ShownPicture {
  /** Null while it is not. */
  readonly url: string | null;
  readonly isComing: boolean;
  readonly fetch: () => void;
}

/** Follows a picture; it comes by itself where the settings say so. */
export function usePicture(file: FileReference): ShownPicture {
  const workspace = useWorkspace();
  const report = useReport();
  const { state } = useSnapshot(useMemo(() => workspace.fileState(file), [workspace, file]));
  return {
    url: state === 'here' ? workspace.fileUrl(file) : null,
    isComing: state === 'loading' || state === 'waiting',
    fetch: () => void report(workspace.downloadFile(file.blob)),
  };
}
