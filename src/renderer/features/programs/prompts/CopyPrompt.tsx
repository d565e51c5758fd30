import { type ReactNode, useState } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { ArmedButton } from '@ui/controls/ArmedButton.tsx';
import { PromptDialog } from './PromptDialog.tsx';
import styles from './Prompts.module.css';
import type { PromptProps } from './promptProps.ts';

/** Shows what would be in the clipboard, and puts it there by the person's own press. */
export function CopyPrompt({ prompt, program }: PromptProps<'copy'>): ReactNode {
  const t = useT();
  const [hasFailed, setFailed] = useState(false);
  const { text, answer } = prompt;
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => answer(true),
      () => setFailed(true),
    );
  };
  return (
    <PromptDialog
      program={program}
      prompt={prompt}
      title={t('programs.prompt.copy', { name: isolate(program.name) })}
      onClose={() => answer(false)}
      action={
        <ArmedButton asked={prompt} onClick={copy}>
          {t('common.copy')}
        </ArmedButton>
      }
    >
      {hasFailed && <AlertBanner tone="danger">{t('common.copyFailed')}</AlertBanner>}
      <pre className={styles['text']} dir="auto">
        {text}
      </pre>
    </PromptDialog>
  );
}
