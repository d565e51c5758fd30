import { useMemo } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { FileState } from '@services/workspace/fileWorkspace.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { useReport } from '../room/useMoments.ts';

/** A file of a post as it is here now. */
export interface MediaFile {
  readonly state: FileState;
  /** Null while it is not here. */
  readonly url: string | null;
  readonly fetch: () => void;
}

/** Follows a file of a post. */
export function useMediaFile(file: FileReference): MediaFile {
  const workspace = useWorkspace();
  const report = useReport();
  const state = useSnapshot(useMemo(() => workspace.fileState(file), [workspace, file]));
  return {
    state,
    url: state.state === 'here' ? workspace.fileUrl(file) : null,
    fetch: () => void report(workspace.downloadFile(file.blob)),
  };
}
