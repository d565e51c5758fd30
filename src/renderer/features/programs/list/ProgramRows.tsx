import { Star } from 'lucide-react';
import type { ReactNode } from 'react';
import type { EventId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import type { ShelfProgram } from '@ports/programShelf.ts';
import type { Program, SeenPackage } from '@services/workspace/programWorkspace.ts';
import { ListRow } from '@ui/display/ListRow.tsx';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { useChats, usePrograms } from '../usePrograms.ts';
import styles from './ProgramsList.module.css';
import { type OwnProgram, packageAddress } from './programSections.ts';
import { ProgramTitle } from './ProgramTitle.tsx';

/** A program in a chat: a press opens it. */
export function InstanceRow(props: { readonly program: Program; readonly onOpen: (id: EventId) => void }): ReactNode {
  const { program } = props;
  const t = useT();
  const chat = useChats().find(({ space }) => space === program.space);
  const programs = usePrograms();
  return (
    <li>
      <ListRow
        leading={<ProgramIcon name={program.name} picture={program.icon} />}
        title={<ProgramTitle name={program.name} document={program.document} />}
        subtitle={
          program.summary === null ? (
            t('programs.in', { chat: isolate(chat?.name ?? '…') })
          ) : (
            <PersonName isLine>{program.summary}</PersonName>
          )
        }
        trailing={
          program.favourite && (
            <span className={styles['star']} role="img" aria-label={t('programs.favourite')}>
              <Star aria-hidden />
            </span>
          )
        }
        onApproach={() => programs.expectProgram(program.instance)}
        onPress={() => props.onOpen(program.instance)}
      />
    </li>
  );
}

/** A program one added: its newest package. */
export function OwnRow({
  program,
  isSelected,
}: {
  readonly program: OwnProgram;
  readonly isSelected: boolean;
}): ReactNode {
  const formats = useFormats();
  const t = useT();
  const { facts, name } = program.newest;
  return (
    <li>
      <ListRow
        href={packageAddress(facts.package)}
        selected={isSelected}
        leading={<ProgramIcon name={name} picture={facts.icon?.bytes ?? null} />}
        title={<PersonName>{name}</PersonName>}
        subtitle={<Line text={facts.manifest.description} size={formats.bytes(facts.size)} />}
        trailing={program.others > 0 && <span>{t('programs.versions', { count: program.others })}</span>}
      />
    </li>
  );
}

/** What it says it is for, in its own direction; else how large it is. */
function Line({ text, size }: { readonly text: string | null; readonly size: string }): ReactNode {
  return text === null ? size : <PersonName isLine>{text}</PersonName>;
}

/** A package others put into chats. */
export function SeenRow({ seen, isSelected }: { readonly seen: SeenPackage; readonly isSelected: boolean }): ReactNode {
  const t = useT();
  return (
    <li>
      <ListRow
        href={packageAddress(seen.package)}
        selected={isSelected}
        leading={<ProgramIcon name={seen.name} picture={seen.icon} />}
        title={<PersonName>{seen.name}</PersonName>}
        subtitle={t('programs.usedBy', { count: seen.people.length })}
      />
    </li>
  );
}

/** A program that comes with the app: a press takes it. */
export function ShelfRow(props: {
  readonly program: ShelfProgram;
  readonly isSelected: boolean;
  readonly isBusy: boolean;
  readonly onTake: () => void;
}): ReactNode {
  const { program } = props;
  const formats = useFormats();
  return (
    <li>
      <ListRow
        selected={props.isSelected}
        leading={<ProgramIcon name={program.name} picture={program.icon} />}
        title={<bdi>{program.name}</bdi>}
        subtitle={
          program.description === null ? formats.bytes(program.size) : <bdi data-line>{program.description}</bdi>
        }
        trailing={props.isBusy && <Spinner />}
        onPress={props.onTake}
      />
    </li>
  );
}
