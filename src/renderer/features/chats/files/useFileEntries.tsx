import { Download, Eraser, HardDriveDownload, Sticker as StickerIcon } from 'lucide-react';
import { useCallback } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Message, Outcome } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import type { MenuEntry } from '@ui/overlays/useMenu.tsx';
import { useSaveFile } from './useSaveFile.ts';

/** What the menu of a message offers for its file. */
export function useFileEntries(): (message: Message) => readonly MenuEntry[] {
  const t = useT();
  const save = useSaveFile();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  return useCallback(
    ({ body }) => {
      if (body.kind === 'sticker') {
        const { sticker } = body;
        const keep = async () => {
          const kept = await workspace.keepSticker(sticker, '');
          if (kept.ok) toast({ text: t('stickers.kept') });
          else toast({ tone: 'danger', text: errorText(kept.error.code) });
        };
        const label = t('stickers.keep');
        return [{ id: 'keep-sticker', label, icon: <StickerIcon aria-hidden />, onAction: () => void keep() }];
      }
      if (body.kind !== 'file') return [];
      const { file } = body;
      const report = async (outcome: Outcome, done?: string) => {
        const result = await outcome;
        if (!result.ok) toast({ tone: 'danger', text: errorText(result.error.code) });
        else if (done !== undefined) toast({ text: done });
      };
      const url = workspace.fileUrl(file);
      if (url === null) {
        const onAction = () => void report(workspace.downloadFile(file.blob));
        return [{ id: 'fetch', label: t('files.fetch'), icon: <HardDriveDownload aria-hidden />, onAction }];
      }
      return [
        {
          id: 'save',
          label: t('files.menu.save'),
          icon: <Download aria-hidden />,
          onAction: () => save(file, url),
        },
        {
          id: 'remove-file',
          label: t('files.menu.remove'),
          icon: <Eraser aria-hidden />,
          onAction: () => void report(workspace.removeFile(file.blob), t('files.removed')),
        },
      ];
    },
    [t, save, workspace, toast, errorText],
  );
}
