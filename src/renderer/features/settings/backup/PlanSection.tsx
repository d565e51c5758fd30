import { type ReactNode, useEffect, useState } from 'react';
import { useBackupErrorText, usePlanStatus } from '@i18n/useBackupTexts.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type {
  BackupErrorCode,
  BackupOutcome,
  BackupPlan,
  BackupPlanChoice,
} from '@services/workspace/backupWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Segmented } from '../layout/Segmented.tsx';
import { Doing } from './Doing.tsx';
import { PlanRun } from './PlanRun.tsx';
import { WordsDialog } from './WordsDialog.tsx';
import styles from './Backup.module.css';
import { useBackupJob } from './useBackupJob.ts';

export interface PlanSectionProps {
  /** Another one has it read anew. */
  readonly turn: number;
  readonly onChanged: () => void;
}

/** Backups that are made by themselves: how often, where, how the last one went, and those there are. */
export function PlanSection({ turn, onChanged }: PlanSectionProps): ReactNode {
  const t = useT();
  const errorText = useBackupErrorText();
  const workspace = useWorkspace();
  const [plan, setPlan] = useState<BackupPlan | null>(null);
  const [asked, setAsked] = useState<BackupPlanChoice | null>(null);
  const act = useAct<BackupErrorCode>();
  useEffect(() => {
    let isShown = true;
    void workspace.backups.plan().then((found) => {
      if (isShown && found.ok) setPlan(found.value);
    });
    return () => {
      isShown = false;
    };
  }, [workspace, turn]);
  if (plan === null) return null;
  const arrange = (choice: BackupPlanChoice) =>
    act.run(async () => {
      const arranged = await workspace.backups.arrange(choice, null);
      if (!arranged.ok && arranged.error.code === 'phrase-missing') {
        setAsked(choice);
        return workspace.backups.plan();
      }
      return arranged;
    }, setPlan);
  const change = (work: () => BackupOutcome<BackupPlan>) => act.run(work, setPlan);
  const choice = { every: plan.every, keep: plan.keep };
  return (
    <Section title={t('backup.plan')} description={t('backup.plan.text')}>
      <Row title={t('backup.plan.every')}>
        <Segmented
          label={t('backup.plan.every')}
          value={plan.every}
          options={(['off', 'day', 'week'] as const).map((value) => ({
            value,
            label: t(`backup.plan.every.${value}`),
          }))}
          onChange={(every) => arrange({ ...choice, every })}
        />
      </Row>
      {plan.every !== 'off' && (
        <Row title={t('backup.plan.keep')} text={t(`backup.plan.keep.${plan.keep}.text`)}>
          <Segmented
            label={t('backup.plan.keep')}
            value={plan.keep}
            options={(['month', 'year'] as const).map((value) => ({ value, label: t(`backup.plan.keep.${value}`) }))}
            onChange={(keep) => arrange({ ...choice, keep })}
          />
        </Row>
      )}
      <FolderRow plan={plan} onChange={change} />
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      {plan.hasKey && <Status plan={plan} onChanged={onChanged} />}
      {plan.runs.map((run) => (
        <PlanRun key={run.id} run={run} />
      ))}
      {asked !== null && (
        <WordsDialog
          title={t('backup.plan.words.title')}
          text={t('backup.plan.words.text')}
          confirm={t('backup.plan.words.confirm')}
          work={(words) => workspace.backups.arrange(asked, words)}
          onDone={(arranged) => {
            setAsked(null);
            setPlan(arranged);
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </Section>
  );
}

function FolderRow(props: {
  readonly plan: BackupPlan;
  readonly onChange: (work: () => BackupOutcome<BackupPlan>) => void;
}): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const { folder, canChoose, problem } = props.plan;
  // What was there is gone for good: then, and only when the person says so, everything is written anew where it was.
  const mayBeginAnew = problem === 'backup-folder' && !folder.isChosen;
  return (
    <Row title={t('backup.plan.folder')} text={<bdi>{folder.path}</bdi>}>
      {folder.isChosen && (
        <Button size="small" onClick={() => props.onChange(() => workspace.backups.changeFolder('own'))}>
          {t('backup.plan.folder.own')}
        </Button>
      )}
      {mayBeginAnew && (
        <Button size="small" onClick={() => props.onChange(() => workspace.backups.changeFolder('own'))}>
          {t('backup.plan.folder.anew')}
        </Button>
      )}
      {canChoose && (
        <Button size="small" onClick={() => props.onChange(() => workspace.backups.changeFolder('ask'))}>
          {t('backup.plan.folder.choose')}
        </Button>
      )}
    </Row>
  );
}

/** How the last one went, and a way to make one now. */
function Status({ plan, onChanged }: { readonly plan: BackupPlan; readonly onChanged: () => void }): ReactNode {
  const t = useT();
  const errorText = useBackupErrorText();
  const workspace = useWorkspace();
  const job = useBackupJob();
  const status = usePlanStatus()(plan);
  const make = () => job.run((watch) => workspace.backups.runPlan(watch), onChanged);
  const problem = job.error ?? (job.isPending ? null : status.problem);
  return (
    <Plain>
      <div className={styles['form']}>
        {problem !== null && (
          <AlertBanner tone="danger" title={t('backup.plan.failed')}>
            {errorText(problem)}
          </AlertBanner>
        )}
        <p>{status.text}</p>
        {job.progress !== null && <Doing progress={job.progress} onStop={job.stop} />}
        <div className={styles['actions']}>
          <Button variant="primary" pending={job.isPending} onClick={make}>
            {t(problem === null ? 'backup.plan.now' : 'backup.plan.again')}
          </Button>
        </div>
      </div>
    </Plain>
  );
}
