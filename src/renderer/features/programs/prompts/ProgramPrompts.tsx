import { type ReactNode, useState } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ProgramPrompt } from '@services/mini/prompts.ts';
import type { Program, ProgramSession } from '@services/workspace/programWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { ChatPrompt } from './ChatPrompt.tsx';
import { ContactsPrompt } from './ContactsPrompt.tsx';
import { CopyPrompt } from './CopyPrompt.tsx';
import { ImportPrompt } from './ImportPrompt.tsx';
import { LinkPrompt } from './LinkPrompt.tsx';
import { PayPrompt } from './PayPrompt.tsx';
import { PermissionPrompt } from './PermissionPrompt.tsx';
import styles from './Prompts.module.css';
import { ScanPrompt } from './ScanPrompt.tsx';
import { useTyping } from './useTyping.ts';

/**
 * What the program in sight asks for, one thing at a time. The app draws it over everything: the program lies below it, dimmed, and gets
 * neither keys nor presses meanwhile. A program out of sight waits until it is seen, and one that asks while the person writes somewhere in
 * the app waits until they look up or ask for it (MPH-8).
 */
export function ProgramPrompts(props: { readonly session: ProgramSession; readonly program: Program }): ReactNode {
  const { session, program } = props;
  const prompt = useSnapshot(session.prompt);
  const isTyping = useTyping();
  const [shown, setShown] = useState<ProgramPrompt | null>(null);
  if (prompt === null) return null;
  if (prompt !== shown && !isTyping) setShown(prompt);
  if (prompt !== shown) return <Asking name={program.name} onLook={() => setShown(prompt)} />;
  return <Prompt prompt={prompt} program={program} />;
}

/** Says that a program asks for something, and leaves the keyboard where it is. */
function Asking({ name, onLook }: { readonly name: string; readonly onLook: () => void }): ReactNode {
  const t = useT();
  return (
    <div className={styles['asking']} role="status">
      <span>{t('programs.prompt.waits', { name: isolate(name) })}</span>
      <Button onClick={onLook}>{t('programs.prompt.look')}</Button>
    </div>
  );
}

function Prompt({ prompt, program }: { readonly prompt: ProgramPrompt; readonly program: Program }): ReactNode {
  switch (prompt.kind) {
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
    case 'pay':
      return <PayPrompt key={prompt.order.id} prompt={prompt} program={program} />;
  }
}
