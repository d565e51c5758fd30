import { FileText } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { MAX_MESSAGE_LENGTH } from '@domain/chat/message.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { TextArea } from '@ui/controls/TextField.tsx';
import { ChatOptions } from '../share/ChatOptions.tsx';
import { ArmedButton } from '@ui/controls/ArmedButton.tsx';
import { PromptDialog } from './PromptDialog.tsx';
import styles from './Prompts.module.css';
import type { PromptProps } from './promptProps.ts';

/** Into which chat, and in which words. */
export function ChatPrompt({ prompt, program }: PromptProps<'send-to-chat'>): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { file, answer } = prompt;
  const [text, setText] = useState(prompt.text);
  const [search, setSearch] = useState('');
  const [space, setSpace] = useState<SpaceId | null>(null);
  const canSend = space !== null && text.length <= MAX_MESSAGE_LENGTH && (file !== null || text.trim() !== '');
  return (
    <PromptDialog
      program={program}
      prompt={prompt}
      title={t('programs.prompt.chat', { name: isolate(program.name) })}
      onClose={() => answer(null)}
      action={
        <ArmedButton
          asked={prompt}
          disabled={!canSend}
          onClick={() => {
            if (space !== null) answer({ space, text });
          }}
        >
          {t('programs.prompt.send')}
        </ArmedButton>
      }
    >
      {file !== null && (
        <p className={styles['file']}>
          <FileText aria-hidden />
          <bdi dir="ltr">{file.name}</bdi>
          <span className={styles['muted']}>{formats.bytes(file.bytes.length)}</span>
        </p>
      )}
      <TextArea
        label={t('programs.prompt.words')}
        value={text}
        rows={3}
        maxLength={MAX_MESSAGE_LENGTH}
        onChange={setText}
      />
      <ChatOptions search={search} chosen={space} onSearch={setSearch} onChoose={setSpace} />
    </PromptDialog>
  );
}
