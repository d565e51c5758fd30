import { type ReactNode, useState } from 'react';
import type { MessageBody } from '@services/workspace/workspace.ts';
import { MessageText } from '@ui/text/MessageText.tsx';
import { FileCard } from './FileCard.tsx';
import styles from './Files.module.css';
import { PictureCard } from './PictureCard.tsx';

/** The body of a message that carries a file. */
export type FileBody = Extract<MessageBody, { kind: 'file' }>;

export interface FileMessageProps {
  readonly body: FileBody;
  /** Id of the message, by which the viewer finds its picture. */
  readonly message: string;
  readonly isOwn: boolean;
}

/** A file in a conversation: a picture in its place, or a card; words below. */
export function FileMessage({ body: first, message, isOwn }: FileMessageProps): ReactNode {
  // What a message says never changes: the first object stays, so that a tick does not load a picture anew.
  const [body] = useState(first);
  const { picture } = body.file;
  return (
    <>
      {picture === null ? (
        <FileCard file={body.file} isOwn={isOwn} />
      ) : (
        <PictureCard file={body.file} picture={picture} message={message} />
      )}
      {body.caption !== '' && (
        <span className={styles['caption']}>
          <MessageText text={body.caption} />
        </span>
      )}
    </>
  );
}
