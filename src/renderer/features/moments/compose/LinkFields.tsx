import { type ReactNode, useState } from 'react';
import { type PostLink, MAX_TITLE } from '@domain/feed/post.ts';
import { typedLink } from '@services/moments/typedLink.ts';
import { useT } from '@i18n/useT.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import styles from './Compose.module.css';

export interface LinkFieldsProps {
  readonly link: PostLink | null;
  readonly onChange: (link: PostLink | null) => void;
}

/** An address and what it is called: whoever reads the post fetches nothing, so it says what the poster says of it. */
export function LinkFields({ link, onChange }: LinkFieldsProps): ReactNode {
  const t = useT();
  const [url, setUrl] = useState(link?.url ?? '');
  const [title, setTitle] = useState(link?.title ?? '');
  const change = (nextUrl: string, nextTitle: string) => {
    setUrl(nextUrl);
    setTitle(nextTitle);
    onChange(typedLink(nextUrl, nextTitle));
  };
  return (
    <div className={styles['part']}>
      <TextField
        label={t('moments.compose.link.url')}
        type="url"
        inputMode="url"
        dir="ltr"
        placeholder="https://"
        value={url}
        error={url.trim() !== '' && link === null ? t('moments.compose.link.bad') : null}
        onChange={(next) => change(next, title)}
      />
      <TextField
        label={t('moments.compose.link.title')}
        maxLength={MAX_TITLE}
        value={title}
        onChange={(next) => change(url, next)}
      />
    </div>
  );
}
