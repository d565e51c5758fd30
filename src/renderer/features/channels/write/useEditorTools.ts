import { useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useArticleReader } from '@services/article/context.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import type { EditorTools } from '../editor/editorTools.ts';
import { useReport } from '../useChannels.ts';

/** What the editor needs of the app. */
export function useEditorTools(): EditorTools {
  const t = useT();
  const toast = useToast();
  const reader = useArticleReader();
  const workspace = useWorkspace();
  const report = useReport();
  return useMemo(
    () => ({
      reader,
      words: {
        text: t('channels.editor.text'),
        caption: t('channels.editor.caption'),
        description: t('channels.editor.description'),
        program: t('channels.article.program'),
        payment: t('channels.article.payment'),
        product: t('paid.product'),
        post: t('channels.article.post'),
        uploading: t('channels.editor.uploading'),
      },
      keepPicture: async (file) => {
        const kept = await report(workspace.channels.keepArticlePicture({ file, asFile: false, caption: '' }));
        return kept?.value.file ?? null;
      },
      followPicture: (file, show) => {
        const state = workspace.fileState(file);
        const tell = () => show(state.get().state === 'here' ? workspace.fileUrl(file) : null);
        tell();
        return state.subscribe(tell);
      },
      onPicturesLeft: (count) => toast({ text: t('channels.editor.picturesLeft', { count }) }),
    }),
    [t, toast, reader, workspace, report],
  );
}
