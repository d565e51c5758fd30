import { Info, Star } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { EventId } from '@shared/ids.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import type { Program } from '@services/workspace/programWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { ProgramInfo } from '../pane/ProgramInfo.tsx';
import { useChats, usePrograms } from '../usePrograms.ts';
import { useReport } from '../useReport.ts';

export interface PackageInstancesProps {
  readonly instances: readonly Program[];
  readonly onOpenProgram: (instance: EventId) => void;
}

/** Where a package is used: each chat with a program of its own. */
export function PackageInstances({ instances, onOpenProgram }: PackageInstancesProps): ReactNode {
  const t = useT();
  if (instances.length === 0) return null;
  return (
    <Section title={t('programs.usedIn')}>
      {instances.map((program) => (
        <InstanceLine key={program.instance} program={program} onOpen={() => onOpenProgram(program.instance)} />
      ))}
    </Section>
  );
}

function InstanceLine({ program, onOpen }: { readonly program: Program; readonly onOpen: () => void }): ReactNode {
  const t = useT();
  const programs = usePrograms();
  const report = useReport();
  const [isInfoOpen, setInfoOpen] = useState(false);
  const chat = useChats().find(({ space }) => space === program.space)?.name ?? '…';
  const { instance, favourite, document, summary } = program;
  return (
    <Row
      title={<PersonName>{chat}</PersonName>}
      text={<bdi>{[document, summary].filter((text) => text !== null).join(' · ')}</bdi>}
    >
      <IconButton
        label={t(favourite ? 'programs.favourite.remove' : 'programs.favourite.add')}
        icon={<Star aria-hidden fill={favourite ? 'currentColor' : 'none'} />}
        aria-pressed={favourite}
        onClick={() => void report(programs.setFavourite(instance, !favourite))}
      />
      <IconButton label={t('programs.info')} icon={<Info aria-hidden />} onClick={() => setInfoOpen(true)} />
      <Button aria-label={t('programs.openIn', { chat: isolate(chat) })} onClick={onOpen}>
        {t('programs.open')}
      </Button>
      <ProgramInfo program={program} isOpen={isInfoOpen} onClose={() => setInfoOpen(false)} />
    </Row>
  );
}
