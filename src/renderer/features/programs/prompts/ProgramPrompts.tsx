import type { ReactNode } from 'react';
import type { Program, ProgramSession } from '@services/workspace/programWorkspace.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { ChatPrompt } from './ChatPrompt.tsx';
import { ContactsPrompt } from './ContactsPrompt.tsx';
import { CopyPrompt } from './CopyPrompt.tsx';
import { ImportPrompt } from './ImportPrompt.tsx';
import { LinkPrompt } from './LinkPrompt.tsx';
import { PermissionPrompt } from './PermissionPrompt.tsx';
import { ScanPrompt } from './ScanPrompt.tsx';

/**
 * What the program in sight asks for, one thing at a time. The app draws it over everything: the program lies below it, dimmed, and gets
 * neither keys nor presses meanwhile. A program out of sight waits until it is seen.
 */
export function ProgramPrompts(props: { readonly session: ProgramSession; readonly program: Program }): ReactNode {
  const { session, program } = props;
  const prompt = useSnapshot(session.prompt);
  switch (prompt?.kind) {
    case undefined:
      return null;
    case 'permission':
      return <PermissionPrompt prompt={prompt} program={program} />;
    case 'send-to-chat':
      return <ChatPrompt key={prompt.text} prompt={prompt} program={program} />;
    case 'import-files':
      return <ImportPrompt prompt={prompt} program={program} />;
    case 'pick-contacts':
      return <ContactsPrompt prompt={prompt} program={program} />;
    case 'scan':
      return <ScanPrompt prompt={prompt} program={program} />;
    case 'link':
      return <LinkPrompt key={prompt.url} prompt={prompt} program={program} />;
    case 'copy':
      return <CopyPrompt prompt={prompt} program={program} />;
  }
}
