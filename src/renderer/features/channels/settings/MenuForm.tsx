import { Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { eventId } from '@shared/ids.ts';
import { isArticleLink } from '@domain/article/document.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { ChannelMenuItem, ChannelView } from '@services/workspace/channelWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { TextArea, TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { postTitle } from '../post/postWords.ts';
import { useChannels } from '../useChannels.ts';
import { usePosts } from '../usePosts.ts';
import styles from './Settings.module.css';

/** Most entries of a menu: what a narrow window shows beside each other. */
const MOST = 4;

interface Entry {
  readonly label: string;
  readonly does: ChannelMenuItem['does'];
  /** Address, answer or id of a post, by what it does. */
  readonly of: string;
}

function entryOf(item: ChannelMenuItem): Entry {
  const of = item.does === 'link' ? item.url : item.does === 'reply' ? item.text : item.post;
  return { label: item.label, does: item.does, of };
}

/** What an entry comes to; null while it is not complete. */
function itemOf({ label, does, of }: Entry): ChannelMenuItem | null {
  const named = { label: label.trim() };
  const value = of.trim();
  if (named.label === '' || value === '') return null;
  if (does === 'reply') return { ...named, does, text: value };
  if (does === 'link') return isArticleLink(value) ? { ...named, does, url: value } : null;
  const post = eventId(value);
  return post.ok ? { ...named, does, post: post.value } : null;
}

/** The entries of the bar below a channel. */
export function MenuForm({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const channels = useChannels();
  const act = useAct<WorkspaceErrorCode>();
  const [entries, setEntries] = useState<readonly Entry[]>(() => channel.menu.map(entryOf));
  const items = entries.map(itemOf);
  const isComplete = items.every((item) => item !== null);
  const isChanged = JSON.stringify(entries) !== JSON.stringify(channel.menu.map(entryOf));
  const change = (place: number, part: Partial<Entry>) =>
    setEntries(entries.map((entry, index) => (index === place ? { ...entry, ...part } : entry)));
  const save = () => act.run(() => channels.changeChannel(channel.id, { menu: items.filter((item) => item !== null) }));
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) save();
      }}
    >
      <div className={styles['items']}>
        {entries.map((entry, index) => (
          <EntryFields
            key={index}
            channel={channel}
            entry={entry}
            onChange={(part) => change(index, part)}
            onRemove={() => setEntries(entries.toSpliced(index, 1))}
          />
        ))}
      </div>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <div className={styles['foot']}>
        <Button
          icon={<Plus aria-hidden />}
          disabled={entries.length >= MOST}
          onClick={() => setEntries([...entries, { label: '', does: 'link', of: '' }])}
        >
          {t('channels.menu.add')}
        </Button>
        <Button variant="primary" type="submit" pending={act.isPending} disabled={!isComplete || !isChanged}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}

interface EntryFieldsProps {
  readonly channel: ChannelView;
  readonly entry: Entry;
  readonly onChange: (part: Partial<Entry>) => void;
  readonly onRemove: () => void;
}

function EntryFields({ channel, entry, onChange, onRemove }: EntryFieldsProps): ReactNode {
  const t = useT();
  const does = (value: Entry['does']) => ({ value, label: t(`channels.menu.does.${value}`) });
  return (
    <div className={styles['item']}>
      <TextField
        label={t('channels.menu.label')}
        maxLength={24}
        value={entry.label}
        onChange={(label) => onChange({ label })}
      />
      <Select
        label={t('channels.menu.does')}
        value={entry.does}
        options={[does('link'), does('reply'), does('post')]}
        onChange={(value) => onChange({ does: value, of: '' })}
      />
      <IconButton label={t('channels.menu.remove')} icon={<Trash2 aria-hidden />} onClick={onRemove} />
      <Target channel={channel} entry={entry} onChange={(of) => onChange({ of })} />
    </div>
  );
}

interface TargetProps {
  readonly channel: ChannelView;
  readonly entry: Entry;
  readonly onChange: (of: string) => void;
}

function Target({ channel, entry, onChange }: TargetProps): ReactNode {
  const t = useT();
  switch (entry.does) {
    case 'link':
      return (
        <TextField
          label={t('channels.menu.url')}
          dir="ltr"
          spellCheck={false}
          placeholder="https://"
          value={entry.of}
          onChange={onChange}
        />
      );
    case 'reply':
      return (
        <TextArea label={t('channels.menu.reply')} rows={2} maxLength={1000} value={entry.of} onChange={onChange} />
      );
    case 'post':
      return <PostSelect channel={channel} value={entry.of} onChange={onChange} />;
  }
}

function PostSelect({ channel, value, onChange }: Omit<TargetProps, 'entry'> & { readonly value: string }): ReactNode {
  const t = useT();
  const { posts } = usePosts(channel.id);
  const options = useMemo(
    () => [
      { value: '', label: t('channels.menu.post.choose') },
      ...posts.map((post) => ({ value: String(post.id), label: postTitle(post) || t('channels.post.unnamed') })),
    ],
    [t, posts],
  );
  return <Select label={t('channels.menu.post')} value={value} options={options} onChange={onChange} />;
}
