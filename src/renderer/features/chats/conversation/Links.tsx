import { type ReactNode, useCallback } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { LinkScope } from '@ui/text/LinkScope.tsx';

/** Asks before an address in a message is opened. */
export function Links({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const open = useCallback(
    async (url: string) => {
      const opened = await workspace.openExternal(url);
      if (!opened.ok) toast({ tone: 'danger', text: errorText(opened.error.code) });
    },
    [workspace, toast, errorText],
  );
  return (
    <LinkScope
      title={t('chats.link.title')}
      description={t('chats.link.text')}
      openLabel={t('chats.link.open')}
      cancelLabel={t('common.cancel')}
      lookAlike={t('common.link.lookAlike')}
      onOpen={(url) => void open(url)}
    >
      {children}
    </LinkScope>
  );
}
