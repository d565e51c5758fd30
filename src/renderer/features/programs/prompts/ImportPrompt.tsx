import { type ReactNode, useMemo, useRef, useState } from 'react';
import { MAX_BRIDGE_FILE } from '@shared/mini/bridgeLimits.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ProgramFile } from '@services/mini/prompts.ts';
import { Button } from '@ui/controls/Button.tsx';
import { DialogList } from '@ui/display/DialogList.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import { PromptDialog } from './PromptDialog.tsx';
import styles from './Prompts.module.css';
import { acceptOf, fitsWish } from './fileWish.ts';
import type { PromptProps } from './promptProps.ts';
import { type RecentFile, useRecentFiles } from './useRecentFiles.ts';

/** Files from the disk or from the chat. Giving up gives an empty list. */
export function ImportPrompt({ prompt, program }: PromptProps<'import-files'>): ReactNode {
  const t = useT();
  const formats = useFormats();
  const input = useRef<FileInputControl>(null);
  const { multiple, answer } = prompt;
  const recent = useRecentFiles(program.space);
  const fitting = useMemo(() => recent.filter((file) => fitsWish(file, prompt)), [recent, prompt]);
  const [problem, setProblem] = useState<'large' | 'unreadable' | null>(null);
  const hand = async (files: readonly Openable[]) => {
    if (files.reduce((sum, { size }) => sum + size, 0) > MAX_BRIDGE_FILE) {
      setProblem('large');
      return;
    }
    const read = await readAll(files);
    if (read === null) setProblem('unreadable');
    else answer(read);
  };
  return (
    <PromptDialog
      program={program}
      prompt={prompt}
      title={t(multiple ? 'programs.prompt.files' : 'programs.prompt.file', { name: isolate(program.name) })}
      onClose={() => answer([])}
      action={
        <Button variant="primary" onClick={() => input.current?.choose()}>
          {t('programs.prompt.disk')}
        </Button>
      }
    >
      {problem === 'large' && (
        <AlertBanner tone="danger">
          {t('programs.prompt.tooLarge', { most: formats.bytes(MAX_BRIDGE_FILE) })}
        </AlertBanner>
      )}
      {problem === 'unreadable' && <AlertBanner tone="danger">{t('programs.prompt.unreadable')}</AlertBanner>}
      <p>{t('programs.prompt.files.text')}</p>
      {fitting.length > 0 && (
        <>
          <h3 className={styles['heading']}>{t('programs.prompt.recent')}</h3>
          <DialogList label={t('programs.prompt.recent')}>
            {fitting.map((file) => (
              <li key={file.key}>
                <ListRow
                  title={<bdi dir="ltr">{file.name}</bdi>}
                  meta={formats.bytes(file.size)}
                  onPress={() => void hand([file])}
                />
              </li>
            ))}
          </DialogList>
        </>
      )}
      <FileInput ref={input} accept={acceptOf(prompt)} multiple={multiple} onFiles={(files) => void hand(files)} />
    </PromptDialog>
  );
}

type Openable = Pick<RecentFile, 'name' | 'type' | 'size' | 'arrayBuffer'>;

/** Null when one of them cannot be read. */
async function readAll(files: readonly Openable[]): Promise<readonly ProgramFile[] | null> {
  try {
    return await Promise.all(
      files.map(async (file) => ({
        name: file.name,
        type: file.type,
        bytes: new Uint8Array(await file.arrayBuffer()),
      })),
    );
  } catch {
    return null;
  }
}
