import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ProgramFigures } from '@ports/programViews.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import type { RunningProgram } from '../desk/desk.ts';
import { useDesk, useDeskState } from '../desk/deskContext.ts';
import { useChats, useInstance } from '../usePrograms.ts';
import { useFigures } from './useFigures.ts';
import styles from './ProgramsList.module.css';
import { ProgramTitle } from './ProgramTitle.tsx';

/** The programs that run in this window, what they take, and a way to end each. */
export function RunningRows({ onOpen }: { readonly onOpen: (instance: EventId) => void }): ReactNode {
  const t = useT();
  const { running } = useDeskState();
  const figures = useFigures(running);
  if (running.length === 0) return null;
  return (
    <section className={styles['section']} aria-label={t('programs.running')}>
      <h2>{t('programs.running')}</h2>
      <ul>
        {running.map((one) => (
          <RunningRow
            key={one.instance}
            running={one}
            figures={figures.get(one.instance) ?? null}
            onOpen={() => onOpen(one.instance)}
          />
        ))}
      </ul>
      {figures.size === 0 && <p className={styles['note']}>{t('programs.figures.unknown')}</p>}
    </section>
  );
}

interface RunningRowProps {
  readonly running: RunningProgram;
  readonly figures: ProgramFigures | null;
  readonly onOpen: () => void;
}

function RunningRow({ running, figures, onOpen }: RunningRowProps): ReactNode {
  const t = useT();
  const desk = useDesk();
  const program = useInstance(running.instance);
  const name = program?.name ?? '…';
  return (
    <li className={styles['running']}>
      <ListRow
        leading={<ProgramIcon name={name} picture={program?.icon ?? null} size="small" />}
        title={<ProgramTitle name={name} document={program?.document ?? null} />}
        subtitle={<Lines running={running} figures={figures} space={program?.space ?? null} />}
        onPress={onOpen}
      />
      <IconButton
        label={t('programs.end', { name: isolate(name) })}
        icon={<X aria-hidden />}
        onClick={() => desk.close(running.instance)}
      />
    </li>
  );
}

interface LinesProps extends Omit<RunningRowProps, 'onOpen'> {
  readonly space: SpaceId | null;
}

/** Of which chat it is, and below that what it takes. */
function Lines({ running, figures, space }: LinesProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const chat = useChats().find((one) => one.space === space);
  return (
    <>
      <span className={styles['line']}>{t('programs.in', { chat: isolate(chat?.name ?? '…') })}</span>
      <span className={styles['line']}>
        {figures === null
          ? t(running.session === null ? 'programs.asleep' : 'programs.awake')
          : t('programs.figures', {
              memory: formats.bytes(figures.memoryKiB * 1024),
              cpu: formats.number(Math.round(figures.cpuPercent)),
            })}
      </span>
    </>
  );
}
