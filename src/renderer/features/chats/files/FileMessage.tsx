import { type ReactNode, useState } from 'react';
import type { Message, MessageBody } from '@services/workspace/messageViews.ts';
import { MessageWords } from '../conversation/MessageWords.tsx';
import { VideoMessage } from '../media/VideoMessage.tsx';
import { VoiceMessage } from '../media/VoiceMessage.tsx';
import { useTrack } from '../player/useTrack.ts';
import { FileCard } from './FileCard.tsx';
import styles from './Files.module.css';
import { PictureCard } from './PictureCard.tsx';

/** The body of a message that carries a file. */
export type FileBody = Extract<MessageBody, { kind: 'file' }>;

export interface FileMessageProps {
  readonly body: FileBody;
  /** Id of the message, by which the viewer finds its picture. */
  readonly message: string;
  readonly mentions: Message['mentions'];
  readonly isOwn: boolean;
  /** Whether Tab comes to what is in it. */
  readonly isReachable: boolean;
}

/** A file in a conversation: a picture or a film in its place, or a card; words below. */
export function FileMessage({ body, message, mentions, isOwn, isReachable }: FileMessageProps): ReactNode {
  return (
    <>
      <Attached body={body} message={message} isOwn={isOwn} isReachable={isReachable} />
      {body.caption !== '' && (
        <span className={styles['caption']} data-words="">
          <MessageWords text={body.caption} mentions={mentions} />
        </span>
      )}
    </>
  );
}

function Attached({ body: first, message, isOwn, isReachable }: Omit<FileMessageProps, 'mentions'>): ReactNode {
  // The words of a message may change, its file never does: the first object stays, so that a tick does not load a picture anew.
  const [{ file, media }] = useState(first);
  const track = useTrack(message);
  if (media?.kind === 'voice')
    return <VoiceMessage file={file} duration={media.duration} levels={media.levels} track={track} />;
  if (media?.kind === 'video')
    return <VideoMessage file={file} poster={media.poster} duration={media.duration} isReachable={isReachable} />;
  if (file.picture !== null)
    return <PictureCard file={file} picture={file.picture} message={message} isReachable={isReachable} />;
  return <FileCard file={file} isOwn={isOwn} track={track} />;
}
