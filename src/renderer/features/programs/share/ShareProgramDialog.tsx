import { type ReactNode, useRef, useState } from 'react';
import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { KnownPackage } from '@services/workspace/programWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { DialogList } from '@ui/display/DialogList.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import { programSections } from '../list/programSections.ts';
import { usePrograms } from '../usePrograms.ts';
import { useReport } from '../useReport.ts';
import { useSources } from '../useSources.ts';
import { useTakePackage } from '../useTakePackage.ts';
import styles from './Share.module.css';

export interface ShareProgramDialogProps {
  /** The chat it goes to. */
  readonly space: SpaceId;
  readonly onShared: (instance: EventId) => void;
  readonly onClose: () => void;
}

/** Chooses a program and puts it into a chat. */
export function ShareProgramDialog({ space, onShared, onClose }: ShareProgramDialogProps): ReactNode {
  const t = useT();
  const programs = usePrograms();
  const report = useReport();
  const taker = useTakePackage();
  const input = useRef<FileInputControl>(null);
  const [search, setSearch] = useState('');
  const send = async (id: BlobId) => {
    const sent = await report(programs.sendProgram(space, id));
    if (sent !== null) onShared(sent.value.instance);
  };
  const sendTaken = async (taking: Promise<KnownPackage | null>) => {
    const known = await taking;
    if (known !== null) await send(known.facts.package);
  };
  return (
    <Dialog
      isOpen
      title={t('programs.share')}
      closeLabel={t('common.cancel')}
      onClose={onClose}
      footer={
        <Button pending={taker.busy !== null} onClick={() => input.current?.choose()}>
          {t('programs.add')}
        </Button>
      }
    >
      <div className={styles['options']}>
        <SearchField label={t('programs.search')} clearLabel={t('common.clear')} value={search} onChange={setSearch} />
        <DialogList label={t('programs.title')}>
          {useOptions(search).map((option) => (
            <li key={option.key}>
              <ListRow
                leading={<ProgramIcon name={option.name} picture={option.icon} size="small" />}
                title={<PersonName>{option.name}</PersonName>}
                subtitle={option.text === null ? undefined : <PersonName isLine>{option.text}</PersonName>}
                onPress={() => void (option.blob === null ? sendTaken(taker.fromShelf(option.key)) : send(option.blob))}
              />
            </li>
          ))}
        </DialogList>
        <FileInput ref={input} accept=".xdc" onFile={(file) => void sendTaken(taker.fromFile(file))} />
      </div>
    </Dialog>
  );
}

interface Option {
  readonly key: string;
  readonly name: string;
  readonly text: string | null;
  readonly icon: Uint8Array | null;
  /** Null for one of the app's own that was not taken yet. */
  readonly blob: BlobId | null;
}

/** One's own, those seen, those that come with the app: each package once. */
function useOptions(search: string): readonly Option[] {
  const found = programSections({ ...useSources(), instances: [] }, search);
  const mine = new Set(found.own.map(({ newest }) => newest.facts.package));
  return [
    ...found.own.map(({ newest: { facts, name } }) => ({
      key: facts.package,
      name,
      text: facts.manifest.description,
      icon: facts.icon?.bytes ?? null,
      blob: facts.package,
    })),
    ...found.people
      .filter((seen) => !mine.has(seen.package))
      .map((seen) => ({ key: seen.package, name: seen.name, text: null, icon: seen.icon, blob: seen.package })),
    ...found.shelf.map(({ id, name, description, icon }) => ({ key: id, name, text: description, icon, blob: null })),
  ];
}
