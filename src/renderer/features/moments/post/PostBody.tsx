import type { ReactNode } from 'react';
import type { PostBody as Body } from '@domain/feed/post.ts';
import { PhotoGrid } from '../media/PhotoGrid.tsx';
import { PlayedFile } from '../media/PlayedFile.tsx';
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
      {played !== undefined && <PlayedFile file={played} />}
      {body.link !== null && <LinkCard link={body.link} />}
      {body.program !== null && <ProgramCard card={body.program} />}
      {body.shared !== null && <SharedCard shared={body.shared} />}
    </>
  );
}
