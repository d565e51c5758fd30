import type { Node } from 'prosemirror-model';
import { type ReactNode, useState } from 'react';
import { wordSearch } from '@i18n/wordSearch.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { postTitle } from '../post/postWords.ts';
import { usePosts } from '../usePosts.ts';
import { articleSchema } from './articleSchema.ts';
import styles from './Editor.module.css';

export interface PostChooserProps {
  readonly onInsert: (blocks: readonly Node[]) => void;
  readonly onClose: () => void;
}

/** Posts of the channels that are here, to lead to one of them. */
export function PostChooser({ onInsert, onClose }: PostChooserProps): ReactNode {
  const t = useT();
  const posts = usePosts(null);
  const [search, setSearch] = useState('');
  const matches = wordSearch(search);
  const shown = posts.posts.filter((post) => postTitle(post) !== '' && matches(postTitle(post), post.person.name));
  return (
    <Dialog isOpen title={t('channels.editor.post')} closeLabel={t('common.close')} size="small" onClose={onClose}>
      <SearchField
        label={t('channels.editor.post.search')}
        clearLabel={t('common.clear')}
        value={search}
        onChange={setSearch}
      />
      {shown.length === 0 && <p>{t('channels.editor.post.none')}</p>}
      <ul className={styles['choices']}>
        {shown.map((post) => (
          <li key={post.id}>
            <ListRow
              title={<PersonName>{postTitle(post)}</PersonName>}
              subtitle={<PersonName>{post.person.name}</PersonName>}
              onPress={() =>
                onInsert([
                  articleSchema.nodes.post.create({
                    channel: post.channel,
                    post: post.id,
                    title: postTitle(post).slice(0, 200),
                  }),
                ])
              }
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
