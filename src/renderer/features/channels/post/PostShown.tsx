import { type ReactNode, use, useMemo } from 'react';
import type { PostBody } from '@domain/feed/post.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { LinkContext } from '@ui/text/links.ts';
import { MessageText } from '@ui/text/MessageText.tsx';
import { PictureBlock } from '../article/blocks.tsx';
import { ProgramBlock } from '../article/embeds.tsx';
import { PictureScope } from '../article/PictureScope.tsx';
import styles from './Post.module.css';

export interface PostShownProps {
  readonly body: PostBody;
  readonly name: string;
}

/** What a short post shows: words, pictures, a link, a mini program. */
export function PostShown({ body, name }: PostShownProps): ReactNode {
  const t = useT();
  const pictures = useMemo(
    () =>
      body.files
        .filter(({ picture }) => picture !== null)
        .map((file) => ({ block: 'picture' as const, file, caption: '', description: '' })),
    [body.files],
  );
  return (
    <>
      {body.text !== '' && (
        <p className={styles['words']} dir="auto">
          <MessageText text={body.text} hasTabStops />
        </p>
      )}
      {pictures.length > 0 && (
        <PictureScope title={t('files.viewer.label', { name })} pictures={pictures}>
          <div className={styles['pictures']} data-count={Math.min(pictures.length, 3)}>
            {pictures.map((picture) => (
              <PictureBlock key={picture.file.blob} block={picture} />
            ))}
          </div>
        </PictureScope>
      )}
      {body.link !== null && <LinkCard link={body.link} />}
      {body.program !== null && <ProgramBlock block={{ block: 'program', program: body.program }} />}
    </>
  );
}

function LinkCard({ link }: { readonly link: NonNullable<PostBody['link']> }): ReactNode {
  const ask = use(LinkContext);
  return (
    <a
      className={styles['link']}
      href={link.url}
      rel="noopener noreferrer"
      draggable={false}
      onClick={(event) => {
        event.preventDefault();
        ask(link.url);
      }}
      onAuxClick={(event) => event.preventDefault()}
    >
      <strong>
        <PersonName isLine>{link.title || link.url}</PersonName>
      </strong>
      {link.description !== '' && <span dir="auto">{link.description}</span>}
      <bdi dir="ltr">{URL.parse(link.url)?.host ?? link.url}</bdi>
    </a>
  );
}
