import { Tag, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import type { ContactRowProps } from './contactRow.ts';
import styles from './ContactPage.module.css';
import { MAX_TAGS, withTags, withoutTag } from './tagList.ts';

/** Tags as chips with a place to type more. */
export function TagsRow({ contact, act }: ContactRowProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const keep = (tags: readonly string[]) => act.run(() => workspace.setTags(contact.account, tags));
  return (
    <Row
      icon={<Tag aria-hidden />}
      title={t('contacts.page.tags')}
      text={
        <div className={styles['tags']}>
          {contact.tags.map((tag) => (
            <span key={tag} className={styles['tag']}>
              <bdi>{tag}</bdi>
              <button
                type="button"
                aria-label={t('contacts.page.tags.remove', { tag: isolate(tag) })}
                onClick={() => keep(withoutTag(contact.tags, tag))}
              >
                <X aria-hidden />
              </button>
            </span>
          ))}
          {contact.tags.length < MAX_TAGS && <NewTag tags={contact.tags} onAdd={keep} />}
        </div>
      }
    />
  );
}

function NewTag(props: {
  readonly tags: readonly string[];
  readonly onAdd: (tags: readonly string[]) => void;
}): ReactNode {
  const t = useT();
  const [text, setText] = useState('');
  const add = () => {
    const next = withTags(props.tags, text);
    setText('');
    if (next.length > props.tags.length) props.onAdd(next);
  };
  return (
    <input
      className={styles['newTag']}
      // Empty, it has to follow the page, or the placeholder stands on the wrong side.
      {...(text !== '' && { dir: 'auto' })}
      aria-label={t('contacts.page.tags.add')}
      placeholder={t('contacts.page.tags.add')}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={add}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setText('');
        if ((event.key === 'Enter' || event.key === ',' || event.key === '،') && !event.nativeEvent.isComposing) {
          event.preventDefault();
          add();
        }
      }}
    />
  );
}
