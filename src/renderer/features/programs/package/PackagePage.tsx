import { Send } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import type { KnownPackage } from '@services/workspace/programWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { ChatChooser } from '../share/ChatChooser.tsx';
import { useInstances, usePrograms } from '../usePrograms.ts';
import { useReport } from '../useReport.ts';
import { DeclaredPermissions } from './DeclaredPermissions.tsx';
import { PackageActs } from './PackageActs.tsx';
import { PackageInstances } from './PackageInstances.tsx';
import styles from './Package.module.css';
import { OtherVersions } from './OtherVersions.tsx';
import { ProgramFacts } from './ProgramFacts.tsx';

export interface PackagePageProps {
  readonly id: BlobId;
  readonly onOpenProgram: (instance: EventId) => void;
  readonly onOpenPackage: (id: BlobId) => void;
}

type Shown =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly known: KnownPackage }
  | { readonly status: 'failed'; readonly code: WorkspaceErrorCode };

/** Everything about one package: what it is, where it is used, and a way to put it into a chat. */
export function PackagePage({ id, onOpenProgram, onOpenPackage }: PackagePageProps): ReactNode {
  const errorText = useErrorText();
  const t = useT();
  const shown = useInspected(id);
  const instances = useInstances().filter((program) => program.package === id);
  if (shown.status === 'loading') return <div className={styles['page']} aria-busy="true" />;
  const first = instances[0];
  if (shown.status === 'failed') {
    return (
      <div className={styles['page']}>
        <EmptyState illustration="nothing" title={first?.name ?? t('programs.notHere')}>
          {errorText(shown.code)}
        </EmptyState>
        <div className={styles['column']}>
          <PackageInstances instances={instances} onOpenProgram={onOpenProgram} />
        </div>
      </div>
    );
  }
  const { known } = shown;
  return (
    <article className={styles['page']} aria-labelledby="package-title">
      <div className={styles['column']}>
        <Head known={known} onOpenProgram={onOpenProgram} />
        <PackageInstances instances={instances} onOpenProgram={onOpenProgram} />
        <OtherVersions known={known} onOpenPackage={onOpenPackage} />
        <Section title={t('programs.permissions')}>
          <Plain>
            <DeclaredPermissions manifest={known.facts.manifest} />
          </Plain>
        </Section>
        <Section title={t('programs.about')}>
          <Plain>
            <ProgramFacts known={known} />
            <PackageActs known={known} onOpenPackage={onOpenPackage} />
          </Plain>
        </Section>
      </div>
    </article>
  );
}

function Head({ known, onOpenProgram }: { readonly known: KnownPackage } & Pick<PackagePageProps, 'onOpenProgram'>) {
  const t = useT();
  const toast = useToast();
  const programs = usePrograms();
  const report = useReport();
  const [isChoosing, setChoosing] = useState(false);
  const { facts, name } = known;
  const send = async (space: SpaceId) => {
    setChoosing(false);
    const sent = await report(programs.sendProgram(space, facts.package));
    if (sent === null) return;
    toast({
      text: t('programs.sent', { name: isolate(name) }),
      action: { label: t('programs.open'), onAction: () => onOpenProgram(sent.value.instance) },
    });
  };
  return (
    <header className={styles['head']}>
      <ProgramIcon name={name} picture={facts.icon?.bytes ?? null} size="large" />
      <div>
        <h1 id="package-title">
          <PersonName>{name}</PersonName>
        </h1>
        {facts.manifest.description !== null && <p dir="auto">{facts.manifest.description}</p>}
        <Button variant="primary" icon={<Send aria-hidden />} onClick={() => setChoosing(true)}>
          {t('programs.send')}
        </Button>
      </div>
      <ChatChooser
        isOpen={isChoosing}
        title={t('programs.send.title', { name: isolate(name) })}
        onChoose={(space) => void send(space)}
        onClose={() => setChoosing(false)}
      />
    </header>
  );
}

function useInspected(id: BlobId): Shown {
  const programs = usePrograms();
  const [shown, setShown] = useState<Shown>({ status: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    void programs.inspectPackage(id).then((inspected) => {
      if (!isCurrent) return;
      setShown(
        inspected.ok ? { status: 'ready', known: inspected.value } : { status: 'failed', code: inspected.error.code },
      );
    });
    return () => {
      isCurrent = false;
    };
  }, [programs, id]);
  return shown;
}
