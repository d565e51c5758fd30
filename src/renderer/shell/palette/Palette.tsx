import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { PersonName, useT } from '@i18n/useT.tsx';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import { chordLabel } from '@ui/keys/chordLabel.ts';
import type { QuickParts } from '../quickParts.ts';
import { useBackCloses } from '@ui/overlays/useBackCloses.ts';
import { useDialogMark } from '@ui/overlays/useDialogMark.ts';
import styles from './Palette.module.css';
import { rank } from './rank.ts';
import { noteEntry, recentEntries } from './recentEntries.ts';
import { type PaletteEntry, usePaletteEntries } from './usePaletteEntries.tsx';

/** Goes to anything by its name, and does what can be done from anywhere (PAL). */
export function Palette(props: QuickParts): ReactNode {
  useDialogMark();
  const { onDone } = props;
  useBackCloses(onDone);
  const t = useT();
  const entries = usePaletteEntries(props);
  const take = ({ id, run }: PaletteEntry) => {
    noteEntry(id);
    onDone();
    run();
  };
  return (
    <ModalOverlay
      isOpen
      isDismissable
      className={styles['overlay'] ?? ''}
      onOpenChange={(isOpen) => {
        if (!isOpen) onDone();
      }}
    >
      <Modal className={styles['modal'] ?? ''}>
        <Dialog className={styles['dialog'] ?? ''} aria-label={t('palette.title')}>
          <Finder entries={entries} onTake={take} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface FinderProps {
  readonly entries: readonly PaletteEntry[];
  readonly onTake: (entry: PaletteEntry) => void;
}

/** The field, and below it what is meant by what is typed (PAL-4). */
function Finder({ entries, onTake }: FinderProps): ReactNode {
  const t = useT();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState(0);
  const [recent] = useState(recentEntries);
  const found = useMemo(() => rank(entries, typed, recent), [entries, typed, recent]);
  const active = Math.min(wanted, Math.max(0, found.length - 1));
  const onKeyDown = (event: KeyboardEvent) => {
    const entry = found[active];
    const step = STEPS[event.key];
    if (entry === undefined || event.nativeEvent.isComposing) return;
    if (step !== undefined) setWanted((active + step + found.length) % found.length);
    else if (event.key === 'Enter') onTake(entry);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className={styles['field']}>
        <Search aria-hidden />
        <input
          role="combobox"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- who opened it wants to type
          autoFocus
          dir="auto"
          aria-label={t('palette.title')}
          aria-expanded={found.length > 0}
          aria-controls={`${id}list`}
          aria-activedescendant={found.length > 0 ? `${id}${active}` : undefined}
          aria-autocomplete="list"
          placeholder={t('palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setWanted(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <VisuallyHidden>
        <span role="status">{t('palette.found', { count: found.length })}</span>
      </VisuallyHidden>
      {found.length === 0 && <p className={styles['none']}>{t('palette.none')}</p>}
      <div id={`${id}list`} role="listbox" aria-label={t('palette.title')} className={styles['list']}>
        {found.map((entry, place) => (
          <Option key={entry.id} id={`${id}${place}`} entry={entry} isActive={place === active} onTake={onTake} />
        ))}
      </div>
    </>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

interface OptionProps extends Pick<FinderProps, 'onTake'> {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly isActive: boolean;
}

function Option({ id, entry, isActive, onTake }: OptionProps): ReactNode {
  const option = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isActive) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <button
      ref={option}
      type="button"
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className={styles['option']}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onTake(entry)}
    >
      <span className={styles['leading']}>{entry.leading}</span>
      <span className={styles['name']}>
        <PersonName isLine>{entry.name}</PersonName>
      </span>
      <span className={styles['sort']}>{entry.sort}</span>
      {entry.chord !== undefined && <kbd className={styles['chord']}>{chordLabel(entry.chord)}</kbd>}
    </button>
  );
}
