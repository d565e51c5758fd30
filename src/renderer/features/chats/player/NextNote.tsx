import { type ReactNode, useEffect, useMemo } from 'react';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation, FoundMessage } from '@services/workspace/workspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { stage } from '@ui/voice/stage.ts';
import type { FileBody } from '../files/FileMessage.tsx';
import { useFile } from '../files/useFile.ts';
import { nextSound } from './nextSound.ts';

export interface NextNoteProps {
  readonly space: Conversation['space'];
  /** What is on. */
  readonly message: FoundMessage;
  /** It came to its end. */
  readonly isOver: boolean;
}

/** Draws nothing: after a voice note the next one of its chat is played, if it is here; else, and after a song, it is over. */
export function NextNote({ space, message, isOver }: NextNoteProps): ReactNode {
  const note = useNextNote(space, message.id);
  if (note === null || !isNote(message)) return <Last isOver={isOver} />;
  return <Then space={space} note={note} file={note.body.file} isOver={isOver} />;
}

type Note = FoundMessage & { readonly body: FileBody };

function isNote(message: FoundMessage | null): message is Note {
  return message?.body.kind === 'file' && message.body.media?.kind === 'voice';
}

function useNextNote(space: Conversation['space'], after: string): Note | null {
  const workspace = useWorkspace();
  const files = useQueryValue(
    useMemo(() => workspace.sentFiles(space), [workspace, space]),
    [],
  );
  const next = useMemo(() => nextSound(files, after), [files, after]);
  const found = useQueryValue(
    useMemo(() => (next === null ? NOBODY : workspace.message(space, next)), [workspace, space, next]),
    null,
  );
  return isNote(found) ? found : null;
}

const NOBODY: ReturnType<ReturnType<typeof useWorkspace>['message']> = {
  subscribe: () => () => undefined,
};

interface ThenProps extends Pick<NextNoteProps, 'space' | 'isOver'> {
  readonly note: Note;
  readonly file: FileBody['file'];
}

function Then({ space, note, file, isOver }: ThenProps): ReactNode {
  const { url } = useFile(file);
  useEffect(() => {
    if (!isOver) return;
    if (url === null) stage.settle();
    else stage.toggle(url, { chat: space, message: note.id });
  }, [isOver, url, space, note.id]);
  return null;
}

function Last({ isOver }: Pick<NextNoteProps, 'isOver'>): ReactNode {
  useEffect(() => {
    if (isOver) stage.settle();
  }, [isOver]);
  return null;
}
