import { Plus } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import type { BlobId, EventId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import { useFileIntake } from '@ui/picture/useFileIntake.ts';
import { useDeskState } from '../desk/deskContext.ts';
import { useInstances } from '../usePrograms.ts';
import { useSources } from '../useSources.ts';
import { useTakePackage } from '../useTakePackage.ts';
import { InstanceRow, OwnRow, SeenRow, ShelfRow } from './ProgramRows.tsx';
import styles from './ProgramsList.module.css';
import { RunningRows } from './RunningRows.tsx';
import { isNothing, programSections } from './programSections.ts';

export interface ProgramsListProps {
  /** The package whose page is open, the tail of `#/programs/<package>`. */
  readonly selected: string | null;
  readonly onOpenProgram: (instance: EventId) => void;
  readonly onOpenPackage: (id: BlobId) => void;
}

/** Everything there is to open, and to share. */
export function ProgramsList(props: ProgramsListProps): ReactNode {
  const t = useT();
  const [search, setSearch] = useState('');
  const input = useRef<FileInputControl>(null);
  const taker = useTakePackage();
  const add = async (file: File) => {
    const known = await taker.fromFile(file);
    if (known !== null) props.onOpenPackage(known.facts.package);
  };
  const take = async (id: string) => {
    const known = await taker.fromShelf(id);
    if (known !== null) props.onOpenPackage(known.facts.package);
  };
  const drop = useFileIntake({ onFile: (file) => void add(file), disabled: taker.busy !== null });
  return (
    <section
      className={styles['list']}
      aria-labelledby="programs-title"
      data-over={drop.isOver || undefined}
      {...drop.handlers}
    >
      <header className={styles['header']}>
        <h1 id="programs-title">{t('programs.title')}</h1>
        <IconButton
          label={t('programs.add')}
          icon={<Plus aria-hidden />}
          aria-busy={taker.busy !== null}
          onClick={() => input.current?.choose()}
        />
        <FileInput ref={input} accept=".xdc" onFile={(file) => void add(file)} />
      </header>
      <div className={styles['search']}>
        <SearchField label={t('programs.search')} clearLabel={t('common.clear')} value={search} onChange={setSearch} />
      </div>
      <div className={styles['rows']}>
        {search === '' && <RunningRows onOpen={props.onOpenProgram} />}
        <Sections {...props} search={search} busy={taker.busy} onTake={(id) => void take(id)} />
      </div>
      {drop.isOver && <div className={styles['drop']}>{t('programs.drop')}</div>}
    </section>
  );
}

interface SectionsProps extends ProgramsListProps {
  readonly search: string;
  readonly busy: string | null;
  readonly onTake: (id: string) => void;
}

function Sections({ search, selected, busy, onTake, onOpenProgram }: SectionsProps): ReactNode {
  const t = useT();
  const instances = useInstances();
  const { running } = useDeskState();
  // While one searches, those that run are not listed above.
  const above = new Set(search === '' ? running.map(({ instance }) => instance) : []);
  const sections = programSections({ ...useSources(), instances }, search, above);
  if (isNothing(sections) && above.size === 0) {
    return (
      <EmptyState illustration="nothing" title={t(search === '' ? 'programs.empty' : 'programs.noMatch')}>
        {t(search === '' ? 'programs.empty.text' : 'programs.noMatch.text')}
      </EmptyState>
    );
  }
  const instanceRow = (program: (typeof instances)[number]) => (
    <InstanceRow key={program.instance} program={program} onOpen={onOpenProgram} />
  );
  return (
    <>
      <Section title={t('programs.favourites')}>{sections.favourites.map(instanceRow)}</Section>
      <Section title={t('programs.recent')}>{sections.recent.map(instanceRow)}</Section>
      <Section title={t('programs.fresh')}>{sections.fresh.map(instanceRow)}</Section>
      <Section title={t('programs.own')}>
        {sections.own.map((program) => (
          <OwnRow
            key={program.newest.facts.package}
            program={program}
            isSelected={program.newest.facts.package === selected}
          />
        ))}
      </Section>
      <Section title={t('programs.people')}>
        {sections.people.map((seen) => (
          <SeenRow key={seen.package} seen={seen} isSelected={seen.package === selected} />
        ))}
      </Section>
      <Section title={t('programs.shelf')}>
        {sections.shelf.map((program) => (
          <ShelfRow
            key={program.id}
            program={program}
            isSelected={program.package === selected}
            isBusy={busy === program.id}
            onTake={() => onTake(program.id)}
          />
        ))}
      </Section>
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: readonly ReactNode[] }): ReactNode {
  if (children.length === 0) return null;
  return (
    <section className={styles['section']} aria-label={title}>
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}
