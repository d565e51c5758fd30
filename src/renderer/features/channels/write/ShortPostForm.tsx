import { ImagePlus, X } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { MAX_POST_TEXT, MOST_PHOTOS } from '@domain/feed/post.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { TextArea } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import { useChannels } from '../useChannels.ts';
import styles from './Write.module.css';

/** A few words, with pictures if one likes, published at once. */
export function ShortPostForm({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const channels = useChannels();
  const act = useAct<WorkspaceErrorCode>();
  const input = useRef<FileInputControl>(null);
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const isEmpty = text.trim() === '' && files.length === 0;
  const add = (more: readonly File[]) => setFiles((before) => [...before, ...more].slice(0, MOST_PHOTOS));
  const post = () =>
    act.run(
      () =>
        channels.postToChannel(channel.id, {
          text: text.trim(),
          files: files.map((file) => ({ file, asFile: false, caption: '' })),
          link: null,
          program: null,
        }),
      () => {
        setText('');
        setFiles([]);
      },
    );
  return (
    <form
      className={styles['short']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) post();
      }}
      onPaste={(event) => {
        const pasted = [...event.clipboardData.files].filter(({ type }) => type.startsWith('image/'));
        if (pasted.length === 0) return;
        event.preventDefault();
        add(pasted);
      }}
    >
      <TextArea
        label={t('channels.write.short')}
        labelHidden
        placeholder={t('channels.write.short')}
        rows={2}
        maxLength={MAX_POST_TEXT}
        value={text}
        onChange={(value) => {
          setText(value);
          act.clear();
        }}
      />
      {files.length > 0 && (
        <ul className={styles['files']}>
          {files.map((file, index) => (
            <li key={`${file.name} ${index}`}>
              <bdi>{file.name}</bdi>
              <IconButton
                size="small"
                label={t('channels.write.remove', { name: isolate(file.name) })}
                icon={<X aria-hidden />}
                onClick={() => setFiles(files.filter((other) => other !== file))}
              />
            </li>
          ))}
        </ul>
      )}
      <div className={styles['shortFoot']}>
        <IconButton
          label={t('channels.write.pictures')}
          icon={<ImagePlus aria-hidden />}
          onClick={() => input.current?.choose()}
        />
        <FileInput ref={input} accept="image/png,image/jpeg,image/webp,image/gif" multiple onFiles={add} />
        <Button variant="primary" type="submit" pending={act.isPending} disabled={isEmpty}>
          {t('channels.write.post')}
        </Button>
      </div>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </form>
  );
}
