import { ShieldCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { BackupPlan, BackupReport } from '@services/workspace/backupWorkspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import { Losses } from './Losses.tsx';
import { WordsDialog } from './WordsDialog.tsx';

/** One backup of the plan: when, how much was added for it, and the way to check it. */
export function PlanRun({ run }: { readonly run: BackupPlan['runs'][number] }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const workspace = useWorkspace();
  const [isAsked, setAsked] = useState(false);
  const [report, setReport] = useState<BackupReport | null>(null);
  const size = isolate(formats.bytes(run.size));
  const never = new AbortController().signal;
  return (
    <>
      <Row
        title={formats.full(run.createdAt)}
        text={t(run.isBase ? 'backup.plan.run.whole' : 'backup.plan.run.added', { size })}
      >
        <IconButton
          label={t('backup.check.label', { when: isolate(formats.full(run.createdAt)) })}
          icon={<ShieldCheck aria-hidden />}
          onClick={() => setAsked(true)}
        />
      </Row>
      {report !== null && (
        <Losses report={report} whole={t('backup.check.whole')} partly={t('backup.restore.partly')} />
      )}
      {isAsked && (
        <WordsDialog
          title={t('backup.check.title')}
          text={t('backup.check.text')}
          confirm={t('backup.check')}
          work={(words) =>
            workspace.backups.verify(
              { kind: 'run', id: run.id },
              { kind: 'words', words },
              { signal: never, onProgress: () => undefined },
            )
          }
          onDone={(found) => {
            setAsked(false);
            setReport(found);
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
