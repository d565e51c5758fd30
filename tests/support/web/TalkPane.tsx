import type { ComponentProps, ReactNode } from 'react';
import { ChatsContent } from '../../../src/renderer/features/chats/index.ts';

type ChatsContentProps = ComponentProps<typeof ChatsContent>;

const nothing = () => undefined;

/** A talk alone: no message of it is gone to, and no way out of it leads anywhere, but for those that are given. */
export function TalkPane(props: Pick<ChatsContentProps, 'selected'> & Partial<ChatsContentProps>): ReactNode {
  return (
    <ChatsContent
      message={null}
      onGone={nothing}
      onOpenContact={nothing}
      onAddContact={nothing}
      onOpenGroup={nothing}
      onOpenProgram={nothing}
      onShareProgram={nothing}
      onWallet={nothing}
      onOpenWallet={nothing}
      onClose={nothing}
      {...props}
    />
  );
}
