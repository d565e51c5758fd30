import { type ReactNode, useState } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import { outlookOf } from '@services/mini/programLink.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useReport } from '../useReport.ts';
import { ArmedButton } from '@ui/controls/ArmedButton.tsx';
import { PromptDialog } from './PromptDialog.tsx';
import styles from './Prompts.module.css';
import type { PromptProps } from './promptProps.ts';

/** Shows where a link of a program leads, and opens it outside by the person's own press. Nothing is remembered. */
export function LinkPrompt({ prompt, program }: PromptProps<'link'>): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const report = useReport();
  const [hasFailed, setFailed] = useState(false);
  const { url, answer } = prompt;
  const { destination, kind, isEncoded, isOpen } = outlookOf(url);
  const open = () => {
    answer(null);
    void report(workspace.openExternal(url));
  };
  const copy = () => {
    navigator.clipboard.writeText(url).then(
      () => answer(null),
      () => setFailed(true),
    );
  };
  return (
    <PromptDialog
      program={program}
      prompt={prompt}
      title={t(`programs.prompt.link.${kind}`, { name: isolate(program.name) })}
      onClose={() => answer(null)}
      action={
        <>
          <ArmedButton asked={prompt} variant="secondary" onClick={copy}>
            {t('common.copy')}
          </ArmedButton>
          <ArmedButton asked={prompt} onClick={open}>
            {t(`programs.prompt.link.${kind}.open`)}
          </ArmedButton>
        </>
      }
    >
      {hasFailed && <AlertBanner tone="danger">{t('common.copyFailed')}</AlertBanner>}
      <strong className={styles['wish']}>
        <bdi dir="ltr">{destination}</bdi>
      </strong>
      <pre className={styles['text']} dir="ltr">
        {url}
      </pre>
      {isEncoded && <AlertBanner tone="warning">{t('programs.prompt.link.encoded')}</AlertBanner>}
      {isOpen && <AlertBanner tone="warning">{t('programs.prompt.link.unencrypted')}</AlertBanner>}
      <p className={styles['muted']}>{t(`programs.prompt.link.${kind}.text`)}</p>
    </PromptDialog>
  );
}
