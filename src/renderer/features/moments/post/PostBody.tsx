import type { ReactNode } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import type { PostBody as Body } from '@domain/feed/post.ts';
import { PhotoGrid } from '../media/PhotoGrid.tsx';
import { PlayedFile } from '../media/PlayedFile.tsx';
import { VoiceFile } from '../media/VoiceFile.tsx';
import { photosOf } from '../media/photoShapes.ts';
import { LinkCard, ProgramCard, SharedCard } from './cards.tsx';
import { PostText } from './PostText.tsx';

export interface PostBodyProps {
  readonly body: Body;
  /** Whose it is. */
  readonly name: string;
}

/** What a post shows. */
export function PostBody({ body, name }: PostBodyProps): ReactNode {
  const photos = photosOf(body.files);
  const played = body.files.find(({ picture }) => picture === null);
  return (
    <>
      <PostText text={body.text} />
      {photos.length > 0 && <PhotoGrid photos={photos} name={name} />}
      {played !== undefined && <Played file={played} voice={body.voice} />}
      {body.link !== null && <LinkCard link={body.link} />}
      {body.program !== null && <ProgramCard card={body.program} />}
      {body.shared !== null && <SharedCard shared={body.shared} />}
    </>
  );
}

/** A voice note with its waveform, as in chats; any other sound, and a video, by what the browser plays with. */
function Played({ file, voice }: { readonly file: FileReference; readonly voice: Body['voice'] }): ReactNode {
  return voice === undefined ? <PlayedFile file={file} /> : <VoiceFile file={file} voice={voice} />;
}
