import { type MouseEvent, useCallback } from 'react';
import type { Failure, Result } from '@shared/result.ts';
import { fail, ok } from '@shared/result.ts';
import { useMedia } from '@services/media/context.tsx';
import { useT } from '@i18n/useT.tsx';
import type { UnitExport } from '@services/workspace/walletRoom.ts';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useWallet } from '../useRoom.ts';

/** What a unit can be saved as. */
export type ExportKind = 'csv' | 'bundle';

export interface Exporting {
  readonly isPending: boolean;
  /** What a press of its button does. The second press of a double click is none: it saved at the first. */
  readonly saveOn: (unit: Unit, kind: ExportKind) => (event: MouseEvent) => void;
}

/** Saves a unit's payments, as a table or with everything that proves them (WSV-74). */
export function useExport(): Exporting {
  const t = useT();
  const wallet = useWallet();
  const media = useMedia();
  const toast = useToast();
  const act = useAct<'unit-missing'>();
  const { run } = act;
  const save = useCallback(
    (unit: Unit, kind: ExportKind) => {
      const read = async (): Promise<Result<UnitExport, Failure<'unit-missing'>>> => {
        const made = await wallet.exportUnit(unit.id);
        return made === null ? fail('unit-missing', 'no such unit') : ok(made);
      };
      run(read, ({ csv, bundle, payments }) => {
        const name = fileNameOf(unit, kind);
        if (kind === 'csv') {
          // With a mark of its encoding: spreadsheets take it for another one otherwise.
          const bytes = new TextEncoder().encode(`\uFEFF${csv}`);
          media.saveFile({ name, type: 'text/csv;charset=utf-8', bytes });
        } else media.saveFile({ name, type: 'application/octet-stream', bytes: bundle });
        toast({ text: t('wallet.exported', { count: payments, file: name }) });
      });
    },
    [wallet, media, toast, run, t],
  );
  const saveOn = (unit: Unit, kind: ExportKind) => (event: MouseEvent) => {
    if (event.detail <= 1) save(unit, kind);
  };
  return { isPending: act.isPending, saveOn };
}

/** "canteen-LUNCH-2026-11-21.csv": nothing of it is other people's text but letters and digits. */
function fileNameOf({ code, name }: Unit, kind: ExportKind): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase();
  const day = new Date().toISOString().slice(0, 10);
  return [plain, code, day].filter(Boolean).join('-') + (kind === 'csv' ? '.csv' : '.banyan-bundle');
}
