import { FileDown, FileUp } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import { useReport } from '../useChannels.ts';

/** Largest list that is read, bytes. */
const MAX_LIST = 10 * 1024 * 1024;

/** Takes the feeds one follows to another reader of feeds, or brings them from there. */
export function FeedListMenu(): ReactNode {
  const t = useT();
  const toast = useToast();
  const report = useReport();
  const workspace = useWorkspace();
  const media = useMedia();
  const input = useRef<FileInputControl>(null);
  const bring = async (file: File) => {
    const list = file.size > MAX_LIST ? '' : await file.text();
    const done = await report(workspace.importFeeds(list));
    if (done !== null) toast({ text: t('feeds.imported', { followed: done.value.followed }) });
  };
  const save = async () => {
    const done = await report(workspace.exportFeeds());
    if (done === null) return;
    const bytes = new TextEncoder().encode(done.value.list);
    media.saveFile({ name: 'banyan-feeds.opml', type: 'text/x-opml', bytes });
  };
  const items = [
    {
      id: 'import',
      label: t('feeds.import'),
      icon: <FileUp aria-hidden />,
      onAction: () => input.current?.choose(),
    },
    { id: 'export', label: t('feeds.export'), icon: <FileDown aria-hidden />, onAction: () => void save() },
  ];
  return (
    <>
      <MenuButton label={t('common.more')} items={items} />
      <FileInput ref={input} accept=".opml,.xml,text/x-opml,text/xml" onFile={(file) => void bring(file)} />
    </>
  );
}
