import type { Node } from 'prosemirror-model';
import { type ReactNode, useMemo } from 'react';
import type { BlobId } from '@shared/ids.ts';
import { cardOfPackage } from '@domain/mini/card.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { useReport } from '../useChannels.ts';
import { articleSchema } from './articleSchema.ts';
import styles from './Editor.module.css';

export interface ProgramChooserProps {
  readonly onInsert: (blocks: readonly Node[]) => void;
  readonly onClose: () => void;
}

/** One of them. */
export interface ProgramChoice {
  readonly id: BlobId;
  readonly name: string;
  readonly icon: Uint8Array | null;
}

/** The mini programs that are here: added by oneself, or in a chat. */
export function ProgramChooser({ onInsert, onClose }: ProgramChooserProps): ReactNode {
  const t = useT();
  const { programs } = useWorkspace();
  const report = useReport();
  const choices = useProgramChoices();
  const put = async (choice: ProgramChoice) => {
    const known = await report(programs.inspectPackage(choice.id));
    if (known === null) return onClose();
    onInsert([articleSchema.nodes.program.create({ program: cardOfPackage(known.value.facts, choice.name) })]);
  };
  return (
    <Dialog isOpen title={t('channels.editor.program')} closeLabel={t('common.close')} size="small" onClose={onClose}>
      {choices.length === 0 && <p>{t('channels.editor.program.none')}</p>}
      <ul className={styles['choices']}>
        {choices.map((choice) => (
          <li key={choice.id}>
            <ListRow
              leading={<ProgramIcon name={choice.name} picture={choice.icon} />}
              title={<PersonName>{choice.name}</PersonName>}
              onPress={() => void put(choice)}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** The mini programs that can be put into a post. */
export function useProgramChoices(): readonly ProgramChoice[] {
  const { programs } = useWorkspace();
  const own = useQueryValue(
    useMemo(() => programs.ownPackages(), [programs]),
    [],
  );
  const used = useQueryValue(
    useMemo(() => programs.programs(), [programs]),
    [],
  );
  return useMemo(() => {
    const all = [
      ...own.map(({ facts, name }): ProgramChoice => ({ id: facts.package, name, icon: facts.icon?.bytes ?? null })),
      ...used.map(({ package: id, name, icon }): ProgramChoice => ({ id, name, icon })),
    ];
    return [...new Map(all.toReversed().map((choice) => [choice.id, choice])).values()].toReversed();
  }, [own, used]);
}
