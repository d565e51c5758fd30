import { useMemo } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { FileState } from '@services/workspace/fileWorkspace.ts';
import type { Outcome } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';

/** A file of a message as it is here now, and what can be done with it. */
export interface ShownFile {
  readonly name: string;
  readonly state: FileState;
  readonly url: string | null;
  readonly fetch: () => void;
  readonly pause: () => void;
  readonly cancel: () => void;
}

/** Follows a file. */
export function useFile(file: FileReference): ShownFile {
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const followed = useMemo(() => workspace.fileState(file), [workspace, file]);
  const state = useSnapshot(followed);
  const report = async (outcome: Outcome) => {
    const result = await outcome;
    if (!result.ok) toast({ tone: 'danger', text: errorText(result.error.code) });
  };
  return {
    name: cleanFileName(file.name),
    state,
    url: state.state === 'here' ? workspace.fileUrl(file) : null,
    fetch: () => void report(workspace.downloadFile(file.blob)),
    pause: () => void report(workspace.pauseDownload(file.blob)),
    cancel: () => void report(workspace.cancelDownload(file.blob)),
  };
}
