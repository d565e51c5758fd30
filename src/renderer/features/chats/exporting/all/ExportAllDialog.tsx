import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ExportAllProgress, ExportedAll } from '@services/workspace/exportWorkspace.ts';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { SavingDialog } from '../SavingDialog.tsx';
import { type Saving, useArchive } from '../useArchive.ts';
import { leftOutLines } from './leftOutLines.ts';
import { useAllWords } from './useAllWords.ts';

/** Saves everything of this profile as one archive: what it is, who could read it, how far it has come. */
export function ExportAllDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT();
  const [withFiles, setWithFiles] = useState(true);
  return (
    <SavingDialog
      title={t('everything.export')}
      saving={useSavingAll()}
      asked={{ withFiles }}
      startLabel={t('everything.export.start')}
      choices={<Asked withFiles={withFiles} onChange={setWithFiles} />}
      stepLabel={({ step }) => t(`everything.step.${step}`)}
      report={(made) => <Made made={made} />}
      onClose={onClose}
    />
  );
}

function useSavingAll(): Saving<{ readonly withFiles: boolean }, ExportAllProgress, ExportedAll> {
  const workspace = useWorkspace();
  const words = useAllWords();
  return useArchive<{ readonly withFiles: boolean }, ExportAllProgress, ExportedAll>({
    name: () => `banyan-${new Date().toISOString().slice(0, 10)}.zip`,
    begun: { step: 'data', done: 0 },
    make: ({ withFiles }, target) => workspace.exportAll({ withFiles, words }, target),
  });
}

function Asked({
  withFiles,
  onChange,
}: {
  readonly withFiles: boolean;
  readonly onChange: (on: boolean) => void;
}): ReactNode {
  const t = useT();
  return (
    <>
      <p>{t('everything.export.what')}</p>
      <AlertBanner tone="warning" title={t('everything.export.open.title')}>
        {t('everything.export.open.text')}
      </AlertBanner>
      <p>{t('everything.export.secrets')}</p>
      <Checkbox label={t('everything.export.files')} checked={withFiles} onChange={onChange} />
    </>
  );
}

function Made({ made: { counts, leftOut } }: { readonly made: ExportedAll }): ReactNode {
  const t = useT();
  const of = (kind: string) => counts[kind] ?? 0;
  const posts = of('moments') + of('posts');
  return (
    <>
      <p>
        {t('everything.done', {
          chats: of('conversations'),
          messages: of('messages'),
          posts,
          files: of('media'),
        })}
      </p>
      {leftOutLines(t, leftOut).map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p>{t('everything.done.next')}</p>
    </>
  );
}
