import { type ReactNode, useState } from 'react';
import type { DeviceId } from '@shared/ids.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { BookLine } from '@services/workspace/walletBooks.ts';
import type { IssuedUnit } from '@services/workspace/walletWorkspace.ts';
import { Select } from '@ui/controls/Select.tsx';
import { useIssued, useWallet } from '../room/useRoom.ts';
import { PhraseDialog } from './PhraseDialog.tsx';
import { useBook, useDeed } from './useBooks.ts';

export interface StolenDialogProps {
  readonly device: DeviceId;
  readonly onClose: () => void;
}

const NONE: readonly IssuedUnit[] = [];
const NO_LINES: readonly BookLine[] = [];

/** Which line of which book is the last that is believed of a device (WAL-102); the root signs that. */
export function StolenDialog({ device, onClose }: StolenDialogProps): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const deed = useDeed();
  const issued = useIssued();
  const units = issued.status === 'ready' ? issued.value : NONE;
  const [chosenUnit, setUnit] = useState<UnitId | null>(null);
  const unit = chosenUnit ?? units[0]?.unit.id ?? null;
  const [line, setLine] = useState<BookLine | null>(null);
  const cut = (words: string) => {
    if (unit === null) return;
    const place = line === null ? { epoch: 1, seq: 0 } : { epoch: line.epoch, seq: line.seq };
    deed.run(() => wallet.cutDevice({ unit, device, ...place }, words), 'books.stolen.done', onClose);
  };
  return (
    <PhraseDialog
      title={t('books.stolen.title')}
      confirmLabel={t('books.stolen')}
      deed={deed}
      isReady={unit !== null}
      onWords={cut}
      onClose={onClose}
    >
      <p>{t('books.stolen.text')}</p>
      {unit !== null && (
        <>
          <Select
            label={t('books.stolen.unit')}
            value={unit}
            options={units.map(({ unit: { id, name } }) => ({ value: id, label: isolate(name) }))}
            onChange={(value) => {
              setUnit(value);
              setLine(null);
            }}
          />
          <LineSelect key={unit} unit={unit} value={line} onChange={setLine} />
        </>
      )}
    </PhraseDialog>
  );
}

function LineSelect(props: {
  readonly unit: UnitId;
  readonly value: BookLine | null;
  readonly onChange: (line: BookLine | null) => void;
}): ReactNode {
  const t = useT();
  const formats = useFormats();
  const book = useBook(props.unit);
  const lines = book.status === 'ready' && book.value !== null ? book.value.recent : NO_LINES;
  const options = [
    { value: '', label: t('books.stolen.none') },
    ...lines.map(({ id, seq, op, at }) => ({
      value: id,
      label: t('books.stolen.choice', {
        line: formats.number(seq),
        what: t(`books.line.${op}`),
        when: formats.full(at),
      }),
    })),
  ];
  return (
    <Select
      label={t('books.stolen.line')}
      value={props.value?.id ?? ''}
      options={options}
      onChange={(id) => props.onChange(lines.find((line) => line.id === id) ?? null)}
    />
  );
}
