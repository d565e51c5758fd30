import { MessageSquare } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { SentFile } from '@services/workspace/pastWorkspace.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { FileCard } from '../files/FileCard.tsx';
import type { FileBody } from '../files/FileMessage.tsx';
import { VoiceMessage } from '../media/VoiceMessage.tsx';
import { useTrack } from '../player/useTrack.ts';
import styles from './Gallery.module.css';
import { GalleryMonths } from './GalleryMonths.tsx';

export interface GalleryFilesProps {
  readonly space: Conversation['space'];
  readonly files: readonly SentFile[];
}

/** Files, or voice notes, one below the other, each with the way to where it was said. */
export function GalleryFiles({ space, files }: GalleryFilesProps): ReactNode {
  return (
    <GalleryMonths things={files}>
      {(those) => (
        <ul className={styles['rows']}>
          {those.map((file) => (
            <FileRow key={file.message} space={space} file={file} />
          ))}
        </ul>
      )}
    </GalleryMonths>
  );
}

/** A voice note plays where it stands; any other file is a card. */
function Sent({
  body,
  message,
  isOwn,
}: {
  readonly body: FileBody;
  readonly message: string;
  readonly isOwn: boolean;
}) {
  const { file, media } = body;
  const track = useTrack(message);
  return media?.kind === 'voice' ? (
    <VoiceMessage file={file} duration={media.duration} levels={media.levels} track={track} />
  ) : (
    <FileCard file={file} isOwn={isOwn} track={track} />
  );
}

function FileRow({ space, file }: { readonly space: Conversation['space']; readonly file: SentFile }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const found = useQuery(useMemo(() => workspace.message(space, file.message), [workspace, space, file.message]));
  const message = found.status === 'ready' ? found.value : null;
  return (
    <li className={styles['row']}>
      {message?.body.kind === 'file' && <Sent body={message.body} message={message.id} isOwn={message.own} />}
      <time dateTime={new Date(file.at).toISOString()}>{formats.moment(file.at)}</time>
      <IconButton
        label={t('keeping.gallery.show', { name: isolate(file.name) })}
        icon={<MessageSquare aria-hidden />}
        onClick={() => navigate(`/chats/${space}/${file.message}`)}
      />
    </li>
  );
}
